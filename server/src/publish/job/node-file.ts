import semver from "semver";
import { newestSetupNode, readsSince } from "../../data/setup-node.ts";
import type { Cause } from "../../reason.ts";
import { applyDots, dirname, join } from "../../repository/paths.ts";
import type { Repository } from "../../repository/repository.ts";
import { readVersionFile, type VersionFile } from "../../repository/settings/version-file.ts";
import type { Text } from "../../repository/value.ts";
import { actionVersion } from "../../repository/workflow/workflow.ts";
import type { Located } from "../../text.ts";

type Way = keyof typeof readsSince;

/** Longer chains of `volta.extends` than anyone writes. */
const farthest = 8;

/**
 * The version that the setup-node of `uses` takes from a file: "none" where the file names none and Node stays as it is,
 * else why that can't be told (docs/facts/github.md#setup-node-and-node-version).
 */
export function versionFromFile(repository: Repository, path: string, uses: Text): Found {
  const { today } = repository.input;
  let place = applyDots(path);
  for (let hop = 0; hop < farthest; hop++) {
    const file = place === undefined ? "unknown" : repository.file(place);
    if (typeof file === "string" || place === undefined) break;
    const said = readVersionFile(file);
    const found = said.json ? inManifest(said, uses, today) : inText(said, uses, today);
    if (typeof found !== "object" || !("extends" in found)) return found;
    place = applyDots(join(dirname(place), found.extends));
  }
  return { kind: "version-file", path };
}

type Found = Located<string> | "none" | Cause;

function inManifest(said: VersionFile, uses: Text, today: string): Found | { readonly extends: string } {
  if (said.volta !== undefined) return said.volta;
  const runtime = said.runtime === undefined ? false : reads(uses, "devEngines.runtime", today);
  if (runtime === undefined && said.runtime?.value !== said.engines?.value)
    return { kind: "version-file-form", form: "devEngines.runtime" };
  if (runtime !== false && said.runtime !== undefined) return said.runtime;
  if (said.engines !== undefined) return said.engines;
  if (reads(uses, "volta.extends", today) !== true) return { kind: "version-file-form", form: "package.json" };
  return said.extends === undefined ? "none" : { extends: said.extends.value };
}

function inText(said: VersionFile, uses: Text, today: string): Found {
  if (said.mise === undefined) return said.line ?? { kind: "version-file-form", form: "without a version" };
  return reads(uses, "mise.toml", today) === true ? said.mise : { kind: "version-file-form", form: "mise.toml" };
}

/** Whether the release that a `uses:` names reads a version in that way; a major tag moves with its releases. */
function reads(uses: Text, way: Way, today: string): boolean | undefined {
  const { release, day } = readsSince[way];
  const version = actionVersion(uses);
  if (version === undefined) return uses.value.endsWith("@main") && today >= day ? true : undefined;
  if (semver.valid(version) !== null) return semver.gte(version, release);
  const [major] = version.split(".");
  if (semver.major(release) !== Number(major)) return Number(major) > semver.major(release);
  return semver.gt(release, newestSetupNode) ? undefined : today >= day;
}
