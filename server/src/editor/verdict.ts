import { counted } from "./words.ts";
import { obstaclesOf, type Obstacle } from "../lint/obstacles.ts";
import { present, type Config } from "../lint/present.ts";
import type { Linted } from "../lint/run.ts";
import { certain } from "../publish/fact.ts";
import { publishesOf } from "../publish/find/publishes.ts";
import { manifestsOf } from "../publish/tool/published.ts";
import { modeOf } from "../publish/mode.ts";
import { inWords, outcomeOf } from "../publish/outcome/outcome.ts";
import type { Publish } from "../publish/publish.ts";
import { wordsOf } from "../reason-words.ts";
import type { Reason } from "../reason.ts";
import type { RepositoryInput } from "../repository/input.ts";
import { repositoryOf } from "../repository/repository.ts";
import type { SourceFile } from "../text.ts";
import { describedPublishes, unclearPublishes, type DescribedPublish } from "./describe.ts";
import { conditionIn, outcomeIn } from "./outcome.ts";

/** A repository that was linted, as a user configured it. */
export interface JudgedScene {
  readonly input: RepositoryInput;
  readonly linted: Linted;
  readonly config: Config;
}

/** A command that publishes to npm, or may, in all its ways. */
export interface PublishCommand extends DescribedPublish {
  /** The same publishes as the lint found them. */
  readonly linted: readonly Publish[];
  /** Why it isn't understood; undefined where it is. */
  readonly reason: Reason | undefined;
}

/** Those that are understood first; those that publish elsewhere are left out. */
export function publishCommands({ input, linted }: JudgedScene): readonly PublishCommand[] {
  const repository = repositoryOf(input);
  const all = publishesOf(repository).publishes;
  const found: readonly (DescribedPublish & { readonly reason?: Reason })[] = [
    ...describedPublishes(repository).filter(({ description }) => description.kind === "publish"),
    ...unclearPublishes(repository),
  ];
  return found.map(({ description, publishes, reason }) => ({
    description,
    publishes,
    reason,
    linted: publishes.flatMap((publish) => linted.publishes[all.indexOf(publish)] ?? []),
  }));
}

/** What could repair a command, as far as that is known without looking for the whole chain. */
export function remediesOf(
  { publishes, linted, reason }: PublishCommand,
  scene: JudgedScene,
): { readonly isFixable: boolean; readonly isByToken: boolean } {
  const isFixable = present(scene.linted.findings, scene.config).some(
    ({ severity, fixes = [], publishes: about }) =>
      severity === "error" && fixes.length > 0 && about.some((publish) => linted.includes(publish)),
  );
  return { isFixable, isByToken: reason === undefined && modeOf(publishes[0]).startsWith("token") };
}

/** How a command ends, for the line above it. */
export interface Verdict {
  /**
   * `fails`: npm, the tool or GitHub stops it. `trust`: it publishes if npmjs.com trusts the workflow. `token`: it publishes with a
   * long-lived token. `unknown`: the files don't say.
   */
  readonly state: "fails" | "trust" | "token" | "unknown";
  /** A few words, such as "Fails: npm stops with ENEEDAUTH". */
  readonly text: string;
  /** What stops it, in the order in which a run meets it. */
  readonly obstacles: readonly Obstacle[];
  /** What may stop it after that. */
  readonly risks: readonly Obstacle[];
  /** The outcome once all obstacles are fixed, as "ok if …"; undefined where that isn't known. */
  readonly afterFixes: string | undefined;
  /** The files after all fixes, by path; none where an obstacle has no fix. */
  readonly files: ReadonlyMap<string, SourceFile>;
}

/** Finding out lints again after each fix. */
export function verdictOf(scene: JudgedScene, command: PublishCommand): Verdict {
  const { publishes, reason, linted } = command;
  const [first] = publishes;
  const chains = linted.slice(0, mostWays).map((publish) => obstaclesOf(scene, publish, scene.config));
  const worst = chains.find(({ obstacles }) => obstacles.length > 0) ?? chains[0];
  const { obstacles = [], risks = [], after, files = new Map<string, SourceFile>() } = worst ?? {};
  const condition = after && conditionIn(after);
  const afterFixes = condition && `ok if ${condition.text}`;
  const chain = {
    obstacles,
    risks,
    afterFixes,
    files: obstacles.every(({ fix }) => fix !== undefined) ? files : new Map(),
  };
  const [obstacle] = obstacles;
  if (obstacle !== undefined) {
    const why =
      inWords(outcomeOf(first)) === undefined ? firstSentence(obstacle.finding.message) : outcomeIn(first).text;
    return { ...chain, state: "fails", text: `Fails: ${why} · ${counted(obstacles.length, "obstacle")}` };
  }
  if (reason !== undefined) return { ...chain, state: "unknown", text: `May publish to npm: ${wordsOf(reason)}` };
  const ways = publishes.map((publish) => ({ publish, condition: conditionIn(publish) }));
  const trusted = ways.find((way) => way.condition?.of === "trust");
  if (trusted?.condition !== undefined)
    return { ...chain, state: "trust", text: `Publishes ${named(trusted.publish)}if ${trusted.condition.text}` };
  const token = ways.find(({ publish }) => modeOf(publish) === "token" || modeOf(publish) === "token-with-provenance");
  if (token !== undefined) return { ...chain, state: "token", text: `Publishes ${named(token.publish)}with a token` };
  return { ...chain, state: "unknown", text: `Publishes ${named(first)}· the outcome isn't known` };
}

/** Legs and callers of one command: more than a few meet the same obstacles. */
const mostWays = 6;

/** The package, or how many there are, with a blank; empty where they aren't known. */
function named(publish: Publish): string {
  const published = certain(manifestsOf(publish.packages))?.filter((each) => !each.private) ?? [];
  const [only] = published;
  if (only === undefined) return "";
  return published.length > 1 ? `${published.length} packages ` : `${only.name?.value ?? only.file.path} `;
}

function firstSentence(message: string): string {
  return message.replace(/[.:] .*$/s, "").replace(/\.$/, "");
}
