import { isPrivate, type Published } from "./tool/published.ts";
import { insertKey, replaceValue, setValue } from "../edit/edit.ts";
import type { Package } from "../repository/package/package.ts";
import type { Edit } from "../text.ts";
import { certain } from "./fact.ts";
import type { Publish } from "./publish.ts";

/**
 * The packages of a publish whose `repository` the registry may look at: only an attestation makes it look
 * (docs/facts/npm.md#the-repository-field), and a restricted package gets none unless it is asked for.
 */
export function attestedPackages(publish: Publish): readonly Published[] {
  const provenance = certain(publish.provenance);
  if (provenance === undefined || provenance === "off") return [];
  if (provenance === "automatic" && !mayBePublic(publish)) return [];
  return (certain(publish.packages) ?? []).filter((each) => !isPrivate(each));
}

/** Those of them that name no `repository`. */
export function packagesWithoutRepository(publish: Publish): readonly Package[] {
  const without = attestedPackages(publish).filter((each) => certain(each.repository)?.kind === "missing");
  return without.map(({ manifest }) => manifest);
}

/** Whether npm may sign it by itself: its access isn't known to be restricted. */
export function mayBePublic({ access }: Publish): boolean {
  if (access === undefined) return true;
  const given = certain(access);
  return given !== undefined && given !== "restricted";
}

/** The edits that name `identity` (`owner/name` on GitHub) as a package's repository, with its folder; undefined where it can't be written cleanly. */
export function repositoryEdits(found: Package, identity: string): readonly Edit[] | undefined {
  const url = `git+https://github.com/${identity}.git`;
  if (found.repository.kind !== "missing") return undefined;
  const { entry, url: urlEntry } = found.repository;
  const directory = found.directory === "" ? [] : [["directory", found.directory] as const];
  const whole = [["type", "git"], ["url", url], ...directory] as const;
  if (entry === undefined)
    return insertKey(found.block, "repository", whole, {
      after: ["license", "homepage", "description", "version", "name"],
    });
  if (urlEntry?.value?.kind === "scalar") return setValue(urlEntry.value, url);
  if (entry.value?.kind === "mapping" && entry.value.entries.length > 0) return insertKey(entry.value, "url", url);
  return replaceValue(found.block, entry, whole);
}
