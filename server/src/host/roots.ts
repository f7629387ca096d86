import { join } from "../repository/paths.ts";
import { isIgnored, withIgnoreFile, type IgnoreFiles } from "./gitignore.ts";
import type { Host } from "./host.ts";
import { uriOf } from "./uris.ts";

/**
 * The roots of the repositories in a folder, as URIs, the upper ones first: every folder with a `.git`, and folders
 * with a `.github` that are in no other root. A folder without any is the root of what can be seen of its repository.
 * Looks `deepest` folders down and into `most` folders, and never above the folder. In a clone it looks only into the
 * folders at the top and into submodules, as git clients do: all else is a part of that clone.
 */
export async function* findRepositories(host: Host, folder: string, most = mostListed): AsyncGenerator<string, void> {
  let found = false;
  let listed = 0;
  let level: readonly Folder[] = [{ path: "", inRoot: false, ignoreFiles: [], below: deepest }];
  while (level.length > 0 && listed < most) {
    const places = level.slice(0, most - listed);
    listed += places.length;
    await fetch(host, folder, places);
    const next: Folder[] = [];
    for (const place of places) {
      const [names, isRoot] = look(host, folder, place);
      if (isRoot) yield uriOf(folder, place.path);
      found ||= isRoot;
      const below = has(names, ".git") ? 1 : place.below;
      if (below === 0) continue;
      const ignoreFiles = names.includes(".gitignore") ? ignoreFilesIn(host, folder, place) : place.ignoreFiles;
      for (const name of names) {
        if (!name.endsWith("/") || /^(?:node_modules\/|\.(?!github\/))/.test(name)) continue;
        const path = join(place.path, name);
        if (isIgnored(path, ignoreFiles)) continue;
        next.push({ path: path.slice(0, -1), inRoot: place.inRoot || isRoot, ignoreFiles, below: below - 1 });
      }
      next.push(...submodulesIn(host, folder, place, names));
    }
    level = next;
  }
  if (!found) yield folder;
}

const deepest = 4;
const mostListed = 1_000;

interface Folder {
  readonly path: string;
  /** Some folder above is a root. */
  readonly inRoot: boolean;
  readonly ignoreFiles: IgnoreFiles;
  /** How many levels of folders below are looked into. */
  readonly below: number;
}

/** Where a host has to ask for what folders hold: all of a level in one request. */
async function fetch(host: Host, folder: string, places: readonly Folder[]): Promise<void> {
  const uris = (names: readonly string[]): readonly string[] =>
    places.flatMap(({ path }) => names.map((name) => uriOf(folder, join(path, name).replace(/\/$/, ""))));
  await host.remote?.fetch({
    files: uris([".gitignore", ".gitmodules"]),
    directories: uris(["", ".github"]),
    trees: [],
  });
}

/** What a place holds, and whether it is a root. */
function look(host: Host, folder: string, place: Folder): readonly [readonly string[], boolean] {
  const names = list(host, folder, place.path);
  if (has(names, ".git")) return [names, true];
  if (place.inRoot || !has(names, ".github")) return [names, false];
  // An organization's repository of the name `.github` may be here.
  return [names, !has(list(host, folder, join(place.path, ".github")), ".git")];
}

function list(host: Host, folder: string, path: string): readonly string[] {
  const names = host.list(uriOf(folder, path), folder);
  return typeof names === "string" ? [] : names;
}

/** The folders in which a clone has submodules, deeper than its top. */
function submodulesIn(host: Host, folder: string, { path }: Folder, names: readonly string[]): readonly Folder[] {
  if (!has(names, ".git") || !names.includes(".gitmodules")) return [];
  const file = host.read(uriOf(folder, join(path, ".gitmodules")), folder);
  const text = typeof file === "string" ? "" : file.text;
  return text
    .split("\n")
    .flatMap((line) => {
      const [key = "", value = ""] = line.split("=", 2);
      return key.trim() === "path" ? value.trim().replaceAll('"', "") : [];
    })
    .filter((place) => place.includes("/") && !place.startsWith("/") && !place.split("/").includes(".."))
    .map((place) => ({ path: join(path, place), inRoot: true, ignoreFiles: [], below: 0 }));
}

function ignoreFilesIn(host: Host, folder: string, { path, ignoreFiles }: Folder): IgnoreFiles {
  const file = host.read(uriOf(folder, join(path, ".gitignore")), folder);
  const own = typeof file === "string" ? ignoreFiles : withIgnoreFile(path, file.text, ignoreFiles);
  // Looking into a folder too many is harmless.
  return own === "unknown" ? ignoreFiles : own;
}

function has(names: readonly string[], name: string): boolean {
  return names.includes(name) || names.includes(`${name}/`);
}
