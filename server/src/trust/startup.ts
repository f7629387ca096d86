import { calledFile } from "../publish/auth/call-path.ts";
import type { Permissions } from "../repository/workflow/permissions.ts";
import type { Job, Workflow } from "../repository/workflow/workflow.ts";
import { workflowsOf } from "../repository/workflow/workflows.ts";
import { limits } from "../limits.ts";
import type { Span } from "../text.ts";
import type { Surroundings } from "./surroundings.ts";

/** Why GitHub starts no job of a workflow at all. */
export interface StartupFailure {
  /** The scope of `permissions` that is asked for in vain, `environment`, or `key` for another key that can't be there. */
  readonly field: string;
  /** A part of a sentence. */
  readonly why: string;
  readonly span: Span;
}

/** Keys that a job which calls a workflow can't have (docs/facts/github.md#reusable-workflows). */
const refusedKeys =
  /^(?:environment|runs-on|steps|env|timeout-minutes|container|services|defaults|outputs|continue-on-error)$/;

/**
 * What is wrong with a workflow that GitHub starts, or with one that it calls: a called workflow asks for more than its caller has,
 * or a calling job has keys that only jobs with steps may have. Undefined where nothing is known to be.
 */
export function startupFailureOf(workflow: Workflow, surroundings: Surroundings): StartupFailure | undefined {
  // What a workflow that nothing calls may ask for has no bound.
  return failureIn(workflow, undefined, surroundings, limits.callDepth);
}

/** What a caller passes on: its block, or the repository's read-only default; undefined where that isn't known. */
type Granted = Permissions | "read-only" | undefined;

function failureIn(
  workflow: Workflow,
  granted: Granted,
  surroundings: Surroundings,
  depth: number,
): StartupFailure | undefined {
  for (const job of workflow.jobs) {
    const refused =
      granted && [job.permissions, workflow.permissions].map((block) => block && refusedIn(block, granted));
    const found = refused?.find((each) => each !== undefined);
    if (found !== undefined) return found;
    if (job.uses === undefined) continue;
    const key = job.block.entries.find((entry) => refusedKeys.test(entry.key.value))?.key;
    if (key !== undefined)
      return {
        field: key.value === "environment" ? "environment" : "key",
        why: `a job that calls a workflow can't have the key \`${key.value}\``,
        span: key.span,
      };
    const called = depth === 0 ? undefined : calledWorkflow(job, surroundings);
    const isTop = depth === limits.callDepth;
    const open = isTop && surroundings.defaultPermissions === "read" ? "read-only" : granted;
    const inner = called && failureIn(called, job.permissions ?? workflow.permissions ?? open, surroundings, depth - 1);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

const ranks = ["none", "read", "write"];

/** The first scope of a called workflow's block that its caller doesn't have in that degree. */
function refusedIn(block: Permissions, granted: Exclude<Granted, undefined>): StartupFailure | undefined {
  if (block.grants.kind !== "scopes") return undefined;
  const scopes = [...block.grants.scopes].toSorted(([a], [b]) => Number(b === "id-token") - Number(a === "id-token"));
  for (const [scope, { value, span }] of scopes) {
    const allowed = accessOf(granted, scope);
    if (allowed !== undefined && ranks.indexOf(value) > ranks.indexOf(allowed))
      return {
        field: scope,
        why: `the called workflow asks for \`${scope}: ${value}\`, and its caller has \`${scope}: ${allowed}\``,
        span,
      };
  }
  return undefined;
}

function accessOf(granted: Exclude<Granted, undefined>, scope: string): string | undefined {
  if (granted === "read-only") return scope === "id-token" ? "none" : undefined;
  const { grants } = granted;
  if (grants.kind === "all") return grants.access;
  return grants.kind === "scopes" ? (grants.scopes.get(scope)?.value ?? "none") : undefined;
}

function calledWorkflow(job: Job, { repository }: Surroundings): Workflow | undefined {
  const path = calledFile(repository, job);
  return path === undefined ? undefined : workflowsOf(repository).find(({ file }) => file.path === path);
}
