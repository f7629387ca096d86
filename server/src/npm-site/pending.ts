import { globTest, inNames } from "../glob/glob.ts";
import type { Package } from "../repository/package/package.ts";
import type { Repository } from "../repository/repository.ts";
import { asObject, type PublicPackage } from "./package.ts";

/**
 * The packages that the next release publishes, each with the reason: those whose version isn't on npm, and those that pending
 * changesets name, with the groups of `fixed` in changesets' settings.
 */
export function pendingPackages(
  repository: Repository,
  packages: readonly Package[],
  seen: ReadonlyMap<string, PublicPackage>,
): ReadonlyMap<string, string> {
  const named = changesetsIn(repository);
  const groups = fixedGroups(repository).map((group) =>
    packages.flatMap(({ name }) => (name !== undefined && group.some((test) => test(name.value)) ? [name.value] : [])),
  );
  const together = groups.filter((group) => group.some((name) => named.has(name))).flat();
  const found = new Map<string, string>();
  for (const { name, version } of packages) {
    if (name === undefined) continue;
    const versions = seen.get(name.value)?.versions;
    if (named.has(name.value)) found.set(name.value, "a changeset is pending");
    else if (together.includes(name.value)) found.set(name.value, "a changeset of its group is pending");
    else if (version !== undefined && versions !== undefined && !versions.includes(version.value))
      found.set(name.value, `version ${version.value} isn't on npm yet`);
  }
  return found;
}

/** The names in the front matter of .changeset's files. */
function changesetsIn(repository: Repository): ReadonlySet<string> {
  const listed = repository.directory(".changeset");
  const files = Array.isArray(listed) ? (listed as readonly string[]) : [];
  const names = files
    .filter((name) => name.endsWith(".md") && name.toLowerCase() !== "readme.md")
    .flatMap((name) => {
      const file = repository.file(`.changeset/${name}`);
      const head = typeof file === "string" ? "" : (/^\uFEFF?---\r?\n([^]*?)\r?\n---/.exec(file.text)?.[1] ?? "");
      return head.split(/\r?\n/).flatMap((line) => {
        const [, quote, quoted, plain, bump] =
          /^\s*(?:(["'])(.+?)\1|([^\s:"']+))\s*:\s*["']?(major|minor|patch|none)["']?\s*$/.exec(line) ?? [];
        const own = quote === undefined ? plain : quoted;
        return own === undefined || bump === "none" ? [] : [own];
      });
    });
  return new Set(names);
}

type Test = (name: string) => boolean;

function fixedGroups(repository: Repository): readonly (readonly Test[])[] {
  const file = repository.file(".changeset/config.json");
  const fixed = typeof file === "string" ? undefined : asObject(jsonOf(file.text))?.["fixed"];
  const groups: readonly unknown[] = Array.isArray(fixed) ? fixed : [];
  return groups.map((group) =>
    (Array.isArray(group) ? (group as readonly unknown[]) : []).flatMap((each): readonly Test[] => {
      if (typeof each !== "string") return [];
      return [globTest(each, inNames) ?? ((name: string) => name === each)];
    }),
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
