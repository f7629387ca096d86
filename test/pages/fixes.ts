import type { RuleFinding } from "../../server/src/rule.ts";
import { difference } from "./difference.ts";
import { revealed } from "./draw.ts";
import { told } from "./portrait.ts";
import { applied, outcomes, safelyFixed, safeRounds, textsOf, type Trial } from "./trial.ts";

/**
 * After a fix its finding is gone, nothing of its rule came instead, and a safe fix brings no error to light; a second fix of all
 * that is safe has nothing to do.
 */
export function fixesRemove(trial: Trial): readonly string[] {
  const problems = outcomes(trial).flatMap(({ finding, fix, after }) => {
    if (after === undefined) return [`"${fix.title}" can't be applied: its edits overlap`];
    const before = trial.findings.filter((other) => other !== finding && other.rule === finding.rule).map(named);
    const rest = after.findings.filter(({ rule }) => rule === finding.rule).filter((own) => !take(before, named(own)));
    return [
      ...rest.map((own) => `after "${fix.title}" ${finding.rule.id} still has to say: ${told(own)}`),
      ...(fix.kind !== "safe" ? [] : revealed(trial, after))
        .filter(({ severity }) => severity === "error")
        .map(({ rule }) => `the safe fix "${fix.title}" brings an error of ${rule} to light`),
    ];
  });
  return [
    ...problems,
    ...(safeRounds(trial).length > 1 ? ["a second fix of all that is safe changes the files again"] : []),
    ...(oneByOne(trial, () => true) === undefined ? ["applying fixes one by one never ends"] : []),
  ];
}

/** Safe fixes together reach the texts that they reach one by one. */
export function safeFixesMeet(trial: Trial): readonly string[] {
  const single = oneByOne(trial, (kind) => kind === "safe");
  if (single === undefined) return ["applying safe fixes one by one never ends"];
  const together = textsOf(safelyFixed(trial));
  return [...textsOf(single)].flatMap(([path, text]) =>
    together.get(path) === text
      ? []
      : [`${path} differs, together (-) and one by one (+):\n${difference(together.get(path) ?? "", text)}`],
  );
}

/** The trial after the first fix of the first finding that has one, again and again; undefined where that never ends. */
function oneByOne(trial: Trial, accept: (kind: string) => boolean): Trial | undefined {
  let current: Trial | undefined = trial;
  for (let round = 0; round < 100; round++) {
    const fixes = current.findings.flatMap((finding) => finding.fixes?.find(({ kind }) => accept(kind)) ?? []);
    const [first] = fixes;
    if (first === undefined) return current;
    const after: Trial | undefined = applied(current, first.edits);
    // Law 3 tells of edits that overlap.
    if (after === undefined) return current;
    current = after;
  }
  return undefined;
}

/** A finding without its place, which edits before it move. */
function named(finding: RuleFinding): string {
  return `${finding.span.file.path} ${finding.severity} ${finding.message}`;
}

/** Takes one such name out of the list, and tells whether there was one. */
function take(names: string[], name: string): boolean {
  const at = names.indexOf(name);
  if (at >= 0) names.splice(at, 1);
  return at >= 0;
}
