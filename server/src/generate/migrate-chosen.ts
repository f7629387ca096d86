import { startedWorkflow } from "../publish/auth/call-path.ts";
import { exchangeOf } from "../publish/exchange.ts";
import { certain } from "../publish/fact.ts";
import { isForFirst } from "../publish/first-publish.ts";
import { modeOf } from "../publish/mode.ts";
import type { Publish } from "../publish/publish.ts";
import { sortedPublishes } from "../publish/find/sorted.ts";
import { lacksOf } from "../publish/tool/oidc.ts";
import type { Unclear } from "../reason.ts";
import type { Repository } from "../repository/repository.ts";
import { readWorkflow } from "../repository/workflow/workflow.ts";
import { workflowsOf } from "../repository/workflow/workflows.ts";
import type { Span } from "../text.ts";

/** What one workflow publishes, itself or through the workflows that it calls. */
export interface Chosen {
  readonly publishes: readonly Publish[];
  /** What goes to other registries. */
  readonly elsewhere: readonly Publish[];
  readonly unclear: readonly Unclear[];
}

/** What the workflow file at `path` publishes; of one that others call, what it publishes for them. */
export function chosenAt(repository: Repository, path: string): Chosen {
  const { publishes, elsewhere, unclear } = sortedPublishes(repository);
  const isOwn = (publish: Publish): boolean => topOf(publish) === path || publish.workflow.file.path === path;
  return {
    publishes: publishes.filter(isOwn),
    elsewhere: elsewhere.filter(isOwn),
    unclear: unclear.filter(({ span }) => span.file.path === path),
  };
}

/** The path of the workflow file that GitHub starts, whose name npm sees. */
export function topOf(publish: Publish): string {
  return startedWorkflow(publish).file.path;
}

/** A job over all the forms that its file takes on the way. */
export function keyOf({ workflow, job }: Publish): string {
  return `${workflow.file.path} ${job.id.value}`;
}

/** Whether a place stands in one of the jobs. */
export function isInJobs({ file, start }: Span, jobs: ReadonlySet<string>): boolean {
  return (
    readWorkflow(file)?.jobs.some(
      ({ id, block }) => jobs.has(`${file.path} ${id.value}`) && id.span.start <= start && start < block.span.end,
    ) === true
  );
}

/** A workflow that publishes, or may. */
export interface Candidate {
  readonly path: string;
  /**
   * - `token`: by a token, as far as is known, or by nothing that works.
   * - `oidc`: by OIDC alone.
   * - `unclear`: how, isn't understood.
   */
  readonly by: "token" | "oidc" | "unclear";
}

/** The workflows of a repository that publish to npm's registry, as GitHub starts them, in order. */
export function candidatesOf(repository: Repository): readonly Candidate[] {
  const { publishes, unclear } = sortedPublishes(repository);
  return workflowsOf(repository).flatMap(({ file: { path } }): readonly Candidate[] => {
    const own = publishes.filter((publish) => topOf(publish) === path);
    if (own.some((publish) => needsMigration(publish, own))) return [{ path, by: "token" }];
    if (own.some((publish) => modeOf(publish) === "unknown") || unclear.some(({ span }) => span.file.path === path))
      return [{ path, by: "unclear" }];
    return own.length > 0 ? [{ path, by: "oidc" }] : [];
  });
}

/** Whether a publish goes by a token, or in a way that doesn't work. */
export function needsMigration(publish: Publish, own: readonly Publish[]): boolean {
  return (
    modeOf(publish) === "none" ||
    exchangeOf(publish) === "no" ||
    lacksOf(publish) !== undefined ||
    holdsToken(publish, own)
  );
}

/** Whether a token reaches a publish that isn't there for a first version, which OIDC can't publish. */
export function holdsToken(publish: Publish, own: readonly Publish[]): boolean {
  return certain(publish.credential)?.kind === "token" && !isForFirst(publish, own);
}
