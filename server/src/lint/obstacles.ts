import type { Fix, FixKind } from "../finding.ts";
import type { Publish } from "../publish/publish.ts";
import { withFiles, type RepositoryInput } from "../repository/input.ts";
import type { RuleFinding, Stage } from "../rule.ts";
import { memo, type SourceFile } from "../text.ts";
import { applyToFiles } from "./fix.ts";
import { present, type Config } from "./present.ts";
import { lint, type Linted } from "./run.ts";

/** Something that stops a publish, or may, and the fix that was taken for it. */
export interface Obstacle {
  readonly finding: RuleFinding;
  /** The first fix, safe before review before manual; undefined where there is none. */
  readonly fix: Fix | undefined;
}

/** What stops a publish, in the order in which a run would meet it. */
export interface Chain {
  /** What stops it for sure: each is there once those before it are gone. */
  readonly obstacles: readonly Obstacle[];
  /** What may stop it after that. */
  readonly risks: readonly Obstacle[];
  /** The publish after all fixes, for its outcome; undefined where an obstacle has no fix, or the fixes leave no such publish. */
  readonly after: Publish | undefined;
  /** What all fixes together write, by path. */
  readonly files: ReadonlyMap<string, SourceFile>;
}

/**
 * The chain of one of the publishes that a lint found, by linting again after each fix. What a user turned off or ignores is left
 * out; whether something stops a publish is said by the rule, whatever severity a user gives it.
 */
export function obstaclesOf({ input, linted }: LintedInput, publish: Publish, config: Config): Chain {
  const place = placeIn(linted.publishes, publish);
  const obstacles: Obstacle[] = [];
  const stuck = new Set<string>();
  let state: State = { input, linted, files: new Map() };
  for (let round = 0; round < mostRounds; round++) {
    const { now, findings } = about(state, place, config);
    const next = findings.find((finding) => finding.severity === "error" && !stuck.has(keyOf(finding)));
    if (next === undefined) {
      const risks = findings.filter(({ severity }) => severity === "warning").map(withFix);
      return { obstacles, risks, after: stuck.size > 0 ? undefined : now, files: state.files };
    }
    const obstacle = withFix(next);
    obstacles.push(obstacle);
    const fixed = obstacle.fix && afterFix(state, obstacle.fix);
    const left = fixed && about(fixed, place, config).findings.some((finding) => keyOf(finding) === keyOf(next));
    if (fixed === undefined || left === true) stuck.add(keyOf(next));
    else state = fixed;
  }
  return { obstacles, risks: [], after: undefined, files: state.files };
}

/** Each round does away with an obstacle, or sets it aside; the bound only guards against fixes that undo each other. */
const mostRounds = 24;

interface LintedInput {
  readonly input: RepositoryInput;
  readonly linted: Linted;
}

/** The repository after some fixes. */
interface State extends LintedInput {
  /** What differs from the files on disk. */
  readonly files: ReadonlyMap<string, SourceFile>;
}

/** A publish in the repository after some fixes, and what stops it there, or may, in order. */
function about({ linted }: State, place: Place, config: Config) {
  const all = linted.publishes;
  const now = all.find((publish) => samePlace(placeIn(all, publish), place));
  const raw = linted.findings.filter(
    ({ rule, publishes }) =>
      rule.stops !== undefined && publishes.some((publish) => samePlace(placeIn(all, publish), place)),
  );
  const findings = raw.filter((finding) => present([finding], config).length > 0);
  return { now, findings: findings.toSorted((a, b) => stageOf(a) - stageOf(b)) };
}

const stages: readonly Stage[] = ["start", "job", "client", "exchange", "registry"];

function stageOf({ rule }: RuleFinding): number {
  return stages.findIndex((stage) => stage === rule.stops);
}

function keyOf({ rule, span, message }: RuleFinding): string {
  return `${rule.id} ${span.file.path} ${message}`;
}

const kinds: readonly FixKind[] = ["safe", "review", "manual"];

function withFix(finding: RuleFinding): Obstacle {
  const fixes = kinds.flatMap((kind) => finding.fixes?.filter((fix) => fix.kind === kind) ?? []);
  return { finding, fix: fixes[0] };
}

/** Publishes often share their obstacles, so what a fix makes of a repository is remembered. */
const fixedOf = memo((_input: RepositoryInput) => new Map<string, State>());

function afterFix({ input, files }: State, fix: Fix): State | undefined {
  const written = applyToFiles(fix.edits);
  if (written.size === 0) return undefined;
  const known = fixedOf(input);
  const key = JSON.stringify(Array.from(written, ([{ path }, text]) => [path, text]));
  const before = known.get(key);
  if (before !== undefined) return before;
  const changed = new Map(files);
  for (const [{ path }, text] of written) changed.set(path, { path, text });
  const fixed = { ...input, reader: withFiles(input.reader, changed) };
  const state = { input: fixed, linted: lint(fixed), files: changed };
  known.set(key, state);
  return state;
}

/** What names a publish after its files have changed: its job, how that is reached, and its place among the job's. */
interface Place {
  readonly way: string;
  readonly index: number;
}

/** Of publishes that have all the same way, the order stays. */
function placeIn(all: readonly Publish[], publish: Publish): Place {
  const way = wayOf(publish);
  return { way, index: (waysOf(all).get(way) ?? []).indexOf(publish) };
}

const waysOf = memo((all: readonly Publish[]) => {
  const ways = new Map<string, Publish[]>();
  for (const publish of all) {
    const way = wayOf(publish);
    const same = ways.get(way);
    if (same === undefined) ways.set(way, [publish]);
    else same.push(publish);
  }
  return ways;
});

const wayOf = memo(({ workflow, job, callPath }: Publish): string =>
  JSON.stringify([
    workflow.file.path,
    job.id.value,
    ...callPath.calls.map((call) => [call.workflow.file.path, call.job.id.value]),
  ]),
);

function samePlace(a: Place, b: Place): boolean {
  return a.way === b.way && a.index === b.index;
}
