import semver from "semver";
import type { PublicPackage } from "./package.ts";

/** A package as a release was to publish it. */
export interface WantedRelease {
  readonly name: string;
  /** Undefined where the files don't tell. */
  readonly version: string | undefined;
  /** The tag that the release gives it; undefined where the files don't tell. */
  readonly tag: string | undefined;
}

/** What the log of the run says of packages, by their names. */
export interface SaidByLog {
  /** npm took it, or said that it had it already. */
  readonly taken: ReadonlySet<string>;
  readonly staged: ReadonlySet<string>;
}

export interface ReleaseState extends WantedRelease {
  /**
   * - `processing`: npm took the version, and doesn't list it yet.
   * - `wrong tag`: it is published, and people who ask for its tag get another one.
   * - `new`: npm has no package of this name.
   * - `unclear`: the version isn't known, so nothing can be said.
   */
  readonly state: "published" | "wrong tag" | "processing" | "staged" | "not published" | "new" | "unclear";
  /** The tags that lead to this version. */
  readonly tags: readonly string[];
  /** The version that `latest` leads to. */
  readonly latest: string | undefined;
}

/** How far a release came, by npm's public metadata and the log of the run. */
export function releaseStateOf(wanted: WantedRelease, seen: PublicPackage, log: SaidByLog): ReleaseState {
  const { name, version } = wanted;
  const tags = Object.keys(seen.tags).filter((tag) => seen.tags[tag] === version);
  const is = (state: ReleaseState["state"]): ReleaseState => ({ ...wanted, state, tags, latest: seen.latest });
  if (version !== undefined && seen.versions.includes(version))
    return is(isTagged(wanted, seen, tags) ? "published" : "wrong tag");
  if (log.staged.has(name) || seen.state === "placeholder") return is("staged");
  if (log.taken.has(name)) return is("processing");
  if (seen.state === "absent" || seen.state === "unpublished") return is("new");
  return is(version === undefined ? "unclear" : "not published");
}

/** Whether a published version has a tag that leads to it, or had one that a later version took over. */
function isTagged(
  { version = "", tag }: WantedRelease,
  { tags, versions }: PublicPackage,
  own: readonly string[],
): boolean {
  const isPrerelease = semver.prerelease(version) !== null;
  if (tag === undefined) {
    // Nobody wants a prerelease as `latest` next to releases.
    const hidesReleases =
      isPrerelease && own.includes("latest") && versions.some((each) => semver.prerelease(each) === null);
    return own.length > 0 ? !hidesReleases : Object.values(tags).some((other) => isLater(other, version));
  }
  const holder = tags[tag];
  return holder === version || (holder !== undefined && isLater(holder, version));
}

function isLater(other: string, version: string): boolean {
  return semver.valid(other) !== null && semver.valid(version) !== null && semver.gt(other, version);
}
