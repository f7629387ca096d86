import type { CauseId } from "./causes.ts";
import type { Clue } from "./clue.ts";
import type { FallacyId } from "./fallacies.ts";

/** What failed, as far as a log tells it. */
export interface Failure {
  /** What people search for. */
  readonly code: string;
  /** The name of its page in docs/errors, where that isn't the code. */
  readonly page?: string;
  /** One sentence. */
  readonly title: string;
  /** The most likely first. */
  readonly causes: readonly PossibleCause[];
  /** What is often said of it, and isn't so. */
  readonly notIt?: readonly FallacyId[];
  /** The one experiment that tells what no log can. */
  readonly experiment?: ExperimentId;
  /** No log shows it: it is asked for by its code, or seen in what `gh` says of a run. */
  readonly withoutLog?: true;
  /** Failures that this one explains where both are in a log: they aren't shown. */
  readonly explains?: readonly string[];
}

export type ExperimentId = "dry-run" | "view-version" | "view-package" | "stage-list";

export interface PossibleCause {
  readonly cause: CauseId;
  /** Only where the log shows all of these. */
  readonly if?: readonly Clue[];
  /** Not where it shows any of these. */
  readonly unless?: readonly Clue[];
  /** Only where the files lead to it: by logs it is too rare. */
  readonly byFiles?: true;
  /** Certain, and the only one, where the log shows all of these; `[]` says that the failure alone proves it. */
  readonly sure?: readonly Clue[];
}

const notRefused: readonly Clue[] = ["npm-old", "exchange-made", "no-id-token", "id-token-absent"];

/**
 * What a refused exchange leads to. Where no line tells, causes are in the order in which some ninety public reports of such
 * failures name them: an npm or a tool that is too old, then a publisher that doesn't fit the run, then a missing id-token.
 */
export const refused: readonly PossibleCause[] = [
  { cause: "refused-event", if: ["refused-event"] },
  { cause: "package-left-out", if: ["published"], unless: notRefused, sure: ["published", "exchange-refused"] },
  { cause: "exchange-refused", unless: notRefused, sure: ["exchange-refused"] },
];

/** What a missing exchange leads to, whichever error it ends in; where a package was published before, there was one. */
export const noExchange: readonly PossibleCause[] = [
  { cause: "npm-too-old", if: ["node-old"], unless: ["npm-new", "published"] },
  { cause: "npm-too-old", unless: ["npm-new", "node-new", "published"], sure: ["npm-old"] },
  { cause: "no-id-token", if: ["id-token-absent"], sure: ["id-token-absent"] },
  ...refused.slice(1),
  { cause: "no-id-token", unless: ["id-token-listed", "exchange-refused", "exchange-made", "published"] },
];
