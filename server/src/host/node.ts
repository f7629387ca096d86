import { watch, type FSWatcher } from "node:fs";
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { sep } from "node:path";
import { fileURLToPath } from "node:url";
import { sizeLimit, sizeLimitOf, type Host, type Listing, type Reading } from "./host.ts";

/** Node's file system, for `file:` URIs; any other is `unknown`. `log` gets one line for each file that can't be used. */
export function nodeHost(log: (line: string) => void): Host {
  const told = new Set<string>();
  const unused = (uri: string, why: string): "unknown" => {
    if (!told.has(uri)) log(`${uri} isn't read: ${why}.`);
    told.add(uri);
    return "unknown";
  };
  /** What `use` makes of the real path behind a URI. */
  const at = async <T>(uri: string, root: string, use: (path: string) => Promise<T>) => {
    try {
      const [path, rootPath] = [pathOf(uri), pathOf(root)];
      if (path === undefined || rootPath === undefined) return "unknown";
      const real = await realpath(path);
      if (real !== path && !isInside(real, await realpath(rootPath)))
        return unused(uri, "a link leads out of its root");
      return await use(real);
    } catch (error) {
      const code = codeOf(error);
      return absences.has(code) ? "absent" : unused(uri, code);
    }
  };
  return {
    read: (uri, root) =>
      at<Reading>(uri, root, async (path) => {
        const state = await stat(path);
        if (state.isDirectory()) return "absent";
        // Reading a pipe or a device might never end.
        if (!state.isFile()) return unused(uri, "it is no regular file");
        const limit = sizeLimitOf(uri);
        const bytes = state.size > limit ? undefined : await readFile(path);
        if (bytes === undefined || bytes.length > limit)
          return unused(uri, `it is larger than ${limit / sizeLimit} MiB`);
        const text = decoded(bytes);
        return text === undefined ? unused(uri, "it is no UTF-8 text") : { text };
      }),
    list: (uri, root) =>
      at<Listing>(uri, root, async (path) => {
        const entries = await readdir(path, { withFileTypes: true });
        return entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)).sort();
      }),
    watch: watchFolders,
  };
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
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

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

/** Systems give a process only so many watches; what lies in further folders is read again on open and save. */
const mostWatchedFolders = 1_000;

/** Watches the folders that hold the locations: an editor that saves puts a new file in the old one's place. */
function watchFolders(uris: readonly string[], changed: (uri: string) => void): { dispose(): void } {
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
  for (const [folder, names] of byFolder) {
    const path = pathOf(folder);
    if (path === undefined || watchers.length === mostWatchedFolders) continue;
    try {
      const watcher = watch(path, { persistent: false }, (_event, name) => {
        const told = name === null ? names.values() : [names.get(name), names.get(anyName)];
        for (const uri of new Set(told)) if (uri !== undefined) changed(uri);
      });
      watcher.on("error", () => watcher.close());
      watchers.push(watcher);
    } catch {
      // The folder doesn't exist, or the system has no watches left.
    }
  }
  return { dispose: () => watchers.forEach((watcher) => watcher.close()) };
}

/** No file's name is empty. */
const anyName = "";
