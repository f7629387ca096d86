import type { Reason } from "../reason.ts";
import type { Located, Span } from "../text.ts";

/**
 * What the files prove: one value, or one of several, which are only likely where there is an `unless`; or nothing, with the reason.
 * Only the functions of this file build facts.
 */
export type Fact<T> =
  | { readonly values: readonly [Located<T>, ...Located<T>[]]; readonly unless?: Reason }
  | { readonly unknown: Reason };

export function known<T>(value: T, span: Span): Fact<T> {
  return { values: [{ value, span }] };
}

export function unknown<T>(reason: Reason): Fact<T> {
  return { unknown: reason };
}

/** What hides a fact: that it may be anything, or that it may be something else than it seems. */
export interface Doubt {
  readonly grade: "unknown" | "likely";
  readonly reason: Reason;
}

/** What hides a fact; undefined for one that is known. */
export function doubtAbout(fact: Fact<unknown>): Doubt | undefined {
  if ("unknown" in fact) return { grade: "unknown", reason: fact.unknown };
  return fact.unless === undefined ? undefined : { grade: "likely", reason: fact.unless };
}

/** What is left of a fact that is in doubt. */
export function doubted<T>(fact: Fact<T>, doubt: Doubt | undefined): Fact<T> {
  if (doubt === undefined || "unknown" in fact) return fact;
  if (doubt.grade === "unknown") return { unknown: doubt.reason };
  return fact.unless === undefined ? { ...fact, unless: doubt.reason } : fact;
}

/** The fact as if its doubt were none, where it is only likely. */
export function assumed<T>(fact: Fact<T>): Fact<T> {
  return "unknown" in fact ? fact : { values: fact.values };
}

/** What holds if either of two things may be so. */
export function graver(first: Doubt | undefined, second: Doubt | undefined): Doubt | undefined {
  return first === undefined || (first.grade === "likely" && second?.grade === "unknown") ? second : first;
}

/** Every value the fact may have; undefined where that can't be told for sure. */
export function possibilities<T>(fact: Fact<T>): readonly Located<T>[] | undefined {
  return "unknown" in fact || fact.unless !== undefined ? undefined : fact.values;
}

/** Every value the fact is known, or likely, to have; none where nothing is known. */
export function possibleValues<T>(fact: Fact<T>): readonly T[] {
  return "unknown" in fact ? [] : fact.values.map(({ value }) => value);
}

/** The value where it is the only one, with the place that says it. */
export function located<T>(fact: Fact<T>): Located<T> | undefined {
  const [first, ...others] = possibilities(fact) ?? [];
  return others.length > 0 ? undefined : first;
}

/** The value where it is the only one. */
export function certain<T>(fact: Fact<T>): T | undefined {
  return located(fact)?.value;
}

/** What holds after something that happens or doesn't. */
export function either<T>(first: Fact<T>, second: Fact<T>): Fact<T> {
  if ("unknown" in first) return first;
  if ("unknown" in second) return second;
  const [one, ...others] = first.values;
  return { values: [one, ...others, ...second.values], ...likely(first, second) };
}

/** Two facts as one, which is as sure as the less sure of them; each value is at the place of the first. */
export function both<A, B>(first: Fact<A>, second: Fact<B>): Fact<readonly [A, B]> {
  if ("unknown" in first) return first;
  if ("unknown" in second) return second;
  const pair = ({ value: a, span }: Located<A>, { value: b }: Located<B>): Located<readonly [A, B]> => ({
    value: [a, b],
    span,
  });
  const [one] = first.values;
  const [other] = second.values;
  const all = first.values.flatMap((a) => second.values.map((b) => pair(a, b)));
  return { values: [pair(one, other), ...all.slice(1)], ...likely(first, second) };
}

/** The fact with each of its values changed. */
export function map<T, U>(fact: Fact<T>, change: (value: T) => U): Fact<U> {
  if ("unknown" in fact) return fact;
  const changed = ({ value, span }: Located<T>): Located<U> => ({ value: change(value), span });
  const [first, ...others] = fact.values;
  return { ...fact, values: [changed(first), ...others.map(changed)] };
}

/** The first doubt of two facts. */
function likely(...facts: readonly { readonly unless?: Reason }[]): { readonly unless?: Reason } {
  const unless = facts.find((fact) => fact.unless !== undefined)?.unless;
  return unless === undefined ? {} : { unless };
}
