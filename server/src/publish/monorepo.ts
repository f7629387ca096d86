import { packageIn, type Package } from "../repository/package.ts";
import { globTest } from "../repository/glob.ts";
import { pnpmWorkspace } from "../repository/package-manager.ts";
import { join, upwards } from "../repository/paths.ts";
import type { Repository } from "../repository/repository.ts";
import { packagesBelow, workspacesOf } from "../repository/workspaces.ts";
import { known, unknown } from "./fact.ts";
import { unlessMoved, type Target } from "./packages.ts";
import type { Machine } from "./machine.ts";
import type { Unclear } from "./publish.ts";
import type { Call, Place } from "./tool.ts";

/**
 * What a tool publishes that goes through the packages of a monorepo: of those that `list` gives the ones that aren't private,
 * or some of them, where `list` isn't `exact`. Unclear where they can't be told, or may have registries of their own.
 * Those that aren't `proven` to be published aren't counted: without a name or version nothing can be.
 */
export function monorepoTarget(
  place: Place,
  { command }: Pick<Call, "command">,
  machine: Machine,
  list: (root: string) => readonly Package[] | undefined,
  exact = true,
  proven: (each: Package) => boolean = () => true,
): Target | Unclear {
  const { repository, roots } = place;
  const directory = roots(command.directory);
  const { span } = command;
  const unclear: Unclear = { span: command.path[0] ?? span, why: "packages that can't be told" };
  if (directory === undefined) return unclear;
  const root = rootOf(repository, directory);
  const all = list(root);
  if (all === undefined || all.length === 0) return unclear;
  const kept = all.filter((each) => !each.private);
  const counted = kept.filter((each) => each.name !== undefined && each.version !== undefined && proven(each));
  const none = counted.length === 0 && kept.length > 0;
  const packages = none ? unknown<never>(span, "which packages are published") : known(counted, span);
  const target = unlessMoved({ packages, directory: root, source: kept[0] }, machine);
  if (exact && "known" in target.packages) return target;
  if (kept.some(({ publishConfig }) => !publishConfig.complete || publishConfig.texts.has("registry"))) return unclear;
  if (!exact && kept.length === 0) return unclear;
  return !exact ? { ...target, packages: unknown(span, "which packages are published") } : target;
}

/** The folder from which a monorepo's packages are listed; without any list the folder itself. */
function rootOf(repository: Repository, directory: string): string {
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
    const matches = globTest([join(root, path)]);
    return matches && ((each) => matches(each.directory));
  }
  const matches = globTest([filter], true);
  return matches && ((each) => each.name !== undefined && matches(each.name.value));
}
