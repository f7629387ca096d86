import type { Span } from "./text.ts";

/** Why something isn't known. */
export interface Cause {
  readonly kind: "other";
  readonly words: string;
}

/** Why something isn't known, with the place that hides it. */
export type Reason = Cause & { readonly span: Span };

/** A reason as a part of a sentence. */
export function wordsOf({ words }: Cause): string {
  return words;
}
