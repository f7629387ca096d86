import type { Finding, Severity } from "./finding.ts";
import type { Repository } from "./repository/repository.ts";

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

/** A finding with the rule that made it. */
export interface RuleFinding extends Finding {
  readonly rule: Rule;
}
