import { withoutBraces } from "../../glob/braces.ts";
import { globsTest, globTest } from "../../glob/glob.ts";
import { limits } from "../../limits.ts";
import { memo } from "../../text.ts";
import { applyDots, join } from "../paths.ts";
import { derived } from "../recall.ts";
import type { Repository } from "../repository.ts";
import { packageIn, type Package } from "./package.ts";

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

/** The packages in the folders that globs name, those after `!` left out; undefined where one of them can't be told. */
export function packagesBelow(
  repository: Repository,
  directory: string,
  globs: readonly string[],
): readonly Package[] | undefined {
  if (globs.length > limits.globs) return undefined;
  const folders = new Set<string>();
  const walk: Walk = { repository, wildcards: 0, visits: 0 };
  for (const glob of globs) {
    const pattern = glob.replace(/^(!?)\.\//, "$1").replace(/(?<!\/)\/+$/, "");
    if (pattern.replace(/^!/, "") === "") continue;
    if (pattern.startsWith("!")) {
      const excluded = globTest(pattern.slice(1));
      if (excluded === undefined) return undefined;
      for (const folder of folders) if (excluded(folder)) folders.delete(folder);
      continue;
    }
    const found = foldersNamed(walk, directory, pattern);
    if (found === undefined || folders.size + found.length > limits.packages) return undefined;
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
  const test = testOf(root);
  return test?.(root.directory === "" ? directory : directory.slice(root.directory.length + 1));
}

const testOf = memo(({ workspaces }: Package): ((below: string) => boolean) | undefined => {
  if (typeof workspaces !== "object") return undefined;
  const patterns = workspaces
    .map((glob) => glob.value.replace(/^\.\//, "").replace(/(?<!\/)\/+$/, ""))
    .filter((glob) => glob.replace(/^!/, "") !== "");
  const negative = patterns.filter((glob) => glob.startsWith("!")).map((glob) => glob.slice(1));
  const [named, excluded] = [globsTest(patterns.filter((glob) => !glob.startsWith("!"))), globsTest(negative)];
  return named && excluded && ((below) => named(below) && !excluded(below));
});

/** What one list of globs has cost so far. */
interface Walk {
  readonly repository: Repository;
  wildcards: number;
  visits: number;
}

/** The folders below `from` that a glob names; undefined where that can't be told. */
function foldersNamed(walk: Walk, from: string, glob: string): readonly string[] | undefined {
  const found = new Set<string>();
  for (const spelled of withoutBraces(glob) ?? [undefined]) {
    const segments = spelled?.split("/").map(segmentOf);
    if (segments === undefined || segments.includes(undefined)) return undefined;
    walk.wildcards += segments.filter((segment) => typeof segment !== "string").length;
    if (walk.wildcards > limits.wildcards) return undefined;
    const seen = new Set<string>();
    const visit = (folder: string, index: number): boolean => {
      // The same end of the glob finds the same below the same folder.
      const place = `${index}\0${folder}`;
      if (seen.has(place)) return true;
      seen.add(place);
      if (++walk.visits > limits.folders || folder.length > limits.path) return false;
      const segment = segments[index];
      if (segment === undefined) {
        found.add(folder);
        return true;
      }
      if (typeof segment === "string") return visit(join(folder, segment), index + 1);
      const names = walk.repository.directory(folder);
      if (names === "unknown") return false;
      if (names === "absent") return true;
      return (
        (segment !== deep || visit(folder, index + 1)) &&
        names
          .filter((name) => name.endsWith("/") && name !== "node_modules/" && !name.startsWith("."))
          .map((name) => name.slice(0, -1))
          .every((name) => !segment(name) || visit(join(folder, name), segment === deep ? index : index + 1))
      );
    };
    if (!visit(from, 0)) return undefined;
  }
  return [...found];
}

/** A name, or a test of names; undefined where that is too large. */
function segmentOf(segment: string): string | ((name: string) => boolean) | undefined {
  if (segment === "**") return deep;
  return /[*?[(!+@\\]/.test(segment) ? globTest(segment) : segment;
}

/** `**`: any folders. */
function deep(): boolean {
  return true;
}
