import semver from "semver";
import { bundledNpm, toolCache } from "../../data/node.ts";
import { textOf, type Located } from "../../text.ts";
import type { NodeAt } from "../job/node.ts";
import type { NpmAt } from "../job/npm.ts";
import { canExchange, nodeVersions, type NodeVersions } from "../job/versions.ts";
import type { Publish } from "../publish.ts";

/** A Node version that is written as a number, which has no zero at its end: `24.10` without quotes is 24.1. */
export interface LostZero {
  /** As a reader takes it: "24.10". */
  readonly written: string;
  /** As setup-node gets it: "24.1". */
  readonly read: string;
  /** What the reader expects; undefined where the tables don't know it. */
  readonly meant: NodeVersions | undefined;
  /** A release of that name is known to exist. */
  readonly released: boolean;
}

/**
 * Undefined where a version isn't a number or loses nothing. `20.0` isn't told: it means 20, and many who write it do as well.
 * Source: YAML 1.2's core schema, which GitHub reads workflows by.
 */
export function lostZero({ value: { versions, origin }, span }: Located<NodeAt>, today: string): LostZero | undefined {
  const written = textOf(span);
  const read = String(Number(written));
  // What is in quotes or after the tag `!!str` is installed as it is written.
  if (origin.kind !== "setup" || !/^\d+\.\d*[1-9]0+$/.test(written) || versions.label !== `Node ${read}`)
    return undefined;
  const known = [...bundledNpm.map(([node]) => node), ...toolCache.flatMap(({ oldest }) => oldest)];
  const released = known.some(
    (version) => semver.major(version) === Math.trunc(Number(written)) && semver.gte(version, `${written}.0`),
  );
  return { written, read, meant: nodeVersions(written, { today, hosted: false }), released };
}

/** The lost zero for which this npm is too old, though that of the version as it is written isn't. */
export function lostNpm(npm: Located<NpmAt>, action: Publish["action"], today: string): LostZero | undefined {
  const { from, versions } = npm.value;
  if (!("origin" in from) || canExchange(versions, action) !== "no") return undefined;
  const lost = lostZero({ value: from, span: npm.span }, today);
  return lost?.meant !== undefined && canExchange(lost.meant.npm, action) === "yes" ? lost : undefined;
}
