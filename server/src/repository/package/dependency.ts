import semver from "semver";
import type { Cause } from "../../reason.ts";
import { entryOf, valueOf, type Node } from "../../syntax/tree.ts";
import { parseYaml } from "../../syntax/yaml.ts";
import type { Located, SourceFile, Span } from "../../text.ts";
import { join, upwards } from "../paths.ts";
import type { Repository } from "../repository.ts";
import { readableText, textOfNode, type Text } from "../value.ts";
import { below, lockedVersion, lockedVersions, lockFiles } from "./lock-file.ts";
import { packageIn, type Package } from "./package.ts";

/** Which version of a package a folder's install brings, as far as the files say it. */
export type Dependency =
  | {
      /** A semver range that holds every version it may be; an exact version where a lock file says it. */
      readonly range: string;
      /** Where package.json asks for it; undefined where only a lock file names it. */
      readonly written: Text | undefined;
      readonly locked: Located<string> | undefined;
    }
  | {
      readonly unknown: Cause;
      /** Where package.json asks for it. */
      readonly span: Span | undefined;
    };

/** Undefined where neither a package.json nor a lock file from the folder upwards names the package. */
export function dependencyOf(repository: Repository, directory: string, name: string): Dependency | undefined {
  const packages = upwards(directory).map((folder) => packageIn(repository, folder));
  if (packages.includes("unknown")) return { unknown: { kind: "unreadable", what: "package.json" }, span: undefined };
  const manifests = packages.filter((each) => typeof each !== "string");
  const owner = manifests.find((each) => askedFor(each, name) !== undefined);
  const asked = owner === undefined ? undefined : askedFor(owner, name);
  const override = overrideOf(repository, manifests, name);
  if (override === "unknown") return { unknown: { kind: "package-override", name }, span: asked?.span };
  const locked = lockedFrom(repository, owner?.directory ?? directory, name, asked?.value);
  if (locked === "unknown") return { unknown: { kind: "package-version", name, lock: "unclear" }, span: asked?.span };
  const written = override ?? asked;
  if (written === undefined && locked === undefined) return undefined;
  const range = written === undefined ? null : rangeOf(repository, manifests, name, written.value);
  if (locked !== undefined) {
    // An install that follows package.json would bring something else.
    if (range !== null && !semver.satisfies(locked.value, range, { includePrerelease: true }))
      return { unknown: { kind: "package-version", name, lock: "contradicts" }, span: written?.span };
    return { range: locked.value, written, locked };
  }
  if (range === null)
    return { unknown: { kind: "package-version", name, asked: written?.value ?? "" }, span: written?.span };
  return { range, written, locked: undefined };
}

/** Every version of a package that the nearest lock file names; undefined where there is none or it can't be told. */
export function allLocked(
  repository: Repository,
  directory: string,
  name: string,
): readonly Located<string>[] | undefined {
  const files = nearestLocks(repository, directory);
  if (files === "unknown" || files.length !== 1 || files[0] === undefined) return undefined;
  const found = lockedVersions(files[0], name);
  return found === "unknown" ? undefined : found;
}

/** Whether a package.json asks for a package, for its users or for its own scripts. */
export function asksFor(manifest: Package, name: string): boolean {
  return askedFor(manifest, name) !== undefined;
}

const groups = ["dependencies", "devDependencies", "optionalDependencies"];

function askedFor({ block }: Package, name: string): Text | undefined {
  for (const group of groups) {
    const text = readableText(valueOf(block, group), name);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** What a root's `overrides` or `resolutions` put in the place of what is asked for; a rule for some dependents only is unknown. */
function overrideOf(repository: Repository, manifests: readonly Package[], name: string): Text | "unknown" | undefined {
  const root = manifests.at(-1);
  if (root === undefined) return undefined;
  const workspace = repository.file(join(root.directory, "pnpm-workspace.yaml"));
  const lists = [
    valueOf(root.block, "overrides"),
    valueOf(root.block, "resolutions"),
    valueOf(valueOf(root.block, "pnpm"), "overrides"),
    typeof workspace === "string" ? undefined : valueOf(parseYaml(workspace).root, "overrides"),
  ];
  for (const list of lists) {
    if (list?.kind !== "mapping") continue;
    for (const { key, value } of list.entries) {
      if (key.value !== name && key.value !== `**/${name}`) {
        if (concerns(key.value, name) || entryOf(value, name) !== undefined) return "unknown";
        continue;
      }
      return (value === undefined ? undefined : (textOfNode(value) ?? readableText(value, "."))) ?? "unknown";
    }
  }
  return undefined;
}

/** `parent>name`, `parent/name`, `name@1`. */
function concerns(selector: string, name: string): boolean {
  return selector.endsWith(`>${name}`) || selector.endsWith(`/${name}`) || selector.includes(`${name}@`);
}

/** The range that a text of package.json stands for; null for tags, URLs, folders, other packages and catalogs that can't be read. */
function rangeOf(repository: Repository, manifests: readonly Package[], name: string, text: string): string | null {
  if (!text.startsWith("catalog:")) return text.trim() === "" ? null : semver.validRange(text);
  const root = manifests.at(-1);
  if (root === undefined) return null;
  const catalog = text.slice("catalog:".length).trim();
  const places: readonly (Node | undefined)[] = [
    ...["pnpm-workspace.yaml", ".yarnrc.yml"].map((file) => {
      const found = repository.file(join(root.directory, file));
      return typeof found === "string" ? undefined : parseYaml(found).root;
    }),
    valueOf(root.block, "workspaces"),
    root.block,
  ];
  for (const place of places) {
    const own = catalog === "" || catalog === "default" ? valueOf(place, "catalog") : undefined;
    const list = own ?? valueOf(valueOf(place, "catalogs"), catalog === "" ? "default" : catalog);
    const value = entryOf(list, name)?.value;
    const written = value === undefined ? undefined : textOfNode(value)?.value;
    if (written !== undefined) return semver.validRange(written);
  }
  return null;
}

function lockedFrom(
  repository: Repository,
  directory: string,
  name: string,
  asked: string | undefined,
): Located<string> | "unknown" | undefined {
  const files = nearestLocks(repository, directory);
  if (files === "unknown") return "unknown";
  const found = files.map((file) => lockedVersion(file, { name, directory: below(file, directory), asked }));
  const [first] = found;
  return found.every((each) => valueOfLocked(each) === valueOfLocked(first)) ? first : "unknown";
}

function valueOfLocked(found: ReturnType<typeof lockedVersion>): string | undefined {
  return typeof found === "object" ? found.value : found;
}

/** The lock files of the nearest folder that has any: more than one where a change of package managers left the old one. */
function nearestLocks(repository: Repository, directory: string): readonly SourceFile[] | "unknown" {
  for (const folder of upwards(directory)) {
    const names = repository.directory(folder);
    if (names === "unknown") return "unknown";
    if (names === "absent") continue;
    if (names.includes("bun.lockb")) return "unknown";
    const present = lockFiles.filter(([name]) => names.includes(name));
    // npm takes a shrinkwrap before any other.
    const states = present
      .filter(([name]) => name !== "package-lock.json" || !names.includes("npm-shrinkwrap.json"))
      .map(([name]) => repository.file(join(folder, name)));
    if (states.includes("unknown")) return "unknown";
    const files = states.filter((each) => typeof each !== "string");
    if (files.length > 0) return files;
  }
  return [];
}
