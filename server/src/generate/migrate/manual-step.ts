import type { Span } from "../../text.ts";

/** Something that a migration leaves to a person. */
export interface ManualStep {
  readonly span: Span;
  /** One or two sentences. */
  readonly what: string;
  /** What to do about it, as a sentence; undefined where `what` says it. */
  readonly instead: string | undefined;
  /** That something may publish there and isn't understood; left out for what is left of a publish that is. */
  readonly about?: "unclear";
}
