import type { Located, Span } from "../text.ts";

/** What the files prove: one value, one of several, or nothing, with the place that hides it and why. */
export type Fact<T> =
  | { readonly known: Located<T> }
  | { readonly oneOf: readonly Located<T>[] }
  | { readonly unknown: Span; readonly why: string };

export function known<T>(value: T, span: Span): Fact<T> {
  return { known: { value, span } };
}

export function unknown<T>(span: Span, why: string): Fact<T> {
  return { unknown: span, why };
}

/** Every value the fact may have; undefined where that can't be told. */
export function possibilities<T>(fact: Fact<T>): readonly Located<T>[] | undefined {
  if ("known" in fact) return [fact.known];
  return "oneOf" in fact ? fact.oneOf : undefined;
}

/** The value where it is the only one. */
export function certain<T>(fact: Fact<T>): T | undefined {
  return "known" in fact ? fact.known.value : undefined;
}

/** What holds after something that happens or doesn't. */
export function either<T>(first: Fact<T>, second: Fact<T>): Fact<T> {
  if ("unknown" in first) return first;
  if ("unknown" in second) return second;
  return { oneOf: [...(possibilities(first) ?? []), ...(possibilities(second) ?? [])] };
}

/** A place that publishes, or may, and isn't understood. */
export interface Unclear {
  readonly span: Span;
  readonly why: string;
}
