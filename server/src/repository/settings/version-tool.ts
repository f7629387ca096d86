import { parseJson } from "../../syntax/json.ts";
import { valueOf, type Node } from "../../syntax/tree.ts";
import { versionTools, type VersionTool } from "../../data/version-tools.ts";
import { dependencyOf } from "../package/dependency.ts";
import { packageIn } from "../package/package.ts";
import type { Repository } from "../repository.ts";
import { textOfNode } from "../value.ts";

/** The tool by which a person sets versions and pushes tags, by what the root depends on or configures; undefined where there is none. */
export function versionToolOf(repository: Repository): VersionTool | undefined {
  return versionTools.find(
    (tool) =>
      dependencyOf(repository, "", tool.package) !== undefined &&
      // A monorepo tool that only runs tasks has no such settings.
      (tool.name === tool.package ||
        settingsOf(repository, tool).some((root) => valueOf(root, "release") !== undefined)),
  );
}

/** The pattern of the tags that a tool pushes, as a workflow's `tags`; undefined where its settings don't say, or in a form of their own. */
export function tagPatternOf(repository: Repository, tool: VersionTool): string | undefined {
  const all = settingsOf(repository, tool);
  const textAt = (path: readonly string[]): string | undefined => {
    for (const root of all) {
      const found = path.reduce<Node | undefined>((node, name) => node && valueOf(node, name), root);
      const text = found && textOfNode(found)?.value;
      if (text !== undefined) return text;
    }
    return undefined;
  };
  const written = tool.tag.flatMap(({ path, suffix }) => {
    const text = textAt(path);
    return text === undefined ? [] : [text + suffix];
  })[0];
  if (written !== undefined) return globOf(written);
  const { independent } = tool;
  return independent !== undefined && textAt(independent.path) === independent.value
    ? independent.pattern
    : tool.pattern;
}

/** `v{version}`, `${name}@${version}`: what stands for a version is any text, and so is a name, which may hold a slash. */
function globOf(form: string): string | undefined {
  const glob = form
    .replaceAll(/\$?\{(?:projectName|name|releaseGroupName|npm\.name)\}/g, "**")
    .replaceAll(/\$?\{version\}/g, "*");
  if (/[{}$\s]/.test(glob) || !glob.includes("*")) return undefined;
  return glob === "*" ? "[0-9]*" : glob;
}

function settingsOf(repository: Repository, { files, key }: VersionTool): readonly Node[] {
  const own = files.flatMap((path) => {
    const file = repository.file(path);
    const root = typeof file === "string" ? undefined : parseJson(file).root;
    return root === undefined ? [] : [root];
  });
  const manifest = key === undefined ? "absent" : packageIn(repository, "");
  const inManifest = typeof manifest === "string" || key === undefined ? undefined : valueOf(manifest.block, key);
  return inManifest === undefined ? own : [...own, inManifest];
}
