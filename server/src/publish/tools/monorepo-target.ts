import { monorepoRoot } from "../../repository/package/monorepo.ts";
import type { Package } from "../../repository/package/package.ts";
import { known, located, unknown, type Unclear } from "../fact.ts";
import type { Machine } from "../job/state.ts";
import { unlessMoved, type Target } from "./packages.ts";
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
  const root = monorepoRoot(repository, directory);
  const all = list(root);
  if (all === undefined || all.length === 0) return unclear;
  const kept = all.filter((each) => !each.private);
  const counted = kept.filter((each) => each.name !== undefined && each.version !== undefined && proven(each));
  const none = counted.length === 0 && kept.length > 0;
  const packages = none ? unknown<never>(span, "which packages are published") : known(counted, span);
  const target = unlessMoved({ packages, directory: root, source: kept[0] }, machine);
  if (exact && located(target.packages) !== undefined) return target;
  if (kept.some(({ publishConfig }) => !publishConfig.complete || publishConfig.texts.has("registry"))) return unclear;
  if (!exact && kept.length === 0) return unclear;
  return !exact ? { ...target, packages: unknown(span, "which packages are published") } : target;
}
