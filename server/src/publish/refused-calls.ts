import type { Repository } from "../repository/repository.ts";
import { grantsIdToken, type Permissions } from "../repository/workflow/permissions.ts";
import { scopeOf } from "../repository/workflow/scope.ts";
import type { Job, Workflow } from "../repository/workflow/workflow.ts";
import { callPathsOf } from "./auth/call-path.ts";

/** A block on the way to a called workflow that doesn't grant the `id-token: write` for which this asks. */
export interface RefusedCall {
  /** The job that calls, or whose called workflow does, and its workflow. */
  readonly job: Job;
  readonly workflow: Workflow;
  readonly refusing: Permissions;
  /** The job that asks; for a workflow's own block its first. */
  readonly askingJob: Job;
  readonly asking: Permissions;
}

/**
 * The calls of a workflow that GitHub refuses before the run starts, whatever the conditions in it
 * (docs/facts/github.md#reusable-workflows): of each block that refuses, the first that asks. A caller without any block is left
 * out.
 */
export function refusedCalls(repository: Repository, callee: Workflow): readonly RefusedCall[] {
  if (callee.triggers?.some(({ value }) => value === "workflow_call") !== true) return [];
  const blocks = callee.jobs.map((job) => ({ asking: job.permissions, askingJob: job }));
  const [first] = callee.jobs;
  const all = first === undefined ? [] : [{ asking: callee.permissions, askingJob: first }, ...blocks];
  const asker = all.find(({ asking }) => asking !== undefined && grantsIdToken(asking) === true);
  if (asker?.asking === undefined) return [];
  const { asking, askingJob } = asker;
  const found = new Map<Permissions, RefusedCall>();
  for (const { calls } of callPathsOf(repository, callee)) {
    if (calls.some(({ workflow, job }) => scopeOf(workflow, job, new Map(), "own").condition(job.if) === false))
      continue;
    // Without a block a workflow passes on what it was given: the nearest one decides.
    for (const { workflow, job } of calls) {
      const refusing = job.permissions ?? workflow.permissions;
      if (refusing === undefined) continue;
      if (grantsIdToken(refusing) === false) found.set(refusing, { job, workflow, refusing, askingJob, asking });
      break;
    }
  }
  return [...found.values()];
}
