import { parseJson } from "../../syntax/json.ts";
import { entryOf, valueOf, type Entry, type Mapping, type Node } from "../../syntax/tree.ts";
import { parseYaml } from "../../syntax/yaml.ts";
import type { Span } from "../../text.ts";
import { packageIn } from "../package/package.ts";
import { join } from "../paths.ts";
import type { Repository } from "../repository.ts";
import { lineOf, readableText, textOfNode, textsOf, type Text } from "../value.ts";

/** A release tool's own configuration: unknown where it is a program, inherited, in a language that isn't read, or unreadable. */
type ReleaseConfig = { readonly settings: Node | undefined; readonly key?: Span } | "unknown";

/** What semantic-release does in a folder with npm. */
export interface SemanticRelease {
  readonly publishes: boolean | "unknown";
  /** The folder of the package, relative to where it runs; undefined where it isn't the folder itself. */
  readonly pkgRoot: string | undefined;
}

export function semanticRelease(repository: Repository, directory: string): SemanticRelease {
  const config = configOf(repository, directory, "release", /^(?:\.releaserc(?:\..*)?|release\.config\..*)$/);
  const unknown = { publishes: "unknown", pkgRoot: undefined } as const;
  if (config === "unknown" || valueOf(asMapping(config.settings), "extends") !== undefined) return unknown;
  const plugins = valueOf(config.settings, "plugins");
  if (plugins === undefined) return { publishes: true, pkgRoot: "" };
  if (plugins.kind !== "sequence") return unknown;
  for (const plugin of plugins.items) {
    const [name, options] = plugin.kind === "sequence" ? plugin.items : [plugin];
    const path = name === undefined ? undefined : (textOfNode(name)?.value ?? readableText(name, "path")?.value);
    if (path === undefined) return unknown;
    if (path !== "@semantic-release/npm") continue;
    const own = options ?? (plugin.kind === "mapping" ? plugin : undefined);
    const publishes = readableText(own, "npmPublish")?.value !== "false";
    const pkgRoot = valueOf(own, "pkgRoot");
    return { publishes, pkgRoot: pkgRoot === undefined ? "" : textOfNode(pkgRoot)?.value };
  }
  return { publishes: false, pkgRoot: "" };
}

/** Whether release-it publishes to npm, as its configuration says. */
export function releaseItPublishes(repository: Repository, directory: string): boolean | "unknown" {
  const config = configOf(repository, directory, "release-it", releaseItFile);
  if (config === "unknown" || valueOf(config.settings, "extends") !== undefined) return "unknown";
  const npm = valueOf(config.settings, "npm");
  if (npm?.kind === "scalar" && npm.value === false) return false;
  if (!/^(?:npm)?$/.test(readableText(npm, "publishPackageManager")?.value ?? "")) return "unknown";
  return readableText(npm, "publish")?.value !== "false";
}

/** Where release-it's configuration lets it check the login before it publishes. */
export interface LoginCheck {
  /** What should hold `npm.skipChecks`: `npm`, or the key or first line of the configuration; undefined where there is none. */
  readonly span: Span | undefined;
  readonly settings: Mapping | undefined;
  readonly npm: Entry | undefined;
  /** What turns the check on in so many words. */
  readonly skipChecks: Entry | undefined;
}

/**
 * The login check of release-it in a folder, which only `npm.skipChecks` turns off; undefined where that is set, or can't be told.
 * Later versions read their file and package.json, or one in `.config`, all together (seen with release-it 19.2.4 and 21.1.2).
 */
export function releaseItLoginCheck(repository: Repository, directory: string): LoginCheck | undefined {
  const own = packageIn(repository, directory);
  const names = [repository.directory(directory), repository.directory(join(directory, ".config"))];
  const files = names
    .flatMap((each) => (each === "absent" ? [] : each))
    .filter((name) => name.startsWith(".release-it"));
  const inPackage = typeof own === "object" && valueOf(own.block, "release-it") !== undefined;
  if (names.includes("unknown") || files.length > (inPackage ? 0 : 1)) return undefined;
  const config = configOf(repository, directory, "release-it", releaseItFile);
  if (config === "unknown" || (files.length > 0 && config.settings === undefined)) return undefined;
  const settings = asMapping(config.settings);
  const npm = entryOf(settings, "npm");
  const skipChecks = entryOf(npm?.value, "skipChecks");
  const off = skipChecks?.value?.kind === "scalar" && skipChecks.value.value === false;
  if ((npm !== undefined && npm.value?.kind !== "mapping") || (skipChecks !== undefined && !off)) return undefined;
  const span = npm?.key.span ?? config.key ?? (settings && lineOf({ ...settings.span, end: settings.span.start + 1 }));
  return { span: skipChecks?.key.span ?? span, settings, npm, skipChecks };
}

const releaseItFile = /^\.release-it\..*$/;

/** Whether auto has its npm plugin, as it does without any configuration. */
export function autoPublishes(repository: Repository, directory: string): boolean | "unknown" {
  const config = configOf(repository, directory, "auto", /^(?:\.autorc(?:\..*)?|auto\.config\..*)$/);
  if (config === "unknown" || valueOf(config.settings, "extends") !== undefined) return "unknown";
  const plugins = valueOf(config.settings, "plugins");
  if (plugins === undefined) return true;
  const names = plugins.kind === "sequence" ? plugins.items.map(firstText) : undefined;
  return names?.every((name) => name !== undefined) === true ? names.includes("npm") : "unknown";
}

function firstText(node: Node): string | undefined {
  const [name] = node.kind === "sequence" ? node.items : [node];
  return name === undefined ? undefined : textOfNode(name)?.value;
}

/** What lerna.json says: `packages` where it lists them, and whether it publishes other folders, to a registry of its own, or may. */
export function lernaSettings(
  repository: Repository,
  directory: string,
): { readonly packages: readonly string[] | undefined; readonly special: boolean } {
  const settings = jsonSettings(repository, join(directory, "lerna.json"));
  if (settings === "unknown") return { packages: undefined, special: true };
  const publish = valueOf(valueOf(settings, "command"), "publish");
  const globs = textsOf(valueOf(settings, "packages"))?.map((glob) => glob.value) ?? [];
  return {
    packages: globs.length === 0 ? undefined : globs,
    special: ["contents", "directory", "registry"].some((key) => valueOf(publish, key) !== undefined),
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

/** Tools look into package.json first, then for files of certain names in the same folder. */
function configOf(repository: Repository, directory: string, key: string, names: RegExp): ReleaseConfig {
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
