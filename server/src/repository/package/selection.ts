import type { ScriptRunner } from "../../data/script-runners.ts";
import type { Repository } from "../repository.ts";
import { lernaSettings } from "../settings/release-config.ts";
import { filtered, monorepoPackages, monorepoRoot } from "./monorepo.ts";
import { packageIn, type Package } from "./package.ts";
import { packagesBelow, workspaceNamed, workspacesOf } from "./workspaces.ts";

/** The packages of a monorepo that a command is run for: those named, else all. */
export interface Selection {
  /** Whose names and lists they are; `root` is the package that pnpm's list is next to. */
  readonly by: ScriptRunner["by"] | "root";
  readonly names: readonly (string | undefined)[];
}

/** Where `directory` is the folder in which the command stands; undefined where they can't be told. */
export function selected(
  repository: Repository,
  directory: string,
  { by, names }: Selection,
): readonly Package[] | undefined {
  if (by === "npm") {
    const own = packageIn(repository, directory);
    if (typeof own === "string") return undefined;
    if (names.length === 0) return workspacesOf(repository, own);
    const found = names.map((name) => name && workspaceNamed(repository, own, name));
    return found.every((each) => typeof each === "object") ? found : undefined;
  }
  const root = monorepoRoot(repository, directory);
  const globs = by === "lerna.json" ? lernaSettings(repository, root).packages : undefined;
  const all = globs === undefined ? monorepoPackages(repository, root) : packagesBelow(repository, root, globs);
  if (by === "root") return all?.filter((each) => each.directory === root);
  if (names.length > 0) {
    const found = all && filtered(all, root, names);
    return found?.length === 0 ? undefined : found;
  }
  return all?.filter((each) => each.directory !== root);
}
