import { applyDots, join } from "../paths.ts";
import { derived, type Repository } from "../repository.ts";
import { globTest } from "./glob.ts";
import { packageIn, type Package } from "./package.ts";

/** More packages than a repository has; a list that reaches it is unknown. */
const mostFolders = 5_000;

/** The packages that a root package.json lists as workspaces; undefined where one of them can't be told. */
export function workspacesOf(repository: Repository, root: Package): readonly Package[] | undefined {
  return typeof root.workspaces === "object" ? derived(repository, listedIn, root.directory) : undefined;
}

function listedIn(repository: Repository, directory: string): readonly Package[] | undefined {
  const root = packageIn(repository, directory);
  const globs = typeof root === "string" || typeof root.workspaces !== "object" ? undefined : root.workspaces;
  return (
    globs &&
    packagesBelow(
      repository,
      directory,
      globs.map((glob) => glob.value),
    )
  );
}

/** The packages in the folders that globs name, those behind `!` left out; undefined where one of them can't be told. */
export function packagesBelow(
  repository: Repository,
  directory: string,
  globs: readonly string[],
): readonly Package[] | undefined {
  const folders = new Set<string>();
  for (const glob of globs) {
    const pattern = glob.replace(/^(!?)\.\//, "$1").replace(/\/+$/, "");
    if (pattern.replace(/^!/, "") === "") continue;
    if (pattern.startsWith("!")) {
      const excluded = globTest([pattern.slice(1)]);
      if (excluded === undefined) return undefined;
      for (const folder of folders) if (excluded(folder)) folders.delete(folder);
      continue;
    }
    const found = foldersOf(repository, directory, pattern.split("/"));
    if (found === undefined || folders.size + found.length > mostFolders) return undefined;
    for (const folder of found) folders.add(folder);
  }
  const packages = [...folders].map((folder) => packageIn(repository, folder));
  if (packages.includes("unknown")) return undefined;
  return packages.filter((found) => typeof found !== "string");
}

/** The workspace that npm's `-w` names, by its folder or its name. */
export function workspaceNamed(repository: Repository, root: Package, name: string): Package | undefined {
  const folder = applyDots(join(root.directory, name));
  const byPath = folder === undefined ? "absent" : packageIn(repository, folder);
  if (typeof byPath !== "string") return byPath;
  return derived(repository, namedIn, `${root.directory}\0${name}`);
}

function namedIn(repository: Repository, key: string): Package | undefined {
  const [directory = "", name] = key.split("\0");
  return derived(repository, listedIn, directory)?.find((each) => each.name?.value === name);
}

/** Whether `directory` is one of the root's workspaces; undefined where that can't be told. */
export function isWorkspaceOf(root: Package, directory: string): boolean | undefined {
  if (root.workspaces === undefined) return false;
  if (root.workspaces === "unreadable") return undefined;
  const below = root.directory === "" ? directory : directory.slice(root.directory.length + 1);
  const patterns = root.workspaces
    .map((glob) => glob.value.replace(/^\.\//, "").replace(/\/+$/, ""))
    .filter((glob) => glob.replace(/^!/, "") !== "");
  const negative = patterns.filter((glob) => glob.startsWith("!")).map((glob) => glob.slice(1));
  const [named, excluded] = [globTest(patterns.filter((glob) => !glob.startsWith("!"))), globTest(negative)];
  return named && excluded && named(below) && !excluded(below);
}

/** The folders below `from` that a workspace glob names, segment by segment; undefined where that can't be told. */
function foldersOf(repository: Repository, from: string, segments: readonly string[]): readonly string[] | undefined {
  const [segment, ...rest] = segments;
  if (segment === undefined) return [from];
  if (!/[*?[{(!+@]/.test(segment)) return foldersOf(repository, join(from, segment), rest);
  const names = repository.directory(from);
  if (names === "unknown") return undefined;
  if (names === "absent") return [];
  const deep = segment === "**";
  const matches = globTest([segment]);
  if (matches === undefined) return undefined;
  const found: string[] = [];
  for (const name of names) {
    const folder = name.slice(0, -1);
    if (!name.endsWith("/") || folder === "node_modules" || folder.startsWith(".") || !(deep || matches(folder)))
      continue;
    const inner = foldersOf(repository, join(from, folder), deep ? segments : rest);
    if (inner === undefined || found.length > mostFolders) return undefined;
    found.push(...inner);
  }
  if (!deep) return found;
  const here = foldersOf(repository, from, rest);
  return here === undefined ? undefined : [...here, ...found];
}
