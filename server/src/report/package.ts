import type { DescribedPublish } from "../editor/describe.ts";
import { conditionIn, outcomeIn } from "../editor/outcome.ts";
import { phrase, registryIn, type Phrase } from "../editor/words.ts";
import { obstaclesOf, type Chain, type Obstacle } from "../lint/obstacles.ts";
import type { Config } from "../lint/present.ts";
import type { Linted } from "../lint/run.ts";
import { ruleUrl } from "../product.ts";
import { certain, possibleValues } from "../publish/fact.ts";
import { inWords, outcomeOf } from "../publish/outcome/outcome.ts";
import type { Publish } from "../publish/publish.ts";
import type { RepositoryInput } from "../repository/input.ts";
import type { Package } from "../repository/package/package.ts";
import type { DeclaredPackage } from "../repository/settings/publishers.ts";
import type { Surroundings } from "../trust/surroundings.ts";
import type { Verdict as TrustVerdict } from "../trust/verdict-kind.ts";
import { asksOf, assumptionsOf } from "./asks.ts";
import type { ObstacleReport, TriggerReport, Verdict } from "./parts.ts";
import type { JudgedPublish, PackageReport, PublishReport } from "./report.ts";
import { placeOf, shown, statementOf, type Voice } from "./statement.ts";
import { runsTo, triggerReports, whoCanPublish } from "./runs.ts";
import { trustIn } from "./trust.ts";

/** What a package's report is made of. */
export interface PackageScene {
  readonly input: RepositoryInput;
  readonly linted: Linted;
  readonly config: Config;
  readonly voice: Voice;
  readonly surroundings: Surroundings;
}

/** A command that publishes a package, with its report; `unclear` where it isn't understood. */
export interface PublishOf {
  readonly described: DescribedPublish;
  readonly report: PublishReport;
  /** The same publishes as the lint found them. */
  readonly linted: readonly Publish[];
}

export function packageReport(manifest: Package, publishes: readonly PublishOf[], scene: PackageScene): PackageReport {
  const { voice } = scene;
  const declared = declaredOf(manifest, scene);
  // What is to be trusted once all is fixed.
  const later: Publish[] = [];
  const judged = publishes.map((each): JudgedPublish => {
    const { verdict, outcome, obstacles, fixed = [] } = judge(each, manifest, scene);
    later.push(...fixed);
    const [first] = each.described.publishes;
    return {
      ...each.report,
      triggers: triggersIn(each.described.publishes, declared, scene),
      whoCanPublish: whoCanPublish(first, declared, scene.surroundings, voice),
      verdict,
      outcome: statementOf(outcome, voice),
      obstacles: uniqueObstacles(obstacles),
    };
  });
  const verdict = worst(judged.map((each) => each.verdict));
  const deciding = judged.find((each) => each.verdict === verdict);
  const all = publishes.flatMap(({ described }) => described.publishes);
  const trust = trustIn(manifest, all, voice);
  return {
    name: shown(manifest.name?.value ?? manifest.file.path, voice),
    version: versionIn(manifest, all),
    path: manifest.file.path,
    verdict,
    outcome: deciding?.outcome ?? statementOf(phrase("nothing publishes it", manifest.span), voice),
    registry: distinct(all.flatMap(registryIn)).map((each) => statementOf(each, voice)),
    publishes: judged,
    trust,
    obstacles: uniqueObstacles(judged.flatMap((each) => each.obstacles)),
    asks: asksOf(manifest, [...all, ...later], trust, voice),
    assumptions: assumptionsOf(manifest, all, voice),
  };
}

interface Judged {
  readonly verdict: Verdict;
  readonly outcome: Phrase;
  readonly obstacles: readonly ObstacleReport[];
  /** The publishes after all fixes. */
  readonly fixed?: readonly Publish[];
}

function judge({ described, report, linted }: PublishOf, manifest: Package, scene: PackageScene): Judged {
  const { voice, config } = scene;
  const [first] = described.publishes;
  if (report.unknown !== null)
    return {
      verdict: "unknown",
      outcome: { text: report.unknown.text, span: first.command.span, known: false },
      obstacles: [],
    };
  const chains = linted.slice(0, mostWays).map((publish) => obstaclesOf(scene, publish, config));
  const own = (obstacle: Obstacle): boolean => isAbout(obstacle, manifest, described.publishes);
  const certainly = chains.flatMap(({ obstacles }) => obstacles.filter(own));
  const maybe = chains.flatMap(({ risks }) => risks.filter(own));
  const obstacles = [
    ...certainly.map((obstacle) => obstacleReport(obstacle, true, voice)),
    ...maybe.map((obstacle) => obstacleReport(obstacle, false, voice)),
  ];
  if (certainly.length > 0) {
    const fixed = chains.flatMap(({ after }) => after ?? []);
    return { verdict: "blocked", outcome: afterFixes(chains, first), obstacles, fixed };
  }
  const declared = declaredOf(manifest, scene);
  const ways = described.publishes.map((publish) => ofWay(publish, declared, scene));
  const verdict = worst(ways.map((way) => way.verdict));
  const way = ways.find((each) => each.verdict === verdict) ?? ofWay(first, declared, scene);
  return { ...way, obstacles };
}

/** Legs and callers of one command: more than a few meet the same obstacles. */
const mostWays = 6;

/** The runs of all ways to one command, each once. */
function triggersIn(
  publishes: readonly Publish[],
  declared: DeclaredPackage | undefined,
  { surroundings, voice }: PackageScene,
): readonly TriggerReport[] {
  const all = publishes
    .slice(0, mostWays)
    .flatMap((publish) => triggerReports(publish, runsTo(publish, declared, surroundings), voice));
  return [...new Map(all.map((trigger) => [JSON.stringify(trigger), trigger])).values()];
}

/** What the record says of a package; undefined for nothing. */
function declaredOf({ name }: Package, { surroundings }: PackageScene): DeclaredPackage | undefined {
  return surroundings.record?.packages.find((each) => each.name.value === name?.value);
}

/** How a publish ends that no finding stops. */
function ofWay(
  publish: Publish,
  declared: DeclaredPackage | undefined,
  { surroundings }: PackageScene,
): Omit<Judged, "obstacles" | "fixed"> {
  const condition = conditionIn(publish);
  const { span } = publish.command;
  if (condition?.of === "token") return { verdict: "ready", outcome: phrase(`ok if ${condition.text}`, span) };
  if (condition !== undefined) {
    const verdicts = runsTo(publish, declared, surroundings).map(({ verdict }) => verdict);
    const [refused] = verdicts.every(({ by, sure }) => sure && by !== "ok" && by !== "unknown") ? verdicts : [];
    if (refused !== undefined)
      return { verdict: "blocked", outcome: phrase(`${whoIn[refused.by]}: ${refused.why}`, span) };
    const trusted = verdicts.some(({ by }) => by === "ok");
    return { verdict: trusted ? "ready" : "person", outcome: phrase(`ok if ${condition.text}`, span) };
  }
  const stops = publish.npm === undefined ? undefined : inWords(outcomeOf(publish));
  return { verdict: stops === undefined ? "unknown" : "blocked", outcome: outcomeIn(publish) };
}

const whoIn: Readonly<Record<TrustVerdict["by"], string>> = {
  github: "GitHub doesn't run the job",
  "npm exchange": "npm refuses the exchange",
  "npm put": "npm refuses the package",
  ok: "ok",
  unknown: "isn't known",
};

/** What becomes of the first publish once all is fixed, else what happens now. */
function afterFixes(chains: readonly Chain[], first: Publish): Phrase {
  const [chain] = chains;
  const { after } = chain ?? {};
  const condition = after && conditionIn(after);
  if (chain === undefined || condition === undefined || chains.some((each) => each.after === undefined))
    return outcomeIn(first);
  return phrase(`${chain.obstacles.length > 0 ? "once fixed, " : ""}ok if ${condition.text}`, first.command.span);
}

/** An obstacle in the package.json of one of several packages isn't one of the others. */
function isAbout({ finding }: Obstacle, manifest: Package, publishes: readonly Publish[]): boolean {
  const { path } = finding.span.file;
  const others = publishes.flatMap(({ packages }) => possibleValues(packages).flat());
  return path === manifest.file.path || !others.some((each) => each.manifest.file.path === path);
}

function obstacleReport({ finding, fix }: Obstacle, sure: boolean, voice: Voice): ObstacleReport {
  return {
    rule: finding.rule.id,
    certain: sure,
    message: shown(finding.message, voice),
    place: placeOf(finding.span),
    fix: fix === undefined ? null : { title: shown(fix.title, voice), kind: fix.kind },
    url: ruleUrl(finding.rule.id),
    time: voice.today,
  };
}

/** Each obstacle once, those that are certain first. */
function uniqueObstacles(obstacles: readonly ObstacleReport[]): readonly ObstacleReport[] {
  const ordered = [...obstacles.filter(({ certain: sure }) => sure), ...obstacles.filter((each) => !each.certain)];
  const seen = new Set<string>();
  return ordered.filter(({ rule, place }) => {
    const key = `${rule} ${place.path}:${place.line}:${place.column}`;
    return !seen.has(key) && seen.add(key);
  });
}

const gravity: readonly Verdict[] = ["blocked", "unknown", "person", "ready"];

function worst(verdicts: readonly Verdict[]): Verdict {
  return gravity.find((verdict) => verdicts.includes(verdict)) ?? "unknown";
}

/** As it is committed, if no publish changes it before. */
function versionIn({ file, version }: Package, publishes: readonly Publish[]): string | null {
  const facts = publishes.flatMap(({ packages }) =>
    possibleValues(packages).flatMap((all) => all.filter((each) => each.manifest.file.path === file.path)),
  );
  const sure = facts.every((each) => certain(each.version) !== undefined);
  return sure ? (version?.value ?? null) : null;
}

function distinct(phrases: readonly Phrase[]): readonly Phrase[] {
  return [...new Map(phrases.map((each) => [each.text, each])).values()];
}
