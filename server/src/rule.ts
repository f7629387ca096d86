import type { Repository } from "./repository/repository.ts";
import type { Edit, Span } from "./text.ts";

export type Severity = "error" | "warning" | "info";

/** One mistake, as a value. `rules/index.ts` lists them; `docs/rules/<id>.md` is a rule's page and its test. */
export interface Rule {
  /** Kebab-case, equal to the file's and the page's name; never renamed or reused. */
  readonly id: string;
  /** Every severity the rule may report, the usual one first. */
  readonly severities: readonly Severity[];
  /** One sentence, in Markdown: what is demanded. */
  readonly summary: string;
  /** What it reports as `info` is shown only where a user asks for it; graver findings always are. */
  readonly pedantic?: true;
  check(repository: Repository): Iterable<Finding>;
}

export interface Finding {
  readonly severity: Severity;
  /** Not empty, and within one line. */
  readonly span: Span;
  /** One or two plain sentences; code stands in backquotes. */
  readonly message: string;
  readonly related?: readonly Related[];
  readonly fixes?: readonly Fix[];
  /** Secrets: no adapter ever shows the text of these spans. */
  readonly redact?: readonly Span[];
}

export interface Related {
  readonly span: Span;
  readonly message: string;
}

/**
 * - `safe`: every job of every run that succeeds today still succeeds, and no job that doesn't publish gains a permission.
 * - `review`: right by the files, wants an eye.
 * - `manual`: right only if npmjs.com or GitHub is set so; the title says in brackets what to check first.
 */
export type FixKind = "safe" | "review" | "manual";

export interface Fix {
  /** An imperative that a person would say. */
  readonly title: string;
  readonly kind: FixKind;
  readonly edits: readonly Edit[];
}
