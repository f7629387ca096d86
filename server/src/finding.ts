import type { Edit, Span } from "./text.ts";

export type Severity = "error" | "warning" | "info";

export interface Finding {
  readonly severity: Severity;
  /** Not empty, and within one line. */
  readonly span: Span;
  /** One or two plain sentences; code is in backquotes. */
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
 * - `review`: right by the files, needs a review.
 * - `manual`: right only if npmjs.com or GitHub is set so; the title says in brackets what to check first.
 */
export type FixKind = "safe" | "review" | "manual";

export interface Fix {
  /** An imperative that a person would say. */
  readonly title: string;
  readonly kind: FixKind;
  readonly edits: readonly Edit[];
}

/** A text of a file as a word of a message: without what would end the quotes around it, on one line, and not too long to read. */
export function inMessage(text: string): string {
  const plain = text.replaceAll(/[`"“”‘’\s]+/g, " ").trim();
  return plain.length > 50 ? `${plain.slice(0, 49)}…` : plain;
}
