import { startedWorkflow } from "../../publish/auth/call-path.ts";
import { exchangeOf } from "../../publish/exchange.ts";
import { certain } from "../../publish/fact.ts";
import { isForFirst } from "../../publish/first-publish.ts";
import { modeOf } from "../../publish/mode.ts";
import type { Publish } from "../../publish/publish.ts";
import { sortedPublishes } from "../../publish/find/sorted.ts";
import { lacksOf } from "../../publish/tool/oidc.ts";
import { publishesOf } from "../../publish/find/publishes.ts";
import { whyNotUnderstood } from "../../publish/goes-to.ts";
import type { Unclear } from "../../reason.ts";
import { startOfPath } from "../../repository/command/command.ts";
import type { Repository } from "../../repository/repository.ts";
import { readWorkflow } from "../../repository/workflow/workflow.ts";
import { workflowsOf } from "../../repository/workflow/workflows.ts";
import { memo, type Span } from "../../text.ts";
import { assumed, type Assumption } from "./assume.ts";
import { hasOwnToken } from "./evidence.ts";
import { tokenSteps } from "./token-jobs.ts";

/** What one workflow publishes, itself or through the workflows that it calls. */
export interface Chosen {
  /** As they are, or where that isn't proven as they most likely are. */
  readonly publishes: readonly Publish[];
  /** What is taken for granted about each of them, where anything is. */
  readonly assumptions: ReadonlyMap<Publish, readonly Assumption[]>;
  /** What goes to other registries. */
  readonly elsewhere: readonly Publish[];
  /** What isn't understood, and can't be taken for a publish of npm. */
  readonly unclear: readonly Unclear[];
}

/** What the workflow file at `path` publishes; of one that others call, what it publishes for them. */
export function chosenAt(repository: Repository, path: string): Chosen {
  const { elsewhere, unclear } = sortedPublishes(repository);
  const { publishes, assumptions, guessed } = likelyPublishes(repository);
  const isOwn = (publish: Publish): boolean => topOf(publish) === path || publish.workflow.file.path === path;
  return {
    publishes: publishes.filter(isOwn),
    assumptions,
    elsewhere: elsewhere.filter(isOwn),
    unclear: unclear.filter(({ span }) => span.file.path === path && !guessed.has(placeOf(span))),
  };
}

interface Likely {
  readonly publishes: readonly Publish[];
  readonly assumptions: ReadonlyMap<Publish, readonly Assumption[]>;
  /** The places that aren't understood, and are taken for a publish of npm. */
  readonly guessed: ReadonlySet<string>;
}

/** The publishes of npm that are understood, and after them those that most likely are some: only where nothing else of their job is. */
const likelyPublishes = memo((repository: Repository): Likely => {
  const { publishes: proven } = sortedPublishes(repository);
  const assumptions = new Map<Publish, readonly Assumption[]>();
  const guessed = new Set<string>();
  const add = (publish: Publish): readonly Publish[] => {
    const found = assumed(repository, publish);
    if (found === undefined) return [];
    if (found.assumptions.length > 0) assumptions.set(found.publish, found.assumptions);
    return [found.publish];
  };
  const known = proven.flatMap((publish) => {
    const sure = certain(publish.idToken) !== undefined && certain(publish.credential) !== undefined;
    return sure && exchangeOf(publish) !== "unknown" ? [publish] : add(publish);
  });
  const jobs = new Set(proven.map(keyOf));
  const { publishes: all } = publishesOf(repository);
  const unclear = [
    ...all.filter((publish) => whyNotUnderstood(publish) !== undefined && !jobs.has(keyOf(publish))),
    ...tokenSteps(repository, new Set(all.map(keyOf))),
  ];
  // What else such a job does most likely isn't the publish.
  const given = new Set(unclear.filter(hasOwnToken).map(keyOf));
  const others = unclear
    .filter((publish) => hasOwnToken(publish) || !given.has(keyOf(publish)))
    .flatMap((publish) => {
      const found = add(publish);
      if (found.length > 0) guessed.add(placeOf(startOfPath(publish.command)));
      return found;
    });
  return { publishes: [...known, ...others], assumptions, guessed };
});

function placeOf({ file, start }: Span): string {
  return `${file.path}:${start}`;
}

/** The path of the workflow file that GitHub starts, whose name npm sees. */
export function topOf(publish: Publish): string {
  return startedWorkflow(publish).file.path;
}

/** A job over all the forms that its file takes on the way. */
export function keyOf({ workflow, job }: Publish): string {
  return `${workflow.file.path} ${job.id.value}`;
}

/** Whether a place is in one of the jobs. */
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
   * - `token`: by a token, as far as is known.
   * - `nothing`: by nothing that works, such as an npm that is too old for OIDC and has no token.
   * - `oidc`: by OIDC alone.
   * - `unclear`: how, isn't understood.
   */
  readonly by: "token" | "nothing" | "oidc" | "unclear";
}

/** The workflows of a repository that publish to npm's registry, as GitHub starts them, in order. */
export function candidatesOf(repository: Repository): readonly Candidate[] {
  const { unclear } = sortedPublishes(repository);
  const { publishes, assumptions } = likelyPublishes(repository);
  return workflowsOf(repository).flatMap(({ file: { path } }): readonly Candidate[] => {
    const own = publishes.filter((publish) => topOf(publish) === path);
    const wanting = own.filter((publish) => needsMigration(publish, own));
    const hasToken = wanting.some(({ credential }) => certain(credential)?.kind !== "none");
    if (wanting.length > 0) return [{ path, by: hasToken ? "token" : "nothing" }];
    const isGuess = (publish: Publish): boolean =>
      assumptions.get(publish)?.some(({ about }) => about === "publish") === true;
    if (own.some(isGuess) || unclear.some(({ span }) => span.file.path === path)) return [{ path, by: "unclear" }];
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
