import { calledFile } from "../publish/auth/call-path.ts";
import { grantsIdToken, type Permissions } from "../repository/workflow/permissions.ts";
import type { Job, Workflow } from "../repository/workflow/workflow.ts";
import { workflowsOf } from "../repository/workflow/workflows.ts";
import { limits } from "../limits.ts";
import type { Span } from "../text.ts";
import type { Surroundings } from "./surroundings.ts";

/** Why GitHub starts no job of a workflow at all. */
export interface StartupFailure {
  readonly field: "id-token" | "environment" | "key";
  /** A part of a sentence. */
  readonly why: string;
  readonly span: Span;
}

/** Keys that a job which calls a workflow can't have (docs/facts/github.md#reusable-workflows). */
const refusedKeys =
  /^(?:environment|runs-on|steps|env|timeout-minutes|container|services|defaults|outputs|continue-on-error)$/;

/**
 * What is wrong with a workflow that GitHub starts, or with one that it calls: a called workflow asks for an id-token that its caller
 * doesn't have, or a calling job has keys that only jobs with steps may have. Undefined where nothing is known to be.
 */
export function startupFailureOf(workflow: Workflow, surroundings: Surroundings): StartupFailure | undefined {
  // What a workflow that nothing calls may ask for has no bound.
  return failureIn(workflow, true, surroundings, limits.callDepth);
}

/** `granted`: whether the id-token may be asked for here; undefined where the repository's default decides that. */
function failureIn(
  workflow: Workflow,
  granted: boolean | undefined,
  surroundings: Surroundings,
  depth: number,
): StartupFailure | undefined {
  const isTop = depth === limits.callDepth;
  for (const job of workflow.jobs) {
    const asking = [job.permissions, workflow.permissions].find(
      (each) => each !== undefined && grantsIdToken(each) === true,
    );
    if (!isTop && granted === false && asking !== undefined)
      return {
        field: "id-token",
        why: `the called workflow asks for \`id-token: write\`, and its caller doesn't have it`,
        span: asking.span,
      };
    if (job.uses === undefined) continue;
    const key = job.block.entries.find((entry) => refusedKeys.test(entry.key.value))?.key;
    if (key !== undefined)
      return {
        field: key.value === "environment" ? "environment" : "key",
        why: `a job that calls a workflow can't have the key \`${key.value}\``,
        span: key.span,
      };
    const called = depth === 0 ? undefined : calledWorkflow(job, surroundings);
    const inner =
      called &&
      failureIn(
        called,
        grantedBy(job.permissions ?? workflow.permissions, isTop, granted, surroundings),
        surroundings,
        depth - 1,
      );
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** Without any block the repository's default counts: read-only gives no id-token, and what another one gives isn't known. */
function grantedBy(
  block: Permissions | undefined,
  isTop: boolean,
  granted: boolean | undefined,
  { defaultPermissions }: Surroundings,
): boolean | undefined {
  if (block !== undefined) return grantsIdToken(block);
  if (!isTop) return granted;
  return defaultPermissions === "read" ? false : undefined;
}

function calledWorkflow(job: Job, { repository }: Surroundings): Workflow | undefined {
  const path = calledFile(repository, job);
  return path === undefined ? undefined : workflowsOf(repository).find(({ file }) => file.path === path);
}
