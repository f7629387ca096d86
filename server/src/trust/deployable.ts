import { filterPattern, findRef } from "../glob/ref-pattern.ts";
import { startedWorkflow } from "../publish/auth/call-path.ts";
import type { JobPlace } from "../publish/triggers.ts";
import type { DeclaredEnvironment } from "../repository/settings/publishers.ts";
import { everyRef, refFiltersOf, type RefFilter } from "../repository/workflow/ref-filters.ts";
import { runsOf } from "./runs.ts";
import type { Surroundings } from "./surroundings.ts";
import { isMerged } from "./token.ts";
import { deployedRef, isFor, letsIn, rulesOf } from "./deployment.ts";

/**
 * Whether some run of an event may deploy to an environment by its declared rules; true where that can't be told. `only` is the kind of
 * refs that the conditions on the way leave over.
 */
export function mayDeploy(
  place: JobPlace,
  event: string,
  environment: DeclaredEnvironment,
  surroundings: Surroundings,
  only?: "heads" | "tags",
): boolean {
  const filters = refFiltersOf(startedWorkflow(place), event);
  const some = (kind: "heads" | "tags", filter: RefFilter | undefined): boolean =>
    (only === undefined || only === kind) && isTaken(kind, filter, environment);
  switch (event) {
    case "push":
      return some("heads", filters.branches) || some("tags", filters.tags);
    case "workflow_dispatch":
    case "create":
      return some("heads", everyRef) || some("tags", everyRef);
    case "release":
      return some("tags", everyRef);
    case "merge_group":
      return some("heads", queues);
    case "pull_request":
    case "pull_request_review":
    case "pull_request_review_comment":
    case "pull_request_target":
    case "schedule":
    case "workflow_run":
    case "repository_dispatch":
    case "issues":
    case "issue_comment":
      return runsOf(place, event, surroundings).some(
        (run) =>
          letsIn(environment, deployedRef(run), run.isProtected) !== "no" ||
          (isOnAnotherDefault(run.ref, environment, surroundings) && !isMerged(run)),
      );
    default:
      return true;
  }
}

/** Whether the default branch, which no file says for sure, may be another one that the rules take. */
function isOnAnotherDefault(
  ref: string,
  environment: DeclaredEnvironment,
  { defaultBranch: known }: Surroundings,
): boolean {
  return ref === `refs/heads/${known}` && isTaken("heads", everyRef, environment);
}

const queuePattern = filterPattern("gh-readonly-queue/**");
const queues: RefFilter =
  queuePattern === undefined ? everyRef : { ...everyRef, all: [queuePattern], lets: ([inside]) => inside === true };

/** Whether the rules take a name that a filter lets in. */
function isTaken(kind: "heads" | "tags", filter: RefFilter | undefined, environment: DeclaredEnvironment): boolean {
  if (filter === undefined) return false;
  const rules = rulesOf(environment).filter((rule) => isFor(rule, kind));
  const patterns = rules.flatMap(({ pattern }) => pattern ?? []);
  if (patterns.length < rules.length) return true;
  const own = filter.all.length;
  const lets = (answers: readonly boolean[]): boolean => filter.lets(answers.slice(0, own));
  if (environment.protectedBranches && kind === "heads") return findRef(filter.all, lets) !== undefined;
  return (
    patterns.length > 0 &&
    findRef([...filter.all, ...patterns], (answers) => lets(answers) && answers.slice(own).includes(true)) !== undefined
  );
}
