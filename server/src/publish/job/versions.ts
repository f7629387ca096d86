import semver from "semver";
import { beforeNode18, bundledNpm, nodeAsOf, nodeLines, toolCache, type NodeLine } from "../../data/node.ts";
import { blockedByEmpty, brokenNpm, firstToExchange, firstToStage, npmEngines, npmReleases } from "../../data/npm.ts";
import { imageNode } from "../../data/runners.ts";
import { memoByValue } from "../../text.ts";

/** The versions that npm may have; `highest` is undefined where a newer one than the tables know is possible. */
export interface NpmVersions {
  readonly lowest: string;
  readonly highest: string | undefined;
}

export interface NodeVersions {
  /** As a message names it: "Node 22", "Node 24.4.0". */
  readonly label: string;
  /** The versions that it may be, as a semver range. */
  readonly range: string;
  /** What it brings. */
  readonly npm: NpmVersions;
}

export interface When {
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** Runs on GitHub's own images, whose tool cache decides what a range means. */
  readonly hosted: boolean;
  /** The newest release that fits is taken, whatever the tool cache holds: by `check-latest`, or as a tag of an image. */
  readonly newest?: boolean;
}

/**
 * What setup-node installs for a `node-version` (docs/facts/github.md#setup-node-and-node-version): versions, ranges, `lts/*`,
 * `lts/-1`, `lts/jod`, `latest`. Undefined for nightly builds and everything else that setup-node resolves elsewhere or not at
 * all.
 */
export const nodeVersions = memoByValue((spelled: string, when: When): NodeVersions | undefined => {
  const text = spelled.trim().toLowerCase();
  if (/^(?:latest|current|node)$/.test(text)) {
    const line = nodeLines.findLast((each) => each.released <= when.today);
    return line === undefined ? undefined : newestOf(line, when);
  }
  const lts = /^lts\/(.+)$/.exec(text)?.[1];
  if (lts !== undefined) {
    const line = ltsLine(lts, when.today);
    return line === undefined ? undefined : inRange(`${line.major}`, `Node ${line.major}`, when);
  }
  const exact = /^[v=]*(\d+\.\d+\.\d+)$/.exec(text)?.[1];
  if (exact !== undefined && semver.valid(exact) !== null) return ofRange(exact, `Node ${exact}`);
  const range = /^[\dvx*^~<>=|.\s-]+$/.test(text) ? semver.validRange(text) : null;
  return range === null ? undefined : inRange(range, labelOf(text), when);
});

/** The Node of a runner image; undefined for labels that aren't GitHub's, and while an image or a moving label changes. */
export const runnerNode = memoByValue((label: string, today: string): NodeVersions | undefined => {
  const major = imageNode(label, today);
  if (major === undefined) return undefined;
  const oldest = cacheOn(today).find((version) => semver.major(version) === major);
  return ofRange(oldest === undefined ? `${major}` : tailOf(oldest), `Node ${major}`);
});

/**
 * The npm that `npm install npm@<spec>` installs on that day; undefined for tags other than `latest`.
 * For a range, and for `npm` without any version, npm takes the newest that `node` admits where it can;
 * `npm@latest` is the newest of all, admitted or not. Seen by running npm 10.8.2 and 11.19.1 on Node 20.
 */
export const npmVersions = memoByValue(
  (spec: string | undefined, today: string, node?: NodeVersions): NpmVersions | undefined => {
    const exact = spec === undefined ? null : semver.valid(spec);
    if (exact !== null) return { lowest: exact, highest: exact };
    const range = spec === "latest" || spec === undefined ? "*" : semver.validRange(spec);
    if (range === null) return undefined;
    const available = npmReleases()
      .filter((release) => release.day <= today)
      .map((release) => release.version);
    const all = available.filter((version) => semver.satisfies(version, range)).toSorted(semver.compare);
    const refused = (version: string): boolean | undefined =>
      node === undefined || spec === "latest" ? false : npmRefuses({ lowest: version, highest: version }, node);
    const newest = all.findLast((version) => refused(version) !== true) ?? all.at(-1);
    if (newest === undefined) return undefined;
    const lowest = all.findLast((version) => refused(version) === false) ?? newest;
    const superseded = available.some(
      (version) => semver.major(version) === semver.major(newest) && semver.gt(version, newest),
    );
    return { lowest, highest: superseded || semver.major(newest) < 11 ? newest : undefined };
  },
);

/** Whether npm's `engines` refuse this Node, which stops `npm install -g npm`; undefined where it depends on the release. */
export const npmRefuses = memoByValue((npm: NpmVersions, node: NodeVersions): boolean | undefined => {
  const engines = npmEngines[semver.major(npm.lowest)];
  if (engines === undefined) return undefined;
  if (semver.subset(node.range, engines)) return false;
  return semver.intersects(node.range, engines) ? undefined : true;
});

/** Whether npm exchanges an OIDC token for the command (docs/facts/npm.md#the-exchange). */
export const canExchange = memoByValue((npm: NpmVersions, action: "publish" | "stage"): "yes" | "no" | "unknown" => {
  const floor = action === "stage" ? firstToStage : firstToExchange;
  if (npm.lowest === brokenNpm) return npm.highest === brokenNpm ? "no" : "unknown";
  if (semver.gte(npm.lowest, floor)) return "yes";
  // 11.5.0 does exchange, though npm documents 11.5.1.
  if (npm.highest === undefined || (action === "publish" && npm.highest === "11.5.0")) return "unknown";
  return semver.lt(npm.highest, floor) ? "no" : "unknown";
});

/** Whether an empty token in the project's `.npmrc` outranks the one that npm exchanged; undefined where that depends on the version. */
export const emptyBlocks = memoByValue(({ lowest, highest }: NpmVersions): boolean | undefined => {
  const range = highest === undefined ? `>=${lowest}` : `>=${lowest} <=${highest}`;
  const some = npmReleases().filter(({ version }) => semver.satisfies(version, range));
  const blocked = some.filter(({ version }) => semver.satisfies(version, blockedByEmpty));
  if (blocked.length === 0) return some.length === 0 ? undefined : false;
  return blocked.length === some.length && highest !== undefined ? true : undefined;
});

function ltsLine(name: string, today: string): NodeLine | undefined {
  const lines = nodeLines.filter((line) => line.lts !== undefined && line.lts.since <= today).toReversed();
  if (name === "*") return lines[0];
  const back = /^-(\d+)$/.exec(name)?.[1];
  return back === undefined ? lines.find((line) => line.lts?.codename === name) : lines[Number(back)];
}

/** The highest match of the tool cache; without one the newest match of all; on one's own machines any match. */
function inRange(range: string, label: string, when: When): NodeVersions | undefined {
  if (!when.hosted && when.newest !== true) return ofRange(range, label);
  const cache = when.newest === true ? [] : cacheOn(when.today);
  const cached = cache.findLast((oldest) => semver.intersects(tailOf(oldest), range));
  if (cached !== undefined && semver.subset(tailOf(cached), range))
    return ofRange(tailOf(cached), `Node ${semver.major(cached)}`);
  // The range cuts the cached line in two: whether the cache has a match isn't known.
  if (cached !== undefined) return ofRange(range, label);
  // GitHub's list of versions has the even lines; only what it lacks is looked up at nodejs.org.
  const lines = nodeLines.filter((each) => each.released <= when.today && semver.intersects(`${each.major}`, range));
  const line = lines.findLast((each) => each.major % 2 === 0) ?? lines.at(-1);
  return line !== undefined && semver.subset(tailOf(lastOf(line)), range)
    ? newestOf(line, when)
    : ofRange(range, label);
}

function cacheOn(today: string): readonly string[] {
  return toolCache.findLast((row) => row.since <= today)?.oldest ?? [];
}

/** From a release to the end of its line. */
function tailOf(version: string): string {
  return `>=${version} <${semver.major(version) + 1}.0.0-0`;
}

function newestOf(line: NodeLine, when: When): NodeVersions | undefined {
  const range = line.open && when.today < nodeAsOf ? `${line.major}` : tailOf(lastOf(line));
  return ofRange(range, `Node ${line.major}`);
}

function ofRange(range: string, label: string): NodeVersions | undefined {
  if (semver.subset(range, "<18.0.0-0")) return { label, range, npm: beforeNode18 };
  const npms = bundledNpm.filter(([node], index) => {
    const next = bundledNpm[index + 1]?.[0];
    const end =
      next === undefined || semver.major(next) !== semver.major(node) ? `${semver.major(node) + 1}.0.0-0` : next;
    return semver.intersects(range, `>=${node} <${end}`);
  });
  const versions = npms.map(([, npm]) => npm).toSorted(semver.compare);
  const [lowest] = versions;
  const highest = versions.at(-1);
  // A range that reaches below the table says too little.
  if (lowest === undefined || highest === undefined || semver.intersects(range, "<18.0.0-0")) return undefined;
  const open = nodeLines.some(
    (line) => line.open && semver.intersects(range, `>=${lastOf(line)} <${line.major + 1}.0.0-0`),
  );
  const beyond = semver.intersects(range, ">=27.0.0-0");
  return { label, range, npm: { lowest, highest: open || beyond ? undefined : highest } };
}

function lastOf(line: NodeLine): string {
  return bundledNpm.findLast(([node]) => semver.major(node) === line.major)?.[0] ?? `${line.major}.0.0`;
}

function labelOf(text: string): string {
  return `Node ${/^v?(\d+)(?:\.[x*])*$/.exec(text)?.[1] ?? text.replace(/^v/, "")}`;
}
