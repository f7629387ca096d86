import semver from "semver";
import { valueOf } from "../../syntax/tree.ts";
import { parseYaml } from "../../syntax/yaml.ts";
import { join, upwards } from "../paths.ts";
import type { Repository } from "../repository.ts";
import { readableText, textsOf, type Text } from "../value.ts";
import { packageIn } from "./package.ts";

/** The package manager that a repository declares, with the semver range of its versions; undefined where that can't be told. */
export interface DeclaredManager {
  readonly name: string;
  readonly range: string | undefined;
  readonly written: Text;
}

/**
 * What counts in a folder: `packageManager` of the nearest package.json that has one, as corepack, pnpm and pnpm/action-setup read it,
 * else the first of `devEngines.packageManager`. Undefined where nothing is declared.
 */
export function declaredManager(repository: Repository, directory: string): DeclaredManager | undefined {
  const manifests = upwards(directory)
    .map((folder) => packageIn(repository, folder))
    .filter((each) => typeof each !== "string");
  for (const { block } of manifests) {
    const written = readableText(block, "packageManager");
    const [, name, version = ""] = /^(\w+)@([^+]*)/.exec(written?.value ?? "") ?? [];
    if (written !== undefined && name !== undefined)
      return { name, range: semver.valid(version) ?? undefined, written };
  }
  for (const { block } of manifests) {
    const engines = valueOf(valueOf(block, "devEngines"), "packageManager");
    const first = engines?.kind === "sequence" ? engines.items[0] : engines;
    const name = readableText(first, "name");
    if (name === undefined) continue;
    const version = readableText(first, "version");
    const range = version === undefined ? null : semver.validRange(version.value);
    return { name: name.value, range: range ?? undefined, written: version ?? name };
  }
  return undefined;
}

/** The package manager whose lock file lies nearest: `unclear` where there are several, or a folder can't be listed. */
export function managerByLock(
  repository: Repository,
  directory: string,
): "npm" | "pnpm" | "yarn" | "bun" | "unclear" | undefined {
  for (const folder of upwards(directory)) {
    const names = repository.directory(folder);
    if (names === "unknown") return "unclear";
    if (names === "absent") continue;
    const found = new Set(byLock.flatMap(([name, manager]) => (names.includes(name) ? [manager] : [])));
    const [first] = found;
    if (first !== undefined) return found.size === 1 ? first : "unclear";
  }
  return undefined;
}

const byLock = [
  ["package-lock.json", "npm"],
  ["npm-shrinkwrap.json", "npm"],
  ["pnpm-lock.yaml", "pnpm"],
  ["pnpm-workspace.yaml", "pnpm"],
  ["yarn.lock", "yarn"],
  ["bun.lock", "bun"],
  ["bun.lockb", "bun"],
] as const;

/** What a project's `.yarnrc.yml` says, as far as a publish depends on it. */
export interface Yarnrc {
  readonly yarnPath: Text | undefined;
  readonly nodeLinker: string | undefined;
  /** At the top. */
  readonly settings: (key: string) => Text | undefined;
  /** Whether scopes or registries have settings of their own. */
  readonly hasScopes: boolean;
}

/** The nearest `.yarnrc.yml`; `absent`, or `unknown` where it can't be read or another above it may add to it. */
export function yarnrcOf(repository: Repository, directory: string): Yarnrc | "absent" | "unknown" {
  const states = upwards(directory).map((folder) => repository.file(join(folder, ".yarnrc.yml")));
  const present = states.filter((state) => state !== "absent");
  const [file] = present;
  if (file === undefined) return "absent";
  if (present.length > 1 || file === "unknown") return "unknown";
  const { root } = parseYaml(file);
  if (root !== undefined && root.kind !== "mapping") return "unknown";
  return {
    yarnPath: readableText(root, "yarnPath"),
    nodeLinker: readableText(root, "nodeLinker")?.value,
    settings: (key) => readableText(root, key),
    hasScopes: valueOf(root, "npmScopes") !== undefined || valueOf(root, "npmRegistries") !== undefined,
  };
}

/** The globs of a folder's pnpm-workspace.yaml. A file without `packages` lists none but the root. */
export function pnpmWorkspace(repository: Repository, directory: string): readonly string[] | "absent" | "unknown" {
  const file = repository.file(join(directory, "pnpm-workspace.yaml"));
  if (typeof file === "string") return file;
  const { root } = parseYaml(file);
  const globs = valueOf(root, "packages");
  if (globs === undefined) return root?.kind === "mapping" ? [] : "unknown";
  return textsOf(globs)?.map((glob) => glob.value) ?? "unknown";
}
