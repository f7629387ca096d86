import { limits } from "../../limits.ts";
import type { Repository } from "../../repository/repository.ts";
import type { Secrets } from "../../repository/workflow/scope.ts";
import { ownWorkflow } from "../../repository/workflow/own-path.ts";
import type { Job, Workflow } from "../../repository/workflow/workflow.ts";
import { workflowsOf } from "../../repository/workflow/workflows.ts";

/** A way a workflow is started: by its own triggers, or through the calls listed, innermost first. */
export interface CallPath {
  readonly calls: readonly Call[];
  /** Only other workflows start it, and none of the repository does. */
  readonly uncalled?: true;
}

interface Call {
  readonly workflow: Workflow;
  readonly job: Job;
}

/**
 * Every way a workflow is started that the repository shows; a workflow that is only called, by nobody here, has none. Of very many,
 * one more than `limits.callers`.
 */
export function callPathsOf(repository: Repository, workflow: Workflow): readonly CallPath[] {
  const direct =
    workflow.triggers?.every((trigger) => trigger.value === "workflow_call") === true ? [] : [{ calls: [] }];
  const isCalled = workflow.triggers?.some((trigger) => trigger.value === "workflow_call") === true;
  return isCalled ? [...direct, ...callsTo(repository, workflow, limits.callDepth, new Map())] : direct;
}

/** At most one more than are followed; `known` has what was found before, for a workflow and a depth. */
function callsTo(
  repository: Repository,
  callee: Workflow,
  depth: number,
  known: Map<string, readonly CallPath[]>,
): readonly CallPath[] {
  const place = `${depth} ${callee.file.path}`;
  const before = known.get(place);
  if (before !== undefined || depth === 0) return before ?? [];
  const paths: CallPath[] = [];
  for (const { workflow, job } of callersOf(repository, callee)) {
    const outer = workflow.triggers?.every((trigger) => trigger.value === "workflow_call") === true;
    const outerPaths: readonly CallPath[] = outer ? callsTo(repository, workflow, depth - 1, known) : [{ calls: [] }];
    paths.push(...outerPaths.map(({ calls }) => ({ calls: [{ workflow, job }, ...calls] })));
    if (paths.length > limits.callers) break;
  }
  known.set(place, paths);
  return paths;
}

function callersOf(repository: Repository, callee: Workflow): readonly Call[] {
  return workflowsOf(repository).flatMap((workflow) =>
    workflow.jobs.flatMap((job) => (calledFile(repository, job) === callee.file.path ? [{ workflow, job }] : [])),
  );
}

/** The file of this repository that a job calls. */
export function calledFile(repository: Repository, job: Job): string | undefined {
  return job.uses && ownWorkflow(repository, job.uses.value);
}

/** The workflow that GitHub starts: the outermost caller, else the called workflow itself. */
export function startedWorkflow({
  callPath,
  workflow,
}: {
  readonly callPath: CallPath;
  readonly workflow: Workflow;
}): Workflow {
  return callPath.calls.at(-1)?.workflow ?? workflow;
}

/** The secrets that the called workflow has: those of its caller, where that hands all on. */
export function secretsOf({ calls }: CallPath): Secrets {
  const [call, ...outer] = calls;
  if (call === undefined) return "own";
  const { secrets } = call.job;
  if (secrets === "inherit") return secretsOf({ calls: outer });
  return secrets.complete ? new Set(secrets.texts.keys()) : "inherit";
}
