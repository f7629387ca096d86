import type { Reason } from "../../reason.ts";
import { commandAt, type Command } from "../../repository/command/command.ts";
import { provenIdentity } from "../../repository/settings/identity.ts";
import { declaredPackages } from "../../repository/settings/publishers.ts";
import { scopeOf } from "../../repository/workflow/scope.ts";
import type { Job, Step, Workflow } from "../../repository/workflow/workflow.ts";
import type { Repository } from "../../repository/repository.ts";
import type { CallPath } from "../auth/call-path.ts";
import { npmConfig } from "../auth/config.ts";
import { environmentOf } from "../auth/github-environment.ts";
import { idTokenOf } from "../auth/id-token.ts";
import { unknown, type Fact } from "../fact.ts";
import { startOf, type JobState } from "../job/state.ts";
import type { Publish } from "../publish.ts";
import type { Place, Tool } from "../tool/tool.ts";

/** Where something publishes, or may, and what isn't known of it. */
export interface Strange extends Place {
  readonly command: Command;
  readonly machine: JobState;
  /** Why it isn't known what is called, or how. */
  readonly reason: Reason;
  /** What is called, where that is known. */
  readonly tool?: Tool;
}

/** A publish of which only its place is known, and what depends on nothing else. */
export function strangerOf(strange: Strange, jobPublishes: readonly Publish[]): Publish {
  const { repository, workflow, job, step, callPath, scope, command, machine, reason, tool } = strange;
  const nothing = <T>(): Fact<T> => unknown(reason);
  return {
    workflow,
    job,
    step,
    callPath,
    scope,
    command,
    tool: tool ?? someTool,
    toolDoubt: tool === undefined ? { grade: "unknown", reason } : undefined,
    oidcDecidedBy: { tool: undefined, version: nothing() },
    action: "publish",
    environment: job.uses === undefined ? environmentOf(job, scope) : nothing(),
    idToken: idTokenOf(workflow, job, callPath),
    npm: nothing(),
    credential: nothing(),
    provenance: nothing(),
    packages: nothing(),
    access: nothing(),
    jobState: machine,
    options: { positionals: [], options: new Map(), workspaces: [], complete: false },
    given: undefined,
    config: npmConfig(command, scope, "unknown", undefined),
    registry: nothing(),
    identity: provenIdentity(repository),
    declared: declaredPackages(repository),
    jobPublishes,
  };
}

const someTool: Tool = { name: "a tool", read: () => undefined };

/** What a job publishes, perhaps, of which no step is known: by a workflow of another repository that it calls, say. */
export function publishOfJob(
  repository: Repository,
  workflow: Workflow,
  job: Job,
  callPath: CallPath,
  reason: Reason,
): Publish {
  const scope = scopeOf(workflow, job, new Map(), "own");
  return strangerOf(
    {
      repository,
      workflow,
      job,
      step: { ...noStep, block: job.block, span: reason.span },
      callPath,
      roots: (directory) => directory,
      scope,
      command: commandAt(reason.span),
      machine: startOf(job, scope, repository),
      reason,
    },
    [],
  );
}

const none = { texts: new Map(), complete: true, entries: [] } as const;

const noStep: Omit<Step, "block" | "span"> = {
  index: 0,
  if: undefined,
  uses: undefined,
  run: undefined,
  with: none,
  env: none,
  shell: undefined,
  directory: undefined,
  caller: undefined,
};
