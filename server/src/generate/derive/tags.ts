import { npmrcIn } from "../../repository/settings/npmrc.ts";
import type { Repository } from "../../repository/repository.ts";
import { tagPatternOf, versionToolOf } from "../../repository/settings/version-tool.ts";
import { tagPatterns } from "../../repository/workflow/trigger-filters.ts";
import { workflowsOf } from "../../repository/workflow/workflows.ts";

/**
 * The pattern of the tags that releases are pushed as: that of the workflows in `publishing`, by their paths, else of any workflow, else
 * of the tool that pushes them, else the form of the tags that there are, else npm's own prefix.
 */
export function tagsFor(repository: Repository, tags: readonly string[], publishing: ReadonlySet<string>): string {
  const workflows = workflowsOf(repository);
  const own = workflows.filter(({ file }) => publishing.has(file.path)).flatMap(tagPatterns);
  const [written] = [...own, ...workflows.flatMap(tagPatterns)].filter(isUsable);
  const tool = versionToolOf(repository);
  const byTool = tool && tagPatternOf(repository, tool);
  return (
    written ?? (byTool !== undefined && isUsable(byTool) ? byTool : undefined) ?? formOf(tags) ?? byPrefix(repository)
  );
}

/** What comes before the version in a tag of a pattern; `@` for all up to the last one, as in `name@1.2.3`. */
export function prefixOf(pattern: string): string {
  if (pattern.includes("@")) return "@";
  const prefix = /^[^*?+[\]!{}]*/.exec(pattern)?.[0] ?? "";
  return prefix === "" && /^\*+$/.test(pattern) ? "v" : prefix.replace(/\d.*$/, "");
}

/** The version in `GITHUB_REF_NAME`, as bash. */
export function versionInTag(pattern: string): string {
  const prefix = prefixOf(pattern);
  if (prefix === "@") return "${GITHUB_REF_NAME##*@}";
  return prefix === "" ? "$GITHUB_REF_NAME" : `\${GITHUB_REF_NAME#${prefix}}`;
}

/** The tag of a version, and of a package in a repository that tags each. */
export function tagOf(pattern: string, name: string, version: string): string {
  const prefix = prefixOf(pattern);
  return prefix === "@" ? `${name}@${version}` : `${prefix}${version}`;
}

function isUsable(pattern: string): boolean {
  return !pattern.startsWith("!") && /^[\w.*+?[\]@/-]+$/.test(pattern);
}

/** The form that most of the tags have which are versions. */
function formOf(tags: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const tag of tags) {
    const form = patternOf(tag);
    if (form !== undefined) counts.set(form, (counts.get(form) ?? 0) + 1);
  }
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}

function patternOf(tag: string): string | undefined {
  const [, before] = /^(.*?)\d+\.\d+\.\d+(?:[-+][\w.+-]*)?$/.exec(tag) ?? [];
  if (before === undefined) return undefined;
  if (before === "") return "[0-9]*";
  if (before.endsWith("@")) return "**@*";
  return /^[\w.-]+$/.test(before) && !/\d/.test(before) ? `${before}*` : undefined;
}

/** `npm version` puts `v` before it, or what `tag-version-prefix` says. */
function byPrefix(repository: Repository): string {
  const prefix = npmrcIn(repository, "")?.find(({ key }) => key.value === "tag-version-prefix")?.value.value;
  if (prefix === undefined) return "v*";
  const text = prefix.replaceAll(/^["']|["']$/g, "");
  return text === "" ? "[0-9]*" : /^[\w.@/-]+$/.test(text) ? `${text}*` : "v*";
}
