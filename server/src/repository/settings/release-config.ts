import { parseJson } from "../../syntax/json.ts";
import { entryOf, valueOf, type Entry, type Mapping, type Node } from "../../syntax/tree.ts";
import { parseYaml } from "../../syntax/yaml.ts";
import type { Span } from "../../text.ts";
import { packageIn } from "../package/package.ts";
import { join } from "../paths.ts";
import type { Repository } from "../repository.ts";
import { readableText, textOfNode, textsOf, type Text } from "../value.ts";

/** A release tool's own configuration: unknown where it is a program, inherited, in a language that isn't read, or unreadable. */
export type ReleaseConfig =
  | {
      readonly settings: Mapping | undefined;
      /** The key of package.json that holds it. */
      readonly key?: Span;
    }
  | "unknown";

/** The entry of a setting; undefined where it isn't written, and in what holds no settings. */
export function settingIn(settings: Node | undefined, name: string): Entry | undefined {
  return entryOf(settings, name);
}

/** A plugin on the list of a tool. */
interface Plugin {
  readonly name: string;
  /** What it is given. */
  readonly options: Node | undefined;
}

/**
 * The list `plugins` of a tool's configuration, with an undefined for each that can't be told; undefined where there is none. A plugin
 * is a name, a list of its name and options, or with a `nameKey` a mapping that has the name there.
 */
export function pluginsIn(
  settings: Node | undefined,
  nameKey?: string,
): readonly (Plugin | undefined)[] | "unknown" | undefined {
  const list = valueOf(settings, "plugins");
  if (list === undefined) return undefined;
  return list.kind === "sequence" ? list.items.map((node) => pluginAt(node, nameKey)) : "unknown";
}

function pluginAt(node: Node, nameKey: string | undefined): Plugin | undefined {
  const [first, options] = node.kind === "sequence" ? node.items : [node];
  if (first === undefined) return undefined;
  const named = nameKey === undefined ? undefined : readableText(first, nameKey);
  const name = (textOfNode(first) ?? named)?.value;
  return name === undefined ? undefined : { name, options: options ?? (node.kind === "mapping" ? node : undefined) };
}

/**
 * What lerna.json says: `packages` where it lists them, the registry where it names one, and whether it publishes other folders than
 * those of the packages, or may.
 */
export function lernaSettings(
  repository: Repository,
  directory: string,
): {
  readonly packages: readonly string[] | undefined;
  readonly registry: Text | undefined;
  readonly otherFolders: boolean;
} {
  const settings = jsonSettings(repository, join(directory, "lerna.json"));
  if (settings === "unknown") return { packages: undefined, registry: undefined, otherFolders: true };
  const publish = valueOf(valueOf(settings, "command"), "publish");
  const globs = textsOf(valueOf(settings, "packages"))?.map((glob) => glob.value) ?? [];
  return {
    packages: globs.length === 0 ? undefined : globs,
    registry: readableText(publish, "registry"),
    otherFolders: ["contents", "directory"].some((key) => valueOf(publish, key) !== undefined),
  };
}

/**
 * What .changeset/config.json says: globs of packages that are left out, the access that packages have without their own, and
 * the branch that is released; undefined where it can't be read.
 */
export function changesetsSettings(
  repository: Repository,
  directory: string,
):
  | {
      readonly ignore: readonly string[] | undefined;
      readonly access: Text | undefined;
      readonly baseBranch: string | undefined;
    }
  | undefined {
  const settings = jsonSettings(repository, join(directory, ".changeset/config.json"));
  if (settings === "unknown") return undefined;
  return {
    ignore: textsOf(valueOf(settings, "ignore"))?.map((glob) => glob.value),
    access: readableText(settings, "access"),
    baseBranch: readableText(settings, "baseBranch")?.value,
  };
}

/** The projects that nx.json picks for a release: names, globs and folders; undefined if it picks none, which means all. */
export function nxReleaseProjects(
  repository: Repository,
  directory: string,
): readonly string[] | "unknown" | undefined {
  const settings = jsonSettings(repository, join(directory, "nx.json"));
  if (settings === undefined || settings === "unknown") return settings;
  const release = asMapping(valueOf(settings, "release"));
  const groups = asMapping(valueOf(release, "groups"))?.entries.map(({ value }) => value) ?? [];
  const lists = [release, ...groups].flatMap((node) => valueOf(node, "projects") ?? []);
  const found = lists.map((node) => (textsOf(node) ?? [textOfNode(node)]).map((text) => text?.value));
  if (lists.length === 0) return groups.length === 0 ? undefined : "unknown";
  const names = found.flat().flatMap((name) => name ?? []);
  return names.length < found.flat().length ? "unknown" : names;
}

/** The folders that release-please-config.json lists, `""` for the root; `absent` where there is no such file. */
export function releasePleaseFolders(repository: Repository): readonly string[] | "absent" | "unknown" {
  const settings = jsonSettings(repository, "release-please-config.json");
  if (settings === undefined) return "absent";
  const packages = settings === "unknown" ? undefined : asMapping(valueOf(settings, "packages"));
  return packages?.entries.map(({ key }) => (key.value === "." ? "" : key.value)) ?? "unknown";
}

/** Undefined where there is no such file. */
function jsonSettings(repository: Repository, path: string): Mapping | "unknown" | undefined {
  const file = repository.file(path);
  if (typeof file === "string") return file === "absent" ? undefined : file;
  return asMapping(parseJson(file).root) ?? "unknown";
}

function asMapping(node: Node | undefined): Mapping | undefined {
  return node?.kind === "mapping" ? node : undefined;
}

/** The text of the one configuration of such a name in a folder, without its comments; undefined where it isn't one file. */
export function programConfig(repository: Repository, directory: string, names: RegExp): string | undefined {
  const listed = repository.directory(directory);
  const [name, ...others] = typeof listed === "string" ? [] : listed.filter((each) => names.test(each));
  const file = name === undefined || others.length > 0 ? "absent" : repository.file(join(directory, name));
  return typeof file === "string" ? undefined : file.text.replaceAll(/^\s*(?:\/\/|\*|\/\*).*$/gm, "");
}

/** Tools look at a key of package.json first, then for files of certain names in the same folder. */
export function releaseConfig(repository: Repository, directory: string, key: string, names: RegExp): ReleaseConfig {
  const manifest = packageIn(repository, directory);
  const listed = repository.directory(directory);
  if (manifest === "unknown" || listed === "unknown") return "unknown";
  const entry = manifest === "absent" ? undefined : entryOf(manifest.block, key);
  if (entry?.value !== undefined)
    return entry.value.kind === "mapping" ? { settings: entry.value, key: entry.key.span } : "unknown";
  const files = listed === "absent" ? [] : listed.filter((name) => names.test(name));
  const [name] = files;
  if (name === undefined) return { settings: undefined };
  const file = repository.file(join(directory, name));
  if (file === "absent" && files.length === 1) return { settings: undefined };
  if (typeof file === "string" || files.length > 1 || !/^\.[\w-]+(?:\.(?:json|ya?ml))?$/.test(name)) return "unknown";
  // YAML reads JSON as well, and `.releaserc` may be either.
  const { root } = name.endsWith(".json") ? parseJson(file) : parseYaml(file);
  return root?.kind === "mapping" ? { settings: root } : "unknown";
}
