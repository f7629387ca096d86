import { setsUpNode } from "../data/actions/questions.ts";
import { insertKey, removeEntry } from "../edit/edit.ts";
import type { Fix } from "../finding.ts";
import { isNpmRegistry } from "../npm-host.ts";
import { callPathsOf, secretsOf } from "../publish/auth/call-path.ts";
import { rootsOf } from "../publish/job/checkouts.ts";
import { modeOf } from "../publish/mode.ts";
import type { Publish } from "../publish/publish.ts";
import type { Command } from "../repository/command/command.ts";
import { commandsOf } from "../repository/command/commands.ts";
import { mentions } from "../repository/command/own-words.ts";
import { declaredManager, yarnrcOf } from "../repository/package/package-manager.ts";
import { join, upwards } from "../repository/paths.ts";
import type { Repository } from "../repository/repository.ts";
import { inputEntry, type EnvEntry } from "../repository/workflow/env.ts";
import { scopeOf } from "../repository/workflow/scope.ts";
import { actionMajor, actionName, type Job, type Step, type Workflow } from "../repository/workflow/workflow.ts";
import type { Rule } from "../rule.ts";

export const unsetTokenVariable: Rule<"job"> = {
  id: "unset-token-variable",
  stops: "job",
  severities: ["error"],
  summary: "Yarn 1 finds a value for the variable that setup-node names.",
  about: "job",
  needs: { registry: "likely" },
  *check({ workflow, job, publishes, elsewhere }, { repository }) {
    if (publishes.length + elsewhere.length === 0) return;
    for (const { setup, step, command } of stopsIn(repository, workflow, job))
      yield {
        severity: "error",
        span: command.span,
        message:
          'Yarn 1 stops here with "Failed to replace env in config: ${NODE_AUTH_TOKEN}": setup-node 7 and later name the variable in an `.npmrc` and no longer set it.',
        related: [{ span: setup.entry.key.span, message: "This makes setup-node write the `.npmrc`." }],
        fixes: fixesOf(setup, step, [...publishes, ...elsewhere]),
      };
  },
};

interface Stop {
  readonly setup: EnvEntry;
  readonly step: Step;
  readonly command: Command;
}

/**
 * The first command of Yarn 1 after a setup-node with `registry-url` that leaves the variable unset
 * (docs/facts/github.md#setup-node-and-registry-url). None where something may have set it.
 */
function stopsIn(repository: Repository, workflow: Workflow, job: Job): readonly Stop[] {
  const [callPath] = callPathsOf(repository, workflow);
  if (callPath === undefined || job.container !== undefined) return [];
  const [leg = new Map()] = job.matrix.legs;
  const roots = rootsOf(job, scopeOf(workflow, job, leg, secretsOf(callPath)), repository);
  let setup: EnvEntry | undefined;
  for (const step of job.steps) {
    const scope = scopeOf(workflow, job, leg, secretsOf(callPath), step);
    const condition = scope.condition(step.if);
    if (condition === false) continue;
    if (step.uses !== undefined && setsUpNode(actionName(step.uses))) {
      const written = inputEntry(step.block, "registry-url");
      const major = actionMajor(step.uses);
      if (written !== undefined) setup = condition === true && major !== undefined && major >= 7 ? written : undefined;
      continue;
    }
    if (mentions(step.run, /NODE_AUTH_TOKEN|NPM_CONFIG_USERCONFIG|GITHUB_ENV/)) return [];
    if (setup === undefined || condition !== true || scope.variable("NODE_AUTH_TOKEN").kind !== "unset") continue;
    if (scope.variable("NPM_CONFIG_USERCONFIG").kind !== "unset") continue;
    const { commands } = commandsOf(repository, step, scope, roots);
    const command = commands.find((each) => readsConfig(each) && isClassic(repository, roots(each.directory)));
    if (command !== undefined && !command.conditional && command.variables.size === 0 && command.failing !== undefined)
      return [{ setup, step, command }];
  }
  return [];
}

/** A command of Yarn in the workflow itself that reads its configuration: all but the question for its version. */
function readsConfig({ words: [tool, ...words], path }: Command): boolean {
  if (tool?.value !== "yarn" || path.length > 0) return false;
  const texts = words.map(({ value }) => value ?? "");
  return !texts.some((text) => /^(?:-v|--version|--no-default-rc|npm|set)$/.test(text));
}

/** Whether Yarn 1 runs in a folder: by `packageManager`, or by a lock file where nothing names another. */
function isClassic(repository: Repository, directory: string | undefined): boolean {
  if (directory === undefined || yarnrcOf(repository, directory) !== "absent") return false;
  const declared = declaredManager(repository, directory);
  if (declared !== undefined) return declared.name === "yarn" && declared.range?.startsWith("1.") === true;
  for (const folder of upwards(directory)) {
    const lock = repository.file(join(folder, "yarn.lock"));
    if (lock === "unknown") return false;
    if (lock !== "absent") return /^# yarn lockfile v1$/m.test(lock.text.slice(0, 500));
  }
  return false;
}

/** Through OIDC npm needs no `.npmrc`; otherwise the variable gets an empty value where Yarn runs. */
function fixesOf(setup: EnvEntry, step: Step, publishes: readonly Publish[]): readonly Fix[] {
  const { mapping, entry, holder, span } = setup;
  const url = span.file.text.slice(span.start, span.end);
  const others = mapping.entries.some(({ key }) => key.value === "scope" || key.value === "always-auth");
  const unneeded = isNpmRegistry(url) && !others && publishes.every((each) => modeOf(each) === "oidc-only");
  const removed = unneeded ? removeEntry(mapping, entry, [holder]) : undefined;
  if (removed !== undefined) return [{ title: "Remove `registry-url`", kind: "safe", edits: removed }];
  const env = step.block.entries.find(({ key }) => key.value === "env")?.value;
  const edits =
    env === undefined
      ? insertKey(step.block, "env", [["NODE_AUTH_TOKEN", ""]])
      : env.kind === "mapping"
        ? insertKey(env, "NODE_AUTH_TOKEN", "")
        : undefined;
  return edits === undefined ? [] : [{ title: "Give the step an empty NODE_AUTH_TOKEN", kind: "safe", edits }];
}
