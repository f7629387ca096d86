import { insertKey, replaceByFlow, setValue } from "../edit/edit.ts";
import type { FixKind } from "../finding.ts";
import type { IdToken } from "../publish/auth/id-token.ts";
import type { Publish } from "../publish/publish.ts";
import type { Permissions } from "../repository/workflow/permissions.ts";
import type { Job, Workflow } from "../repository/workflow/workflow.ts";
import type { Edit, Span } from "../text.ts";
import { needsOf } from "./needed-permissions.ts";

interface PermissionsFix {
  readonly title: string;
  readonly kind: Exclude<FixKind, "manual">;
  readonly edits: readonly Edit[];
}

/**
 * The edits that give a publish `id-token: write`: in the block that decides today, else in a block of the job's own
 * with what that one grants, or with what the job's steps need. Undefined where it can't be written cleanly.
 */
export function idTokenFix(
  publish: Pick<Publish, "job">,
  { decidedBy, job, workflow }: IdToken,
): PermissionsFix | undefined {
  const called = job !== publish.job;
  const { title, kind, edits, copied } = scopesFix(workflow, job, decidedBy, ["id-token"]);
  if (edits.length === 0) return undefined;
  // A called workflow may have jobs that don't publish.
  return {
    title: called ? title.replace("the", "the calling") : title,
    kind: called || copied ? "review" : kind,
    edits,
  };
}

/**
 * The same in a calling job that has no block: with everything that the called workflow's jobs ask for or need, since GitHub
 * starts no run in which they ask for more. Undefined where that isn't known.
 */
export function callerFix(called: Workflow, caller: Job): PermissionsFix | undefined {
  const scopes = new Map<string, string>([["contents", "read"]]);
  for (const job of called.jobs) {
    const block = job.permissions ?? called.permissions;
    if (job.uses !== undefined || (block !== undefined && block.grants.kind !== "scopes")) return undefined;
    const own = block?.grants.kind === "scopes" ? [...block.grants.scopes] : undefined;
    for (const [scope, access] of own?.map(([name, { value }]) => [name, value] as const) ?? needsOf(job).scopes)
      if (access === "write" || (access === "read" && !scopes.has(scope))) scopes.set(scope, access);
  }
  const edits = blockFor(caller, [...scopes], ["id-token"]);
  return edits && { title: "Give the calling job `id-token: write`", kind: "review", edits };
}

/**
 * The edits that give a job scopes with `write`, where they are to be written, and whether a block is copied for them; no edits where
 * that can't be done cleanly. Safe, but where a block is replaced, needs aren't known, or a caller may refuse what a called workflow
 * then asks for: GitHub doesn't start that run.
 */
export function scopesFix(
  { triggers, jobs }: Workflow,
  job: Job,
  block: Permissions | undefined,
  scopes: readonly string[],
): PermissionsFix & { readonly span: Span; readonly copied: boolean } {
  const onJob = job.permissions !== undefined;
  const here = block !== undefined && (onJob || jobs.length === 1);
  const written = block?.grants.kind === "scopes" ? [...block.grants.scopes] : undefined;
  const needs = needsOf(job);
  const pairs = written?.map(([scope, access]) => [scope, access.value] as const) ?? needs.scopes;
  const callable = triggers?.every(({ value }) => value !== "workflow_call") !== true;
  const sure = written !== undefined || (block === undefined && needs.complete);
  const value = written?.find(([scope]) => scopes.includes(scope))?.[1];
  return {
    title: `Give the ${here && !onJob ? "workflow" : "job"} ${inWords(scopes)}`,
    kind: sure && !callable ? "safe" : "review",
    edits: (here ? editsOf(block, scopes) : blockFor(job, pairs, scopes)) ?? [],
    span: here ? (value?.span ?? block.span) : job.id.span,
    copied: block !== undefined && !here,
  };
}

/** `contents: write` and `pull-requests: write`. */
export function inWords(scopes: readonly string[]): string {
  return scopes.map((scope) => `\`${scope}: write\``).join(" and ");
}

function editsOf({ grants, entry }: Permissions, wanted: readonly string[]): readonly Edit[] | undefined {
  const added = wanted.map((scope) => [scope, "write"] as const);
  const { value } = entry;
  if (grants.kind === "all")
    return replaceByFlow(entry, wanted.includes("contents") ? added : [["contents", "read"], ...added]);
  if (grants.kind !== "scopes" || value?.kind !== "mapping") return undefined;
  if (grants.scopes.size === 0 && added.length > 1) return replaceByFlow(entry, added);
  const edits = wanted.map((scope) => {
    const written = grants.scopes.get(scope);
    return written === undefined ? insertKey(value, scope, "write") : setValue(written.node, "write");
  });
  return edits.every((each) => each !== undefined) ? edits.flat() : undefined;
}

/** A block of the job's own. */
function blockFor(
  job: Job,
  copied: readonly (readonly [scope: string, access: string])[],
  wanted: readonly string[],
): readonly Edit[] | undefined {
  const pairs = new Map([...copied, ...wanted.map((scope) => [scope, "write"] as const)]);
  return insertKey(job.block, "permissions", [...pairs], {
    before: [
      "environment",
      "concurrency",
      "strategy",
      "env",
      "defaults",
      "outputs",
      "container",
      "services",
      "uses",
      "steps",
    ],
  });
}
