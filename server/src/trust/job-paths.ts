import { limits } from "../limits.ts";
import { calledFile, secretsOf, type CallPath } from "../publish/auth/call-path.ts";
import { publishesOf } from "../publish/find/publishes.ts";
import type { Publish } from "../publish/publish.ts";
import type { JobPlace } from "../publish/triggers.ts";
import type { Repository } from "../repository/repository.ts";
import { scopeOf } from "../repository/workflow/scope.ts";
import type { Job, Workflow } from "../repository/workflow/workflow.ts";
import { workflowsOf } from "../repository/workflow/workflows.ts";

/** A job as a run of a workflow reaches it: its own, or one of a workflow that it calls, at any depth. */
export interface JobPath {
  /** The jobs' ids, outermost first: `release/publish`. */
  readonly id: string;
  readonly callPath: CallPath;
  readonly workflow: Workflow;
  readonly job: Job;
  /** Everything in it that publishes, or may, once for each leg of the job. */
  readonly publishes: readonly Publish[];
  /** The job in each leg of its matrix. */
  readonly places: readonly JobPlace[];
}

/** Every job that a run of the workflow may reach and that has steps, or calls a workflow of another repository. */
export function jobPathsOf(repository: Repository, started: Workflow): readonly JobPath[] {
  const all = publishesOf(repository).publishes;
  const paths: JobPath[] = [];
  const walk = (workflow: Workflow, callPath: CallPath, ids: readonly string[]): void => {
    for (const job of workflow.jobs) {
      if (paths.length >= mostPaths) return;
      const called = calledFile(repository, job);
      const callee =
        called === undefined ? undefined : workflowsOf(repository).find(({ file }) => file.path === called);
      const id = [...ids, job.id.value];
      if (callee !== undefined && callPath.calls.length < limits.callDepth)
        walk(callee, { calls: [{ workflow, job }, ...callPath.calls] }, id);
      if (called !== undefined) continue;
      const scopes = job.matrix.legs.slice(0, mostLegs).map((leg) => scopeOf(workflow, job, leg, secretsOf(callPath)));
      paths.push({
        id: id.join("/"),
        callPath,
        workflow,
        job,
        publishes: all.filter((publish) => publish.job === job && isSamePath(publish.callPath, callPath)),
        places: scopes.map((scope) => ({ workflow, job, callPath, scope })),
      });
    }
  };
  walk(started, { calls: [] }, []);
  return paths;
}

const mostPaths = 200;
const mostLegs = 16;

function isSamePath(one: CallPath, other: CallPath): boolean {
  return (
    one.calls.length === other.calls.length && one.calls.every(({ job }, index) => job === other.calls[index]?.job)
  );
}
