import { sortedPublishes } from "../../publish/find/sorted.ts";
import { wordsOf } from "../../reason-words.ts";
import type { Repository } from "../../repository/repository.ts";
import type { Span } from "../../text.ts";
import { workflowsOf } from "../../repository/workflow/workflows.ts";
import { candidatesOf, chosenAt } from "./chosen.ts";
import { mayRelease } from "./token-jobs.ts";

/** A workflow that publishes already, or may: a new one next to it would be a second publisher. */
export interface ExistingRelease {
  readonly path: string;
  /**
   * - `token`: it can be migrated, as far as is proven.
   * - `nothing`: the same, and it has no token: it publishes by nothing that works.
   * - `likely`: it can be migrated if it is what it looks like.
   * - `unclear`: what it does isn't understood, and an npm token or its name says that it may publish.
   * - `oidc`: it publishes through OIDC alone.
   */
  readonly by: "token" | "nothing" | "likely" | "unclear" | "oidc";
  readonly span: Span;
  /** What hides it, as a part of a sentence; undefined where nothing does. */
  readonly why: string | undefined;
}

/** Whether what is there may publish: nothing does in a job without an id-token, an npm token and a name that says so. */
function inReleaseJob(repository: Repository, { file, start }: Span): boolean {
  const workflow = workflowsOf(repository).find((each) => each.file === file);
  const job = workflow?.jobs.find(({ id, block }) => id.span.start <= start && start < block.span.end);
  return workflow === undefined || job === undefined || mayRelease(repository, workflow, job);
}

/** The workflows of a repository that publish, or may; undefined where nothing hints at one. */
export function releasesIn(repository: Repository): readonly ExistingRelease[] | undefined {
  const { unclear } = sortedPublishes(repository);
  const found = candidatesOf(repository).flatMap(({ path, by }): readonly ExistingRelease[] => {
    const { publishes, assumptions } = chosenAt(repository, path);
    const guessed = publishes.some((each) => assumptions.get(each)?.some(({ about }) => about === "publish") === true);
    const [first] = publishes;
    const open = unclear.find(({ span }) => span.file.path === path && inReleaseJob(repository, span));
    if (by === "unclear" && open === undefined && !guessed) return [];
    const span = open?.span ?? first?.command.path[0] ?? first?.command.span;
    if (span === undefined) return [];
    const why = open && wordsOf(open.reason);
    return [{ path, by: (by === "token" || by === "nothing") && guessed ? "likely" : by, span, why }];
  });
  return found.length === 0 ? undefined : found;
}
