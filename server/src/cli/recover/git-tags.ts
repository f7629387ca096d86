import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import semver from "semver";

/** The highest version that a tag such as `v1.2.3` names, by git's own files; undefined where there is none. */
export async function taggedVersion(root: string): Promise<string | undefined> {
  const loose = await readdir(join(root, ".git/refs/tags")).catch((): string[] => []);
  const packed = await readFile(join(root, ".git/packed-refs"), "utf8").catch(() => "");
  const names = [...loose, ...[...packed.matchAll(/ refs\/tags\/(\S+)$/gm)].map(([, name = ""]) => name)];
  const versions = names.flatMap((name) => semver.valid(name.replace(/^v/, "")) ?? []);
  return versions.toSorted(semver.rcompare)[0];
}
