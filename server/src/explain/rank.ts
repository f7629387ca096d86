import semver from "semver";
import { causes, type CauseId } from "../data/log/causes.ts";
import type { Failure } from "../data/log/failure.ts";
import { failures, type FailureId } from "../data/log/failures.ts";
import type { Clue } from "../data/log/clue.ts";
import { npmVersions, otherVersions } from "../data/log/signature.ts";
import type { Change, ExplainedCause } from "./explanation.ts";
import type { JobReading, Segment } from "./reading.ts";

/** What the log shows about a failure: the job's clues, those of its own command, and what follows from the versions. */
export function cluesOf({ clues, versions }: JobReading, segment: Segment): ReadonlySet<Clue> {
  const all = new Set([...clues, ...segment.clues]);
  const npm = versions.get("npm");
  // What npm itself said counts more than the version that a step before it printed.
  if (npm !== undefined && !all.has("npm-old") && !all.has("npm-new")) {
    all.add(semver.lt(npm, npmVersions.exchanges) ? "npm-old" : "npm-new");
    if (!semver.satisfies(npm, npmVersions.dropsToken)) all.add("npm-keeps-token");
  }
  const [pnpm, yarn] = [versions.get("pnpm"), versions.get("yarn")];
  if (pnpm !== undefined && semver.satisfies(pnpm, otherVersions.pnpmDropsToken)) all.add("pnpm-drops-token");
  if (yarn !== undefined) all.add(semver.lt(yarn, otherVersions.yarnExchanges) ? "yarn-old" : "yarn-new");
  // The npm of a Node, unless a step replaced it: a log that lost its beginning may have lost that step as well.
  const node = versions.get("node");
  if (npm === undefined && node !== undefined && !all.has("npm-replaced"))
    all.add(semver.lt(node, otherVersions.nodeExchanges) ? "node-old" : "node-new");
  const semanticRelease = versions.get("semanticrelease");
  if (semanticRelease !== undefined)
    all.add(semver.lt(semanticRelease, otherVersions.semanticReleaseExchanges) ? "tool-old" : "tool-new");
  return all;
}

/** What the repository's files say about causes. */
export interface Evidence {
  /** The places that lead to the line to change. */
  readonly changes: (cause: CauseId) => readonly Change[];
  /** These, or where none does, the releases that the files don't explain, if the cause is in the workflow. */
  readonly changesOrPlaces: (cause: CauseId) => readonly Change[];
  /** Why the files rule a cause out, as a sentence; undefined where they don't. */
  readonly ruledOut: (cause: CauseId) => string | undefined;
  readonly compare: readonly (readonly [field: string, value: string])[];
}

export const noEvidence: Evidence = {
  changes: () => [],
  changesOrPlaces: () => [],
  ruledOut: () => undefined,
  compare: [],
};

/** No explanation lists more causes. */
const mostCauses = 4;

/** The causes of a failure, the most likely first, and what the files rule out. */
export function rank(
  id: FailureId,
  clues: ReadonlySet<Clue>,
  evidence: Evidence,
  name: string,
): { readonly causes: readonly ExplainedCause[]; readonly ruledOut: readonly string[] } {
  const { causes: rows }: Failure = failures[id];
  const shown = (clue: Clue): boolean => clues.has(clue);
  const holds = (row: Failure["causes"][number]): boolean =>
    row.if?.every(shown) !== false && row.unless?.some(shown) !== true;
  const sure = new Set(rows.filter((row) => holds(row) && row.sure?.every(shown) === true).map(({ cause }) => cause));
  const leads = (row: Failure["causes"][number]): boolean =>
    row.byFiles !== true || evidence.changes(row.cause).length > 0;
  // Next to what is certain, only what the log shows as well.
  const counts = (row: Failure["causes"][number]): boolean =>
    sure.size === 0 || sure.has(row.cause) || (row.if !== undefined && row.sure !== undefined);
  const listed = rows.filter((row) => holds(row) && leads(row) && counts(row));
  const ids = [...new Set([...sure, ...listed.map(({ cause }) => cause)])];
  const out = ids.flatMap((cause) => {
    const why = sure.has(cause) ? undefined : evidence.ruledOut(cause);
    return why === undefined ? [] : [{ cause, why }];
  });
  const left = ids.filter((cause) => !out.some((each) => each.cause === cause));
  const kept = left.length > 0 ? left : ids;
  const isHint = (cause: CauseId): boolean => evidence.changes(cause).every(({ severity }) => severity === "info");
  const withChanges = kept
    .filter((cause) => evidence.changes(cause).length > 0)
    .toSorted((a, b) => Number(isHint(a)) - Number(isHint(b)));
  const ordered = [...withChanges, ...kept.filter((cause) => !withChanges.includes(cause))].slice(0, mostCauses);
  const explained = ordered.map((cause, index): ExplainedCause => {
    const { says, confirm, rulesOut, fix, where, ...more } = causes[cause];
    const isShown = rows.some((row) => row.cause === cause && holds(row) && (row.if ?? []).length > 0);
    const isLikely = index === 0 && (withChanges.includes(cause) || isShown || ordered.length === 1);
    return {
      id: cause,
      certainty: sure.has(cause) ? "certain" : isLikely ? "likely" : "possible",
      says: named(says, name),
      confirm: named(confirm, name),
      rulesOut: named(rulesOut, name),
      fix: named(fix, name),
      where,
      changes: index === 0 ? evidence.changesOrPlaces(cause) : evidence.changes(cause),
      compare: more.compare === true ? evidence.compare : [],
    };
  });
  return { causes: explained, ruledOut: left.length > 0 ? out.map(({ why }) => why) : [] };
}

/** A text of the tables with the package's name in it. */
export function named(text: string, name: string): string {
  return text
    .replaceAll(
      /`([^`]*)\{package\}([^`]*)`/g,
      (_, before: string, after: string) => `\`${before}${name === "" ? "NAME" : name}${after}\``,
    )
    .replace(/^\{package\}/, name === "" ? "The package" : `\`${name}\``)
    .replaceAll("{package}", name === "" ? "the package" : `\`${name}\``);
}
