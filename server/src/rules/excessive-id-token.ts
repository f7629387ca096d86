import { removeEntry, replaceByFlow } from "../edit/edit.ts";
import type { Fix } from "../finding.ts";
import { scopesFix } from "../fixes/grant-id-token.ts";
import { isGranted, usesIdToken } from "../publish/id-token-use.ts";
import { rootsOf } from "../publish/job/checkouts.ts";
import { commandsOf } from "../repository/command/commands.ts";
import type { Repository } from "../repository/repository.ts";
import type { Permissions } from "../repository/workflow/permissions.ts";
import { scopeOf } from "../repository/workflow/scope.ts";
import type { Job, Step, Workflow } from "../repository/workflow/workflow.ts";
import type { Rule } from "../rule.ts";
import type { Edit } from "../text.ts";

export const excessiveIdToken: Rule<"workflow"> = {
  id: "excessive-id-token",
  severities: ["info"],
  summary: "Only the jobs that use the OIDC token may ask for it.",
  about: "workflow",
  needs: { registry: "known", idToken: "known" },
  *check({ workflow, publishes, elsewhere, unsure }, { repository }) {
    const { permissions } = workflow;
    if (permissions?.grants.kind !== "scopes") return;
    const granted = permissions.grants.scopes.get("id-token");
    if (granted?.value !== "write") return;
    const inheriting = workflow.jobs.filter((job) => job.permissions === undefined);
    const using = inheriting.filter((job) => isGranted(publishes.filter((publish) => publish.job === job)));
    const others = inheriting.filter((job) => !using.includes(job));
    const idle = others.filter(
      (job) =>
        job.uses === undefined &&
        ![...publishes, ...elsewhere, ...unsure].some((publish) => publish.job === job) &&
        isIdle(repository, workflow, job),
    );
    if (using.length === 0 || idle.length === 0) return;
    yield {
      severity: "info",
      span: granted.span,
      message: `This grant is for every job, and ${inWords(idle)} ${idle.length === 1 ? "has" : "have"} no known use for it: whatever runs there can ask for the OIDC token and publish with it.`,
      related: idle
        .slice(0, 5)
        .map(({ id }) => ({ span: id.span, message: "This job can ask for the OIDC token too." })),
      fixes: others.length === idle.length ? fixesOf(workflow, permissions, using) : [],
    };
  },
};

/** No step is known to ask for the token, or may be there to do so: a dry run of a publish asks as well, and so does a preflight. */
function isIdle(repository: Repository, workflow: Workflow, job: Job): boolean {
  return !usesIdToken(undefined, job) && !job.steps.some((step) => triesPublish(repository, workflow, job, step));
}

function triesPublish(repository: Repository, workflow: Workflow, job: Job, step: Step): boolean {
  if (step.run === undefined) return false;
  const scope = scopeOf(workflow, job, new Map(), "own", step);
  const { commands, unread } = commandsOf(repository, step, scope, rootsOf(job, scope));
  return (
    unread.length > 0 ||
    commands.some(({ words }) => words.some(({ value }) => /^(?:publish|stage|preflight)$/.test(value ?? "")))
  );
}

function inWords(jobs: readonly Job[]): string {
  const names = jobs.map(({ id }) => `"${id.value}"`);
  const [first, ...others] = names;
  if (others.length === 0) return `job ${first}`;
  return others.length > 2
    ? `job ${first} and ${others.length} more`
    : `jobs ${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** The grant moves to the jobs that use it, each with a copy of the whole block; the others keep the rest. */
function fixesOf(workflow: Workflow, { entry }: Permissions, using: readonly Job[]): readonly Fix[] {
  const { value } = entry;
  const own = value?.kind === "mapping" ? value.entries.find(({ key }) => key.value === "id-token") : undefined;
  if (value?.kind !== "mapping" || own === undefined) return [];
  const removed = value.entries.length > 1 ? removeEntry(value, own) : replaceByFlow(entry, []);
  const blocks = using.map((job) => scopesFix(workflow, job, workflow.permissions, ["id-token"]).edits);
  if (removed === undefined || blocks.some((edits) => edits.length === 0)) return [];
  const edits: readonly Edit[] = [...removed, ...blocks.flat()];
  return [{ title: "Give `id-token: write` only to the jobs that publish", kind: "review", edits }];
}
