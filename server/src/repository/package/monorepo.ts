import { join, upwards } from "../paths.ts";
import { derived } from "../recall.ts";
import type { Repository } from "../repository.ts";
import { globTest, inNames } from "../../glob/glob.ts";
import { pnpmWorkspace } from "./package-manager.ts";
import { packageIn, type Package } from "./package.ts";
import { packagesBelow, workspacesOf } from "./workspaces.ts";

/** The folder from which a monorepo's packages are listed; without any list the folder itself. */
export function monorepoRoot(repository: Repository, directory: string): string {
  const listing = upwards(directory).find((folder) => {
    const found = packageIn(repository, folder);
    return (
      repository.file(join(folder, "pnpm-workspace.yaml")) !== "absent" ||
      (typeof found === "object" && found.workspaces !== undefined)
    );
  });
  return listing ?? directory;
}

/** The packages of pnpm-workspace.yaml or of `workspaces`, and the root's own; the root's alone where neither is there. */
export function monorepoPackages(repository: Repository, root: string): readonly Package[] | undefined {
  return derived(repository, listedFrom, root);
}

function listedFrom(repository: Repository, root: string): readonly Package[] | undefined {
  const own = packageIn(repository, root);
  if (own === "unknown") return undefined;
  const first = own === "absent" ? [] : [own];
  const globs = pnpmWorkspace(repository, root);
  if (globs === "unknown") return undefined;
  const others =
    globs !== "absent"
      ? packagesBelow(repository, root, globs)
      : own === "absent" || own.workspaces === undefined
        ? []
        : workspacesOf(repository, own);
  return others === undefined ? undefined : [...first, ...others.filter((each) => each.directory !== root)];
}

/** Those that pnpm's `--filter`s pick: names and folders, also as globs; undefined for any other filter. */
export function filtered(
  packages: readonly Package[],
  root: string,
  filters: readonly (string | undefined)[],
): readonly Package[] | undefined {
  const tests = filters.map((filter) => testOf(filter, root));
  if (tests.some((test) => test === undefined)) return undefined;
  return packages.filter((each) => tests.some((test) => test?.(each)));
}

function testOf(filter: string | undefined, root: string): ((each: Package) => boolean) | undefined {
  if (filter === undefined || !/^(?:@?[\w./*-]+|\{[\w./*-]+\})$/.test(filter) || filter.includes("..."))
    return undefined;
  const path = /^\{?\.\/(.*?)\/?\}?$/.exec(filter)?.[1] ?? /^\{(.*?)\/?\}$/.exec(filter)?.[1];
  if (path !== undefined) {
    const matches = globTest(join(root, path));
    return matches && ((each) => matches(each.directory));
  }
  const matches = globTest(filter, inNames);
  return matches && ((each) => each.name !== undefined && matches(each.name.value));
}
