import { unclearAt, type Unclear } from "../../reason.ts";
import { startOfPath } from "../../repository/command/command.ts";
import { monorepoRoot } from "../../repository/package/monorepo.ts";
import { isReadable, isRegistryKey } from "../../repository/package/publish-config.ts";
import type { Package } from "../../repository/package/package.ts";
import { certain, known, unknown } from "../fact.ts";
import { manifestsOf } from "./published.ts";
import { publishedOf, type Target } from "./packages.ts";
import type { Call } from "./tool.ts";

interface Listed {
  /** The packages that the tool goes through; undefined where they can't be told. */
  readonly list: (root: string) => readonly Package[] | undefined;
  /** False where it publishes only some of them. */
  readonly exact?: boolean;
  /** Whether one of them is certainly published: others aren't counted, as those without a name or version. */
  readonly proven?: (each: Package) => boolean;
}

/**
 * What a tool publishes that goes through the packages of a monorepo: those on the list that aren't private.
 * Unclear where they can't be told, or may have registries of their own.
 */
export function monorepoTarget(
  { repository, roots, command, machine }: Call,
  { list, exact = true, proven = () => true }: Listed,
): Target | Unclear {
  const directory = roots(command.directory);
  const { span } = command;
  const untold = unclearAt(startOfPath(command), { kind: "packages", which: "packages" });
  if (directory === undefined) return untold;
  const root = monorepoRoot(repository, directory);
  const all = list(root);
  if (all === undefined || all.length === 0) return untold;
  const kept = all.filter((each) => !each.private);
  const counted = kept.filter((each) => each.name !== undefined && each.version !== undefined && proven(each));
  const none = counted.length === 0 && kept.length > 0;
  const packages = none ? unknown<never>({ kind: "packages", which: "published", span }) : known(counted, span);
  const target = { packages, directory: root, source: kept[0] };
  const found = certain(manifestsOf(publishedOf(target, machine)));
  const asCommitted = found !== undefined;
  if (exact && !none && asCommitted) return target;
  if (
    kept.some(({ publishConfig }) => !isReadable(publishConfig, isRegistryKey) || publishConfig.texts.has("registry"))
  )
    return untold;
  if (!exact && kept.length === 0) return untold;
  return !exact ? { ...target, packages: unknown({ kind: "packages", which: "published", span }) } : target;
}
