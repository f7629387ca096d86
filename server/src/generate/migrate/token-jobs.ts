import { secretsOf } from "../../publish/auth/call-path.ts";
import { strangerOf } from "../../publish/find/stranger.ts";
import { rootsOf } from "../../publish/job/checkouts.ts";
import { pass } from "../../publish/job/pass.ts";
import { startOf } from "../../publish/job/state.ts";
import type { Publish } from "../../publish/publish.ts";
import { commandAt } from "../../repository/command/command.ts";
import { commandsOf } from "../../repository/command/commands.ts";
import { mentions, ownCommands } from "../../repository/command/own-words.ts";
import type { Repository } from "../../repository/repository.ts";
import { scopeOf } from "../../repository/workflow/scope.ts";
import type { Job, Step, Workflow } from "../../repository/workflow/workflow.ts";
import { workflowsOf } from "../../repository/workflow/workflows.ts";
import { hasOwnToken } from "./evidence.ts";

/**
 * Steps that get an npm token in a job that speaks of a release, and in which no publish was found: what they do isn't known, but a
 * release most likely depends on it. `found` are the jobs with a publish, by `keyOf`.
 */
export function tokenSteps(repository: Repository, found: ReadonlySet<string>): readonly Publish[] {
  return workflowsOf(repository).flatMap((workflow) =>
    workflow.jobs
      .filter((job) => !found.has(`${workflow.file.path} ${job.id.value}`) && speaksOfRelease(workflow, job))
      .flatMap((job) => {
        const step = job.steps.findLast((each) => hasOwnToken({ workflow, job, step: each }) && mayPublish(each));
        return step === undefined ? [] : [stepAsPublish(repository, workflow, job, step)];
      }),
  );
}

function speaksOfRelease({ file }: Workflow, job: Job): boolean {
  const words = /publis|releas|deploy/i;
  return words.test(job.id.value) || words.test(file.path) || job.steps.some(({ run }) => mentions(run, words));
}

/** Steps that only install packages read a token for private ones, and actions are known or not. */
function mayPublish({ run }: Step): boolean {
  const commands = ownCommands(run);
  const isOwnInstall = (words: readonly string[]): boolean =>
    /^(?:npm|pnpm|yarn|bun) (?:ci|i|install|config|whoami)\b|^yarn$/.test(words.join(" "));
  return run !== undefined && commands.some((words) => !isOwnInstall(words) && words[0] !== "echo");
}

function stepAsPublish(repository: Repository, workflow: Workflow, job: Job, step: Step): Publish {
  const callPath = { calls: [] };
  const [leg = new Map()] = job.matrix.legs;
  const scopeAt = (each: Step | undefined) => scopeOf(workflow, job, leg, secretsOf(callPath), each);
  const roots = rootsOf(job, scopeAt(undefined), repository);
  const machine = startOf(job, scopeAt(undefined), repository);
  for (const before of job.steps.filter(({ index }) => index < step.index)) {
    const scope = scopeAt(before);
    const sure = scope.condition(before.if) === true;
    pass(
      machine,
      before,
      scope,
      commandsOf(repository, before, scope, roots).commands,
      sure ? "runs" : "may run",
      repository,
    );
  }
  const span = step.run?.span ?? step.span;
  const words = ownCommands(step.run).findLast(([first]) => first !== "echo") ?? [];
  const reason = { kind: "unread-script", name: words.slice(0, 4).join(" "), span } as const;
  const place = { repository, workflow, job, step, callPath, roots, scope: scopeAt(step) };
  return strangerOf({ ...place, command: commandAt(span), machine, reason }, []);
}
