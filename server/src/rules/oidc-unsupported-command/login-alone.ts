import { isNpmRegistry } from "../../npm-host.ts";
import { commandsOf } from "../../repository/command/commands.ts";
import { runs } from "../../repository/command/own-words.ts";
import { packageIn } from "../../repository/package/package.ts";
import type { Repository } from "../../repository/repository.ts";
import { projectFolder, projectSettings } from "../../repository/settings/npmrc.ts";
import { scopeOf } from "../../repository/workflow/scope.ts";
import type { Job, Workflow } from "../../repository/workflow/workflow.ts";
import { callPathsOf, secretsOf } from "../../publish/auth/call-path.ts";
import { npmConfig } from "../../publish/auth/config.ts";
import { credentialOf } from "../../publish/auth/credentials.ts";
import { registryOf } from "../../publish/auth/target-registry.ts";
import { certain } from "../../publish/fact.ts";
import { rootsOf } from "../../publish/job/checkouts.ts";
import { afterFailure } from "../../publish/job/failure.ts";
import { readNpmCommand } from "../../publish/job/npm-command.ts";
import { pass, passCommand, passUnread } from "../../publish/job/pass.ts";
import { copyOf, startOf } from "../../publish/job/state.ts";
import { asking, loginOf, tagsByLogin, type WithoutOidc } from "../../publish/login-commands.ts";
import type { Call } from "../../publish/tool/tool.ts";
import { npmThatRuns } from "../../publish/tools/npm.ts";

/** The commands of npm in a job which publishes nothing that ask for a login there is none of (docs/facts/npm.md#other-commands). */
export function loginsAlone(repository: Repository, workflow: Workflow, job: Job): readonly WithoutOidc[] {
  const [callPath, ...others] = callPathsOf(repository, workflow);
  if (callPath === undefined || others.length > 0 || !job.steps.some(({ run }) => runs(run, asking))) return [];
  const [leg = new Map()] = job.matrix.legs;
  const outer = scopeOf(workflow, job, leg, secretsOf(callPath));
  const roots = rootsOf(job, outer, repository);
  const state = startOf(job, outer, repository);
  const found: WithoutOidc[] = [];
  for (const step of job.steps) {
    const scope = scopeOf(workflow, job, leg, secretsOf(callPath), step, new Map(state.exported));
    const condition = scope.condition(step.if);
    if (condition === false) continue;
    const { commands } = commandsOf(repository, step, scope, roots);
    const machine = copyOf(state);
    passUnread(machine, step, scope, repository);
    for (const command of commands) {
      const call: Call = {
        repository,
        workflow,
        job,
        step,
        callPath,
        roots,
        scope,
        command,
        words: command.words.slice(1),
        runner: undefined,
        machine,
      };
      const name = loginOf(command);
      if (name !== undefined && isRefused(call, name)) found.push({ command, name, before: false });
      passCommand(machine, command, "runs", repository, scope);
    }
    pass(state, step, scope, commands, condition === true ? "runs" : "may run", repository);
  }
  return found;
}

/** Whether nothing logs the command in, and the job ends with it. */
function isRefused(call: Call, name: string): boolean {
  const { repository, command, scope, machine, roots } = call;
  const directory = roots(command.directory);
  if (directory === undefined || command.variables.size > 0 || afterFailure(command, scope) !== "stops") return false;
  const options = readNpmCommand(call.words);
  const settings = projectSettings(repository, directory);
  const config = npmConfig(command, scope, settings, projectFolder(repository, directory));
  const sent = certain(credentialOf(call, options, config))?.kind;
  const own = packageIn(repository, directory);
  const source = own === "absent" ? undefined : own;
  const address = certain(registryOf(command, options, config, machine, undefined, source));
  if (sent === undefined || sent === "token" || address === undefined || !isNpmRegistry(address)) return false;
  return !name.startsWith("dist-tag") || tagsByLogin(npmThatRuns(call, { config, manifests: [source] }));
}
