import type { Finding, Severity } from "./finding.ts";
import type { FactName } from "./publish/change-facts.ts";
import type { Publish } from "./publish/publish.ts";
import type { Reason, Unclear } from "./reason.ts";
import type { Repository } from "./repository/repository.ts";
import type { Job, Workflow } from "./repository/workflow/workflow.ts";
import type { Edit, Span } from "./text.ts";

/** One mistake, as a value. `rules/index.ts` lists them; `docs/rules/<id>.md` is a rule's page and its test. */
export interface Rule<A extends About = About> {
  /** Kebab-case, equal to the file's and the page's name; never renamed or reused. */
  readonly id: string;
  /** Where a publish is stopped by it, so that obstacles have an order; undefined where none is. */
  readonly stops?: Stage;
  /** Every severity the rule may report, the usual one first. */
  readonly severities: readonly Severity[];
  /** One sentence, in Markdown: what is demanded. */
  readonly summary: string;
  /** What it reports as `info` is shown only where a user asks for it; graver findings always are. */
  readonly pedantic?: true;
  /** What it judges, one at a time: the narrowest that is enough. */
  readonly about: A;
  /**
   * The facts about its subject's publishes, and about each other publish that it asks about, without which it says nothing, and
   * the grade that is enough. What is only `likely` lowers the severity; `known` is for a rule that says nothing then.
   */
  readonly needs: Needs;
  /** What it reports as `info` is worth a word even where a fact is only likely. */
  readonly infoIfLikely?: true;
  /** It judges after all others, and sees the comments that silence none of them. */
  readonly last?: true;
  /** Where it reports something, nothing else is said of that file. */
  readonly alone?: true;
  /** The findings about one subject. Of those of one rule at one place, lint keeps the gravest, and of these the first. */
  check(subject: Subjects[A], context: Context): Iterable<Finding>;
}

/**
 * Where a run of a release stops, in order: `start` before a job begins, `job` at a step before the publish, `client` before the
 * client has asked anyone, `exchange` when it wants a credential, `registry` when the registry is sent the package.
 */
export type Stage = "start" | "job" | "client" | "exchange" | "registry";

/** The facts that a rule's findings depend on; no finding depends on one that isn't named. */
export type Needs = Readonly<Partial<Record<FactName, Need>>>;

/**
 * The grade of a fact that is enough. `committed` is likely, for what a rule blames in a package.json: a step that writes that file may
 * well be there to repair it, and then no more than an info is left of the finding.
 */
export type Need = "likely" | "committed" | "known";

/** What a rule may judge. */
export interface Subjects {
  /**
   * A place that publishes, in one leg of its job, reached in one way: for a rule that needs the registry to npm's, for others to
   * whichever.
   */
  readonly publish: Publish;
  readonly job: JobSubject;
  readonly workflow: WorkflowSubject;
  readonly repository: Repository;
}

export type About = keyof Subjects;

/** A workflow that could be read, with the steps of the repository's own actions, and what publishes in it. */
interface WorkflowSubject {
  readonly workflow: Workflow;
  readonly publishes: readonly Publish[];
  /** Those that reach another registry, or none because every package is private. */
  readonly elsewhere: readonly Publish[];
  /** Those of which it isn't known where they go, or who starts them. */
  readonly unsure: readonly Publish[];
}

/** A job of such a workflow, and what publishes in this job. */
export interface JobSubject extends WorkflowSubject {
  readonly job: Job;
}

/** What a rule may ask about besides its subject: one object for all subjects of one lint. */
export interface Context {
  readonly repository: Repository;
  /** The publishes of the whole repository to npm's registry. */
  readonly publishes: readonly Publish[];
  /** Those that reach another registry, or none because every package is private. */
  readonly elsewhere: readonly Publish[];
  /** Those of which it isn't known where they go, or who starts them. */
  readonly unsure: readonly Publish[];
  /** Workflows of which nothing was found, since something threw. */
  readonly lost: readonly Unclear[];
  /** Publishing commands that never run. */
  readonly unreachable: readonly Span[];
  /** The ids in ignore comments of workflows that silence nothing; none before all other rules have judged. */
  readonly ignores: readonly Ignore[];
}

/** A rule's id in an ignore comment. */
export interface Ignore {
  readonly id: string;
  readonly span: Span;
  /** There is such a rule. */
  readonly isRule: boolean;
  /** It is the only id of its comment. */
  readonly alone: boolean;
  /** Those that remove it, with its comment if it is alone. */
  readonly edits: readonly Edit[];
}

/** A finding with the rule that made it. */
export interface RuleFinding extends Finding {
  readonly rule: Rule;
  /** The publishes that its subject is, or holds: those at its place, where it has some there. */
  readonly publishes: readonly Publish[];
  /** The reason for which a fact that it needs is only likely: what a user sees is one severity lower. */
  readonly unless?: Reason;
  /** A step may be there to repair it: what a user sees is an info at most. */
  readonly repaired?: true;
}
