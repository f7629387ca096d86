import { lstatSync, readdirSync, readFileSync, realpathSync, statSync, watch, type FSWatcher } from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { sizeLimit, sizeLimitOf, type Host, type Watch } from "./host.ts";

/** Node's file system, for `file:` URIs; any other is `unknown`. `log` gets one line for each file that can't be used. */
export function nodeHost(log: (line: string) => void): Host {
  const told = new Set<string>();
  const listed = foldersJustListed();
  const unused = (uri: string, why: string): "unknown" => {
    if (!told.has(uri)) log(`${uri} isn't read: ${why}.`);
    told.add(uri);
    return "unknown";
  };
  /** What `use` makes of the path that a URI names; `real` is where it leads, links followed, or undefined where that is outside of the root. */
  const at = <T>(
    uri: string,
    root: string,
    use: (path: string, real: () => string | undefined) => T,
  ): T | "absent" | "unknown" => {
    try {
      const [path, rootPath] = [pathOf(uri), pathOf(root)];
      if (path === undefined || rootPath === undefined) return "unknown";
      return use(path, () => {
        const real = realpathSync.native(path);
        return real === path || isInside(real, realpathSync.native(rootPath)) ? real : undefined;
      });
    } catch (error) {
      const code = codeOf(error);
      return absences.has(code) ? "absent" : unused(uri, code);
    }
  };
  return {
    read: (uri, root) =>
      at(uri, root, (path, realOf) => {
        // Most of what is asked for isn't there, and an error costs more than the question.
        const state = statSync(path, { throwIfNoEntry: false });
        if (state === undefined) return "absent";
        const real = realOf();
        if (real === undefined) return unused(uri, leadsOut);
        if (state.isDirectory()) return "absent";
        // Reading a pipe or a device might never end.
        if (!state.isFile()) return unused(uri, "it is no regular file");
        const limit = sizeLimitOf(uri);
        const bytes = state.size > limit ? undefined : readFileSync(real);
        if (bytes === undefined || bytes.length > limit)
          return unused(uri, `it is larger than ${limit / sizeLimit} MiB`);
        const text = decoded(bytes);
        return text === undefined ? unused(uri, "it is no UTF-8 text") : { text };
      }),
    list: (uri, root) =>
      at(uri, root, (path, realOf) => {
        // A walk through a checkout lists thousands of folders, each of which the one above has just shown to be no link.
        const real = listed.has(path) ? path : realOf();
        if (real === undefined) return unused(uri, leadsOut);
        const entries = readdirSync(real, { withFileTypes: true });
        if (real === path) for (const entry of entries) if (entry.isDirectory()) listed.add(join(path, entry.name));
        return entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)).sort();
      }),
    unwritable(uri, root) {
      const [path, rootPath] = [pathOf(uri), pathOf(root)];
      return path === undefined || rootPath === undefined ? undefined : unwritable(path, rootPath);
    },
    watch: watchFolders,
  };
}

/** Paths that are remembered until the event loop turns: later, a link may have taken a folder's place. */
function foldersJustListed(): Pick<Set<string>, "has" | "add"> {
  let paths = new Set<string>();
  return {
    has: (path) => paths.has(path),
    add(path) {
      if (paths.size === 0)
        setImmediate(() => {
          paths = new Set();
        });
      return paths.add(path);
    },
  };
}

const leadsOut = "a link leads out of its root";

/** Why no file may be written at a path, as a part of a sentence: it lies outside the root, or in `.git`, links followed. */
export function unwritable(path: string, root: string): string | undefined {
  const real = realpathSync.native(root);
  const target = realPathOf(path);
  if (target === real || !isInside(target, real)) return "it lies outside of the repository";
  return isInside(target, join(real, ".git")) ? "it is one of git's own files" : undefined;
}

/** Where a file that may not exist yet would be: the folders that exist may be links. */
function realPathOf(path: string): string {
  if (isThere(path)) {
    try {
      return realpathSync.native(path);
    } catch {
      // A link to what isn't there: writing to it would make that, wherever it is.
      return sep;
    }
  }
  const folder = dirname(path);
  return folder === path ? path : join(realPathOf(folder), basename(path));
}

function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // Below a file there is nothing.
    return false;
  }
}

/** No such file or folder: a name too long can't exist, and what lies below a file doesn't. */
const absences: ReadonlySet<string> = new Set(["ENOENT", "ENOTDIR", "ENAMETOOLONG"]);

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}

/** Undefined for what isn't a path of this machine. */
function pathOf(uri: string): string | undefined {
  if (!uri.startsWith("file:")) return undefined;
  try {
    // To take a URI apart costs more than to look whether the file is there, and nearly every path is a plain one.
    if (sep === "/" && isPlain.test(uri)) return decodeURIComponent(uri.slice("file://".length));
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

/** A URI without dots to apply, written out or encoded, and without an encoded slash. */
const isPlain = /^file:\/\/(?:\/(?!\.{1,2}(?:\/|$))(?:[\w.~+@-]|%(?!2[EFef])[\dA-Fa-f]{2})+)+$/;

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decoded(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Systems give a process only so many watches; what is in further folders is read again on open and save. */
const mostWatchedFolders = 1_000;

/** Watches the folders that hold the locations: an editor that saves puts a new file in the old one's place. */
function watchFolders(uris: readonly string[], changed: (uri: string) => void): Watch {
  const byFolder = new Map<string, Map<string, string>>();
  const add = (folder: string, name: string, uri: string): void => {
    const names = byFolder.get(folder) ?? new Map<string, string>();
    byFolder.set(folder, names.set(name, uri));
  };
  for (const uri of uris) {
    const path = uri.replace(/\/$/, "");
    const slash = path.lastIndexOf("/");
    add(path.slice(0, slash), decodeURIComponent(path.slice(slash + 1)), uri);
    if (uri !== path) add(path, anyName, uri);
  }
  const watchers: FSWatcher[] = [];
  const unwatched: string[] = [];
  for (const [folder, names] of byFolder) {
    const path = pathOf(folder);
    try {
      if (path === undefined || watching === mostWatchedFolders) throw new Error("No watch is left.");
      const watcher = watch(path, { persistent: false }, (_event, name) => {
        const told = name === null ? names.values() : [names.get(name), names.get(anyName)];
        for (const uri of new Set(told)) if (uri !== undefined) changed(uri);
      });
      watching++;
      watcher.on("error", () => watcher.close());
      watcher.on("close", () => watching--);
      watchers.push(watcher);
    } catch {
      // The folder doesn't exist, or the system has no watches left.
      unwatched.push(...names.values());
    }
  }
  return { unwatched, dispose: () => watchers.forEach((watcher) => watcher.close()) };
}

/** Folders that are watched now. */
let watching = 0;

/** No file's name is empty. */
const anyName = "";
