import { doubtsIn, type NamedDoubt } from "../publish/change-facts.ts";
import type { Found } from "../publish/publish.ts";
import type { Repository } from "../repository/repository.ts";
import type { About, Context, Rule, RuleFinding, Subjects } from "../rule.ts";
import { unless } from "./likely.ts";
import { publishesAt, publishesFor, subjectsOf } from "./subjects.ts";
import { unusedIgnores } from "./unused-ignores.ts";
import { takes, worldsOf, type Worlds } from "./worlds.ts";

/** Runs something that may throw, and gives undefined then; `what` is the subject of a sentence about it. */
export type Guard = <T>(what: string, run: () => T) => T | undefined;

/**
 * What each rule says of what was found, unordered. A rule first judges what is known. Then, where something is only likely that it
 * needs, it judges once more with that taken for granted: what it says then only, it says with an "unless".
 */
export function judge(
  repository: Repository,
  found: Found,
  ruleSet: readonly Rule[],
  guarded: Guard,
): readonly RuleFinding[] {
  const worlds = worldsOf(repository, found);
  const first = ruleSet.filter(({ last }) => last !== true).flatMap((rule) => judgeBy(rule, worlds, guarded));
  const last = ruleSet.filter((rule) => rule.last === true);
  if (last.length === 0) return first;
  const ignores = unusedIgnores(repository, found, ruleSet, first);
  if (ignores.length === 0) return first;
  const context = { ...worlds.known, ignores };
  return [
    ...first,
    ...last.flatMap((rule) => judgeBy(rule, { ...worlds, known: context, likely: () => context }, guarded)),
  ];
}

function judgeBy<A extends About>(rule: Rule<A>, worlds: Worlds, guarded: Guard): readonly RuleFinding[] {
  const found: RuleFinding[] = [];
  const ask = (context: Context, subject: Subjects[A], add: (finding: RuleFinding) => void): void => {
    guarded(`The rule ${rule.id}`, () => {
      for (const finding of rule.check(subject, context))
        add({ ...finding, rule, publishes: publishesAt(finding, subject).map(worlds.before) });
    });
  };
  const subjects = (context: Context): readonly Subjects[A][] =>
    guarded(`The rule ${rule.id}`, () => subjectsOf(rule, context)) ?? [];
  for (const subject of subjects(worlds.known)) ask(worlds.known, subject, (finding) => found.push(finding));
  const likely = worlds.likely(rule.needs);
  for (const subject of likely === worlds.known ? [] : subjects(likely)) {
    const doubt = doubtOf(rule, subject, likely, worlds);
    if (doubt !== undefined)
      ask(likely, subject, (finding) => found.push(unless(finding, doubt, rule.needs[doubt.name])));
  }
  return found;
}

/** The first likely fact about a subject that a rule needs, and takes. */
function doubtOf<A extends About>(
  { needs }: Rule<A>,
  subject: Subjects[A],
  context: Context,
  worlds: Worlds,
): NamedDoubt | undefined {
  for (const publish of publishesFor(subject, context)) {
    const doubts = doubtsIn(worlds.before(publish));
    const doubt = doubts.find((each) => takes(needs[each.name] ?? "known", each));
    if (doubt !== undefined) return doubt;
  }
  return undefined;
}
