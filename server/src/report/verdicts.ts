import type { Verdict } from "./parts.ts";
import type { Counts } from "./report.ts";

export const verdictSigns: Readonly<Record<Verdict, string>> = { ready: "✓", blocked: "✗", unknown: "?", person: "●" };

/** A verdict in words. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  ready: "ready",
  blocked: "blocked",
  unknown: "isn't known",
  person: "to confirm on npmjs.com",
};

/** The verdicts that occur, the gravest first. */
export function verdictsIn(counts: Counts): readonly (readonly [Verdict, number])[] {
  const order: readonly Verdict[] = ["blocked", "unknown", "person", "ready"];
  return order.flatMap((verdict) => (counts[verdict] > 0 ? [[verdict, counts[verdict]] as const] : []));
}
