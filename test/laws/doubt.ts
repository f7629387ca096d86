import { changed, changedTogether, factNames, type FactName } from "../../server/src/publish/change-facts.ts";
import { doubtAbout, doubted, type Doubt } from "../../server/src/publish/fact.ts";
import type { Found, Publish } from "../../server/src/publish/publish.ts";
import { arePrivate } from "../../server/src/publish/tool/published.ts";
import type { Cause, Reason } from "../../server/src/reason.ts";
import type { Rule } from "../../server/src/rule.ts";
import type { Trial } from "../pages/trial.ts";
import { gravityOf, sceneOf, shownBy, type Shown } from "./outcomes.ts";

/** What law 12 found out about a rule in one trial. */
export interface DoubtResult {
  /** One text for each breach. */
  readonly problems: readonly string[];
  /** The facts without which a finding is lost. */
  readonly lost: ReadonlySet<FactName>;
}

/**
 * Law 12. A fact that a rule doesn't need, made unknown or likely, changes nothing. One that it needs, made unknown, makes nothing appear
 * and nothing graver; made likely, what is lost without it is one level lower and says unless what, if the rule takes likely facts
 * (once in all: what another fact has lowered stays where it is), and all else stays.
 */
export function doubtResult(rule: Rule, trial: Trial): DoubtResult {
  const { repository, found } = sceneOf(trial);
  const before = shownBy(rule, repository, found);
  const problems: string[] = [];
  const lost = new Set<FactName>();
  for (const name of factNames)
    for (const which of choices(found.publishes, name)) {
      const because: Cause =
        rule.needs[name] === "committed" ? { kind: "checkout", of: "another ref" } : { kind: "repository-script" };
      const under = (grade: Doubt["grade"]): ReadonlyMap<string, Shown> =>
        shownBy(rule, repository, { ...found, publishes: hidden(found.publishes, which, name, { grade, because }) });
      const [unknown, likely] = [under("unknown"), under("likely")];
      const places = new Set([...before.keys(), ...unknown.keys(), ...likely.keys()]);
      for (const place of places) {
        const shown = before.get(place);
        if (gravityOf(unknown.get(place)) > gravityOf(shown)) lost.add(name);
        const breach = breachOf(rule, name, shown, unknown.get(place), likely.get(place));
        const published = (name === "packages" || name === "private") && which.some(isPrivate);
        // That a publish publishes something is taken for granted where nothing says that it doesn't.
        if (breach !== undefined && !(published && shown === undefined))
          problems.push(`${rule.id} at ${place}: with ${name} ${breach}`);
      }
    }
  return { problems, lost };
}

function breachOf(
  { needs }: Rule,
  name: FactName,
  before: Shown | undefined,
  unknown: Shown | undefined,
  likely: Shown | undefined,
): string | undefined {
  const [first, hiddenFirst, likelyFirst] = [gravityOf(before), gravityOf(unknown), gravityOf(likely)];
  if (needs[name] === undefined) {
    if (first !== hiddenFirst) return `unknown, which it doesn't need, ${change(before, unknown)}`;
    return first === likelyFirst ? undefined : `likely, which it doesn't need, ${change(before, likely)}`;
  }
  if (hiddenFirst < first) return `unknown ${change(before, unknown)}`;
  if (needs[name] === "known")
    return hiddenFirst === likelyFirst
      ? undefined
      : `likely ${change(unknown, likely)}, though only a known one counts`;
  if (first === hiddenFirst) return likelyFirst === first ? undefined : `likely ${change(before, likely)}`;
  const kept = before?.finding.unless !== undefined || (first === 2 && before?.finding.rule.infoIfLikely === true);
  const expected = kept ? first : Math.min(3, first + 1);
  if (likelyFirst !== Math.min(expected, hiddenFirst)) return `likely ${change(before, likely)}`;
  const says = likely === undefined || likelyFirst === hiddenFirst || / Unless .+\.$/.test(likely.finding.message);
  return says ? undefined : `likely it doesn't say unless what: ${likely?.finding.message ?? ""}`;
}

function change(before: Shown | undefined, after: Shown | undefined): string {
  return `it says ${after?.severity ?? "nothing"} and not ${before?.severity ?? "nothing"}`;
}

/** All publishes whose fact is known; and where there are several, each alone. */
function choices(publishes: readonly Publish[], name: FactName): readonly (readonly Publish[])[] {
  const all = publishes.filter((publish) => hasFact(publish, name));
  return all.length === 0 ? [] : all.length === 1 ? [all] : [all, ...all.slice(0, 6).map((publish) => [publish])];
}

function hasFact(publish: Publish, name: FactName): boolean {
  let has = false;
  changed(publish, (fact, each) => {
    if (each === name && doubtAbout(fact) === undefined) has = true;
    return fact;
  });
  return has;
}

/** The publishes with a fact of some of them in doubt. */
function hidden(
  publishes: readonly Publish[],
  which: readonly Publish[],
  name: FactName,
  { grade, because }: { readonly grade: Doubt["grade"]; readonly because: Cause },
): Found["publishes"] {
  return changedTogether(publishes, (publish) => {
    if (!which.includes(publish)) return publish;
    const reason: Reason = { ...because, span: publish.job.id.span };
    return changed(publish, (fact, each) => (each === name ? doubted(fact, { grade, reason }) : fact));
  });
}

function isPrivate({ packages }: Publish): boolean {
  return arePrivate(packages);
}
