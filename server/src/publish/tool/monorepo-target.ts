import { monorepoRoot } from "../../repository/package/monorepo.ts";
import { packageIn, type Package } from "../../repository/package/package.ts";
import { isReadable, isRegistryKey } from "../../repository/package/publish-config.ts";
import { startOfPath } from "../../repository/command/command.ts";
import { doubted, known, unknown } from "../fact.ts";
import type { Target } from "./packages.ts";
import type { Call } from "./tool.ts";

interface Listed {
  /** The packages that the tool goes through; undefined where they can't be told. */
  readonly list: (root: string) => readonly Package[] | undefined;
  /** False where it may publish only some of them. */
  readonly exact?: boolean;
  /** Whether one of them is certainly published: others aren't counted, as those without a name or version. */
  readonly proven?: (each: Package) => boolean;
}

/**
 * What a tool publishes that goes through the packages of a monorepo: those on the list that aren't private. Where they can't be told,
 * the registry is most likely that of the root, or the one on which those that may be published agree.
 */
export function monorepoTarget(call: Call, { list, exact = true, proven = () => true }: Listed): Target {
  const { repository, roots, command } = call;
  const directory = roots(command.directory);
  const { span } = command;
  const reason = { kind: "packages", which: "packages", span: startOfPath(command) } as const;
  if (directory === undefined) return { packages: unknown(reason), directory, source: undefined, openRegistry: reason };
  const root = monorepoRoot(repository, directory);
  const all = list(root);
  if (all === undefined || all.length === 0) {
    const own = packageIn(repository, root);
    const source = own === "absent" || (typeof own === "object" && own.private) ? undefined : own;
    return { packages: unknown(reason), directory: root, source, openRegistry: reason };
  }
  const kept = all.filter((each) => !each.private);
  const counted = kept.filter((each) => each.name !== undefined && each.version !== undefined && proven(each));
  const none = counted.length === 0 && kept.length > 0;
  const unproven = kept.filter((each) => each.name !== undefined && each.version !== undefined && !proven(each));
  const target = { directory: root, source: kept[0], ...(unproven.length > 0 ? { unproven } : {}) };
  if (exact && !none) return { ...target, packages: known(counted, span) };
  const published = { kind: "packages", which: "published", span: startOfPath(command) } as const;
  // Which of them a tool picks decides only whether each is published, and not how.
  const likely =
    none || kept.length === 0
      ? unknown<readonly Package[]>(published)
      : doubted(known(counted, span), { grade: "likely", reason: published });
  const differs = kept.some((each) => registryOf(each) !== registryOf(kept[0]));
  return {
    ...target,
    packages: likely,
    ...(differs || kept.length === 0 ? { openRegistry: published } : {}),
  };
}

/** What a package's own settings say of its registry, as one text. */
function registryOf(each: Package | undefined): string | undefined {
  if (each === undefined || !isReadable(each.publishConfig, isRegistryKey)) return undefined;
  const keys = [...each.publishConfig.texts].filter(([key]) => isRegistryKey(key));
  return keys.map(([key, text]) => `${key}=${text?.value ?? ""}`).join(" ");
}
