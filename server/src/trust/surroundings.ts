import type { Repository } from "../repository/repository.ts";
import { publishersOf, type Publishers } from "../repository/settings/publishers.ts";
import { refFiltersOf } from "../repository/workflow/ref-filters.ts";
import { workflowsOf } from "../repository/workflow/workflows.ts";
import { runningRepository } from "./running-repository.ts";

/** What decides claims and verdicts besides the workflow: the repository in which it runs, and what no file shows of that. */
export interface Surroundings extends Settings {
  readonly repository: Repository;
  /** `owner/name`; undefined where it isn't known. */
  readonly name: string | undefined;
  /** The default branch, where no file says it the likeliest. */
  readonly defaultBranch: string;
  /** What the repository declares of npmjs.com and of its environments; undefined where it declares nothing that can be read. */
  readonly record: Publishers | undefined;
}

/** What no file shows; undefined where it isn't known. */
export interface Settings {
  readonly visibility?: "public" | "private" | "internal";
  readonly ids?: { readonly owner: string; readonly repository: string };
  /** What GITHUB_TOKEN may do where no `permissions:` are written. */
  readonly defaultPermissions?: "read" | "write";
  readonly defaultBranch?: string;
}

export function surroundingsOf(repository: Repository, settings: Settings = {}): Surroundings {
  const record = publishersOf(repository);
  return {
    ...settings,
    repository,
    name: runningRepository(repository),
    defaultBranch: settings.defaultBranch ?? likelyDefaultBranch(repository),
    record: record?.sound === true ? record : undefined,
  };
}

/** `main`, or `master` where workflows name that alone. */
function likelyDefaultBranch(repository: Repository): string {
  const named = new Set(
    workflowsOf(repository).flatMap((workflow) =>
      ["push", "pull_request"].flatMap((event) =>
        workflow.triggers?.some(({ value }) => value === event) === true
          ? (refFiltersOf(workflow, event).branches?.patterns ?? [])
          : [],
      ),
    ),
  );
  return named.has("master") && !named.has("main") ? "master" : "main";
}
