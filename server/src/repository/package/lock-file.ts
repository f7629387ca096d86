import { memo, type Located, type SourceFile } from "../../text.ts";
import { applyDots, dirname, join } from "../paths.ts";

/** The files in which a package manager notes what it installed, and whose they are. npm takes the first of its own. */
export const lockFiles = [
  ["npm-shrinkwrap.json", "npm"],
  ["package-lock.json", "npm"],
  ["pnpm-lock.yaml", "pnpm"],
  ["yarn.lock", "yarn"],
  ["bun.lock", "bun"],
] as const;

/** What is looked up in a lock file. */
interface Lookup {
  readonly name: string;
  /** The folder that depends on it, relative to the lock file's. */
  readonly directory: string;
  /** As that folder's package.json asks for it; undefined where it doesn't. */
  readonly asked: string | undefined;
}

/**
 * The exact version of a package that a lock file gives to a folder; `"unknown"` where it names it in another way
 * than by a version of the registry, or several versions without saying whose; undefined where it doesn't name it.
 * The text is searched, not parsed: such files have megabytes. As npm 10 and 11, pnpm 9 and 11, yarn 1 and 4 and bun 1.3 write them.
 */
export function lockedVersion(file: SourceFile, lookup: Lookup): Located<string> | "unknown" | undefined {
  const known = remembered(file);
  const key = JSON.stringify([lookup.name, lookup.directory, lookup.asked]);
  if (!known.has(key)) known.set(key, kindOf(file).one(file, lookup));
  return known.get(key);
}

/** Every version of a package that a lock file names, whoever depends on it; `"unknown"` where one isn't of the registry. */
export function lockedVersions(file: SourceFile, name: string): readonly Located<string>[] | "unknown" {
  const found = kindOf(file).all(file, name);
  return found.every((each) => each !== "unknown") ? found : "unknown";
}

type Found = Located<string> | "unknown";

const remembered: (file: SourceFile) => Map<string, Found | undefined> = memo(
  (): Map<string, Found | undefined> => new Map(),
);

interface Kind {
  one(file: SourceFile, lookup: Lookup): Found | undefined;
  all(file: SourceFile, name: string): readonly Found[];
}

function kindOf(file: SourceFile): Kind {
  const { path } = file;
  if (path.endsWith("pnpm-lock.yaml")) return pnpm;
  if (path.endsWith("yarn.lock")) return yarn;
  return path.endsWith("bun.lock") ? bun : npm;
}

const npm: Kind = {
  one(file, { name, directory }) {
    for (let folder = directory; ; folder = dirname(folder)) {
      const [found] = npmEntries(file, `"${join(folder, `node_modules/${name}`)}"`, name);
      if (found !== undefined) return found;
      if (folder === "") break;
    }
    return oldNpmEntry(file, name);
  },
  all(file, name) {
    const found = npmEntries(file, `node_modules/${name}"`, name);
    const [old] = found.length === 0 ? [oldNpmEntry(file, name)] : [];
    return old === undefined ? found : [old];
  },
};

/** Entries of `packages`, by the end of their key with its last quote. */
function npmEntries(file: SourceFile, key: string, name: string): readonly Found[] {
  return offsetsOf(file.text, key).flatMap((start) => {
    const rest = file.text.slice(start + key.length, start + key.length + 1_000);
    const body = /^\s*:\s*\{([^{}]*)/.exec(rest)?.[1];
    if (body === undefined || (key.startsWith("n") && !/["/]/.test(file.text[start - 1] ?? ""))) return [];
    const alias = stringAt(body, "name");
    const foreign = /"link"\s*:\s*true/.test(body) || /^(?:git|file)/.test(stringAt(body, "resolved") ?? "");
    return [
      foreign || (alias !== undefined && alias !== name) ? "unknown" : versionIn(file, start, /"version"\s*:\s*"/),
    ];
  });
}

/** Of the first lock files: the outermost `dependencies`, which the indentation tells from those inside. */
function oldNpmEntry(file: SourceFile, name: string): Found | undefined {
  const head = file.text.slice(0, 2_000);
  if (!/"lockfileVersion"\s*:\s*1\b/.test(head)) return undefined;
  const indent = /\n([ \t]+)"lockfileVersion"/.exec(head)?.[1] ?? "";
  const [start] = offsetsOf(file.text, `\n${indent}${indent}"${name}": {`);
  return start === undefined ? undefined : versionIn(file, start, /"version"\s*:\s*"/);
}

const pnpm: Kind = {
  one(file, { name, directory }) {
    // Since version 11 pnpm may put a document of its own before the project's.
    const importers = offsetsOf(file.text, "\nimporters:").slice(0, 2);
    if (importers.length === 0) return pnpmEntry(file, 0, 0, name);
    for (const folder of new Set([directory === "" ? "." : directory, "."]))
      for (const start of importers)
        for (const quote of ["", "'", '"']) {
          const key = `\n  ${quote}${folder}${quote}:`;
          const at = file.text.indexOf(key, start);
          const found = at < 0 ? undefined : pnpmEntry(file, at + key.length, 4, name);
          if (found !== undefined) return found;
        }
    return undefined;
  },
  // As `name@1.0.0` since version 9, before that after a slash, and with another for the `@` before version 6.
  all(file, name) {
    const keys = [`${name}@`, `'${name}@`, `/${name}@`, `'/${name}@`, `/${name}/`, `'/${name}/`];
    return keys.flatMap((key) =>
      offsetsOf(file.text, `\n  ${key}`).map((start) => exact(file, start + "\n  ".length + key.length)),
    );
  },
};

/** Looks through the lines of one importer, up to the next key that stands as deep as its own. */
function pnpmEntry(file: SourceFile, from: number, indent: number, name: string): Found | undefined {
  let group = "";
  let inside = false;
  for (let start = file.text.indexOf("\n", from) + 1; start > 0; start = file.text.indexOf("\n", start) + 1) {
    const end = file.text.indexOf("\n", start);
    const line = file.text.slice(start, end < 0 ? undefined : end).trimEnd();
    const depth = line.length - line.trimStart().length;
    const [, key = "", value = ""] = /^\s*['"]?([^'"\s]+?)['"]?:(?: (.*))?$/.exec(line) ?? [];
    if (line !== "" && (depth < indent || (indent === 0 && key === "packages"))) return undefined;
    if (depth === indent && line !== "") group = key;
    if (depth === indent + 2 && line !== "") inside = key === name && group.endsWith("ependencies");
    if (inside && depth === indent + 2 && value !== "") return exact(file, start + line.lastIndexOf(value));
    if (inside && depth === indent + 4 && key === "version") return exact(file, start + line.lastIndexOf(value));
  }
  return undefined;
}

const yarn: Kind = {
  one(file, { name, asked }) {
    const entries = yarnEntries(file, name);
    const own = entries.find(({ asks }) => asks.includes(asked ?? "") || asks.includes(`npm:${asked ?? ""}`));
    return own?.found ?? only(entries.map(({ found }) => found));
  },
  all: (file, name) => yarnEntries(file, name).map(({ found }) => found),
};

/** An entry begins with all that asks for it: `np@^10, np@^11:`, where yarn 4 puts quotes around all, and `npm:` into each. */
function yarnEntries(
  file: SourceFile,
  name: string,
): readonly { readonly asks: readonly string[]; readonly found: Found }[] {
  const { text } = file;
  const lines = new Set(
    offsetsOf(text, `${name}@`).flatMap((at) => {
      const start = text.lastIndexOf("\n", at) + 1;
      return /[\s#]/.test(text[start] ?? "") || !/^(?:.*, )?"?$/.test(text.slice(start, at)) ? [] : [start];
    }),
  );
  return [...lines].map((start) => {
    const end = text.indexOf("\n", start);
    const asks = text
      .slice(start, end < 0 ? undefined : end)
      .replace(/:\s*$/, "")
      .split(", ")
      .map((ask) => ask.replaceAll('"', ""))
      .flatMap((ask) => (ask.startsWith(`${name}@`) ? [ask.slice(name.length + 1)] : []));
    const isPlain = asks.every((ask) => /^(?:npm:)?[^:@/]*$/.test(ask));
    const foreign =
      asks.some((ask) => ask.startsWith("npm:")) && !yarnResolution(text, start).startsWith(`${name}@npm:`);
    return { asks, found: isPlain && !foreign ? versionIn(file, start, /\n[^\S\n]+version:? "?/) : "unknown" };
  });
}

/** Yarn classic has none: there `npm:` stands only in what is asked for under another name. */
function yarnResolution(text: string, start: number): string {
  return /\n[^\S\n]+resolution: "([^"]*)"/.exec(text.slice(start, start + 1_000))?.[1] ?? "";
}

const bun: Kind = {
  one(file, { name, directory }) {
    const plain = bunEntries(file, name);
    const [own] = plain.filter(({ nested }) => !nested);
    return directory === "" || plain.length === 1 ? own?.found : only(plain.map(({ found }) => found));
  },
  all: (file, name) => bunEntries(file, name).map(({ found }) => found),
};

function bunEntries(file: SourceFile, name: string): readonly { readonly nested: boolean; readonly found: Found }[] {
  return offsetsOf(file.text, `${name}": ["`).flatMap((start) => {
    const value = start + `${name}": ["`.length;
    const before = file.text[start - 1];
    if (file.text.startsWith(`${name}@`, value) && (before === '"' || before === "/"))
      return [{ nested: before === "/", found: exact(file, value + name.length + 1) }];
    return before === '"' ? [{ nested: false, found: "unknown" as const }] : [];
  });
}

/** Where every entry says the same. */
function only(found: readonly Found[]): Found | undefined {
  const [first] = found;
  return found.every((each) => each !== "unknown" && first !== "unknown" && each.value === first?.value)
    ? first
    : "unknown";
}

/** The version at the first match of `before` within the entry that starts at `start`. */
function versionIn(file: SourceFile, start: number, before: RegExp): Found {
  const found = before.exec(file.text.slice(start, start + 1_000));
  return found === null ? "unknown" : exact(file, start + found.index + found[0].length);
}

/** A version as it is at an offset, up to what pnpm puts after it in brackets or after an underscore. */
function exact(file: SourceFile, start: number): Found {
  const written = /^'?(\d+\.\d+\.\d+(?:-[\w.-]+?)?(?:\+[\w.-]+)?)(?=["'(_,:)\s]|$)/.exec(
    file.text.slice(start, start + 100),
  )?.[1];
  if (written === undefined) return "unknown";
  const from = file.text.indexOf(written, start);
  return { value: written, span: { file, start: from, end: from + written.length } };
}

function stringAt(body: string, key: string): string | undefined {
  return new RegExp(`"${key}"\\s*:\\s*"([^"]*)"`).exec(body)?.[1];
}

/** At most as many as a lock file has versions of one package. */
function offsetsOf(text: string, needle: string): readonly number[] {
  const found: number[] = [];
  for (let at = text.indexOf(needle); at >= 0 && found.length < 500; at = text.indexOf(needle, at + 1)) found.push(at);
  return found;
}

/** A folder relative to the one that holds the lock file. */
export function below(file: SourceFile, directory: string): string {
  const folder = dirname(file.path);
  return folder === "" ? directory : (applyDots(directory.slice(folder.length + 1)) ?? directory);
}
