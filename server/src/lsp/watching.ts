import {
  WatchKind,
  type Connection,
  type FileSystemWatcher,
  type Registration,
  type RegistrationParams,
  type UnregistrationParams,
} from "vscode-languageserver";
import type { Host, Watch } from "../host/host.ts";
import { uriOf } from "../host/uris.ts";
import type { Paths } from "../repository/input.ts";
import { dirname, fileName, join } from "../repository/paths.ts";
import type { Client } from "./client.ts";

/** Watches what was read of one repository. `update` says all of it; only folders where something differs are touched. */
export interface Watching {
  update(paths: Paths): void;
  /** Of what was read, what nobody watches. */
  unwatched(): Paths;
  dispose(): void;
}

/**
 * The client watches. `inFolder`: the root is in a folder that it has opened, and so watches anyway.
 * `confirmed` hears of paths that are watched from now on: they may have changed since they were read.
 */
export function clientWatching(
  connection: Connection,
  client: Client,
  root: string,
  inFolder: boolean,
  confirmed: (paths: Paths) => void,
): Watching {
  const method = "workspace/didChangeWatchedFiles";
  const refused = new Set<Folder>();
  const globPattern = (folder: string, name: string): FileSystemWatcher["globPattern"] => {
    if (!client.relativePatterns) return `**/${join(literal(folder), name)}`;
    if (inFolder) return { baseUri: root, pattern: join(literal(folder), name) };
    // A pattern without a slash makes an editor watch that one folder, not everything below the root.
    return { baseUri: uriOf(root, folder), pattern: name };
  };
  const registrationOf = (folder: Folder): Registration => {
    const { id, path, names, listed } = folder;
    const watchers: FileSystemWatcher[] = names.map((name) => ({ globPattern: globPattern(path, literal(name)) }));
    if (listed) watchers.push({ globPattern: globPattern(path, "*"), kind: WatchKind.Create | WatchKind.Delete });
    // Of a folder that is deleted with all that it holds, some clients tell nothing but its own name.
    const own = { globPattern: globPattern(dirname(path), literal(fileName(path))), kind: WatchKind.Delete };
    return { id: `${root} ${id}`, method, registerOptions: { watchers: path === "" ? watchers : [...watchers, own] } };
  };
  return watching(
    (added, removed) => {
      const register: RegistrationParams = { registrations: added.map(registrationOf) };
      const unregister: UnregistrationParams = {
        unregisterations: removed.map(({ id }) => ({ id: `${root} ${id}`, method })),
      };
      for (const folder of removed) refused.delete(folder);
      if (added.length > 0)
        connection.sendRequest("client/registerCapability", register).then(
          () => confirmed(pathsOf(added)),
          // What a client refuses to watch is looked at again when a document is opened or saved.
          () => added.forEach((folder) => refused.add(folder)),
        );
      if (removed.length > 0) connection.sendRequest("client/unregisterCapability", unregister).catch(() => undefined);
    },
    () => pathsOf([...refused]),
  );
}

/** The host watches, for a client that can't: nobody can tell how well, so all of it counts as unwatched as well. */
export function hostWatching(
  host: Host,
  root: string,
  changed: (uri: string) => void,
  confirmed: (paths: Paths) => void,
): Watching {
  const watched = new Map<Folder, Watch>();
  return watching(
    (added, removed) => {
      for (const folder of removed) {
        watched.get(folder)?.dispose();
        watched.delete(folder);
      }
      for (const folder of added) {
        const uris = folder.names.map((name) => uriOf(root, join(folder.path, name)));
        const own = folder.listed ? [`${uriOf(root, folder.path)}/`] : [];
        watched.set(folder, host.watch([...uris, ...own], changed));
      }
      if (added.length > 0) confirmed(pathsOf(added));
    },
    () => pathsOf([...watched.keys()]),
  );
}

interface Folder {
  /** Differs from that of every earlier one. */
  readonly id: number;
  readonly path: string;
  /** The files in it that were read. */
  readonly names: readonly string[];
  /** Its own listing was read. */
  readonly listed: boolean;
}

function watching(
  apply: (added: readonly Folder[], removed: readonly Folder[]) => void,
  unwatched: () => Paths,
): Watching {
  let watched = new Map<string, Folder>();
  let count = 0;
  let last: Paths | undefined;
  const update = (paths: Paths): void => {
    if (last !== undefined && same(last.files, paths.files) && same(last.directories, paths.directories)) return;
    last = paths;
    const names = new Map<string, string[]>();
    for (const path of paths.files) namesIn(names, dirname(path)).push(fileName(path));
    for (const directory of [...names.keys(), ...paths.directories]) {
      for (let above = directory; above !== ""; above = dirname(above)) namesIn(names, above);
      namesIn(names, "");
    }
    const listed = new Set(paths.directories);
    const next = new Map<string, Folder>();
    for (const [path, own] of names) {
      own.sort();
      const known = watched.get(path);
      const isSame = known !== undefined && known.listed === listed.has(path) && same(known.names, own);
      next.set(path, isSame ? known : { id: count++, path, names: own, listed: listed.has(path) });
    }
    const added = [...next.values()].filter((folder) => watched.get(folder.path) !== folder);
    const removed = [...watched.values()].filter((folder) => next.get(folder.path) !== folder);
    watched = next;
    apply(added, removed);
  };
  return { update, unwatched, dispose: () => update({ files: [], directories: [] }) };
}

function pathsOf(folders: readonly Folder[]): Paths {
  return {
    files: folders.flatMap(({ path, names }) => names.map((name) => join(path, name))),
    directories: folders.flatMap(({ path, listed }) => (listed ? path : [])),
  };
}

function namesIn(names: Map<string, string[]>, directory: string): string[] {
  const known = names.get(directory) ?? [];
  names.set(directory, known);
  return known;
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

/** A pattern that matches nothing but the path. */
function literal(path: string): string {
  return path.replace(/[*?{}[\]]/g, "[$&]");
}
