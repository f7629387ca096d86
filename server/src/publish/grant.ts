import { insertKey, replaceByFlow, setValue } from "../edit.ts";
import type { FixKind } from "../rule.ts";
import type { Edit } from "../text.ts";
import { needsOf } from "./needs.ts";
import type { IdToken } from "./permissions.ts";
import type { Publish } from "./publish.ts";

interface Grant {
  readonly title: string;
  readonly kind: Exclude<FixKind, "manual">;
  readonly edits: readonly Edit[];
}

/**
 * The edits that give a publish `id-token: write`: in the block that decides today, else in a block of the job's own
 * with what that one grants, or with what the job's steps need. Undefined where it can't be written cleanly.
 */
export function grantOf(publish: Pick<Publish, "job">, { decidedBy, job, workflow }: IdToken): Grant | undefined {
  const called = job !== publish.job;
  const onJob = job.permissions !== undefined;
  // GitHub doesn't start the run of a caller that refuses what a called workflow asks for.
  const callable = workflow.triggers?.every(({ value }) => value !== "workflow_call") !== true;
  if (decidedBy !== undefined && (onJob || workflow.jobs.length === 1)) {
    const edits = editsOf(decidedBy);
    const holder = onJob ? "job" : "workflow";
    const whole = decidedBy.grants.kind === "all";
    // A called workflow may have jobs that don't publish.
    return (
      edits && {
        title: `Give the ${called ? "calling " : ""}${holder} \`id-token: write\``,
        kind: whole || called || callable ? "review" : "safe",
        edits,
      }
    );
  }
  const needs = needsOf(job);
  const copied =
    decidedBy?.grants.kind === "scopes"
      ? [...decidedBy.grants.scopes].map(([scope, access]) => [scope, access.value] as const)
      : needs.scopes;
  const pairs = [...copied.filter(([scope]) => scope !== "id-token"), ["id-token", "write"] as const];
  const edits = insertKey(job.block, "permissions", pairs, {
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
  const sure = decidedBy === undefined && needs.complete && !called && !callable;
  return (
    edits && {
      title: called ? "Give the calling job `id-token: write`" : "Give the job `id-token: write`",
      kind: sure ? "safe" : "review",
      edits,
    }
  );
}

function editsOf({ grants, entry }: NonNullable<IdToken["decidedBy"]>): readonly Edit[] | undefined {
  if (grants.kind === "all")
    return replaceByFlow(entry, [
      ["contents", "read"],
      ["id-token", "write"],
    ]);
  const scope = grants.kind === "scopes" ? grants.scopes.get("id-token") : undefined;
  if (scope !== undefined) return setValue(scope.node, "write");
  return entry.value?.kind === "mapping" ? insertKey(entry.value, "id-token", "write") : undefined;
}
