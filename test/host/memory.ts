import type { Host, Listing, Reading } from "../../server/src/host/host.ts";
import { readerOf, type States } from "../../server/src/repository/input.ts";

export const root = "memory:/repository";

/** A host that holds one repository, which may be changed. */
export interface MemoryHost extends Host {
  /** How often each path was read or listed; a folder's ends with `/`. */
  readonly asked: ReadonlyMap<string, number>;
  set(states: States): void;
}

export function memoryHost(start: States): MemoryHost {
  let reader = readerOf(start);
  const asked = new Map<string, number>();
  const count = (path: string): void => void asked.set(path, (asked.get(path) ?? 0) + 1);
  return {
    asked,
    set: (states) => (reader = readerOf(states)),
    read(uri) {
      const path = pathOf(uri);
      count(path);
      const state = reader.file(path);
      return typeof state === "object" ? { text: state.text } : state;
    },
    unwritable: () => undefined,
    list(uri) {
      const path = pathOf(uri);
      count(`${path}/`);
      return reader.directory(path);
    },
    watch: () => ({ unwatched: [], dispose: () => undefined }),
  };
}

/** A host as an editor in a browser has it: every answer is pending until it has been asked for. */
export interface RemoteHost extends Host {
  /** How many requests were made. */
  rounds(): number;
}

export function remoteHost(states: States): RemoteHost {
  const disk = memoryHost(states);
  const [files, directories] = [new Map<string, Reading>(), new Map<string, Listing>()];
  let rounds = 0;
  const tree = (uri: string): void => {
    const names = disk.list(uri, root);
    if (names === "pending") return;
    directories.set(uri, names);
    if (typeof names === "string") return;
    for (const name of names)
      if (name.endsWith("/")) tree(`${uri}/${encodeURIComponent(name.slice(0, -1))}`);
      else file(`${uri}/${encodeURIComponent(name)}`);
  };
  const file = (uri: string): void => {
    const reading = disk.read(uri, root);
    if (reading !== "pending") files.set(uri, reading);
  };
  return {
    ...disk,
    rounds: () => rounds,
    read: (uri) => files.get(uri) ?? "pending",
    list: (uri) => directories.get(uri) ?? "pending",
    remote: {
      async fetch(uris) {
        rounds++;
        await Promise.resolve();
        for (const uri of uris.files) file(uri);
        for (const uri of uris.directories) {
          const names = disk.list(uri, root);
          if (names !== "pending") directories.set(uri, names);
        }
        uris.trees.forEach(tree);
      },
      forget(uri) {
        for (const known of [files, directories])
          for (const each of known.keys()) if (each === uri || each.startsWith(`${uri}/`)) known.delete(each);
      },
    },
  };
}

/** What a repository holds that has these files and nothing else. */
export function statesWith(texts: Readonly<Record<string, string>>): States {
  const directories = new Map<string, Set<string>>([["", new Set()]]);
  for (const path of Object.keys(texts)) {
    const parts = path.split("/");
    for (const [index, name] of parts.entries()) {
      const folder = parts.slice(0, index).join("/");
      const names = directories.get(folder) ?? new Set<string>();
      directories.set(folder, names.add(index === parts.length - 1 ? name : `${name}/`));
    }
  }
  return {
    files: new Map(Object.entries(texts).map(([path, text]) => [path, { path, text }])),
    directories: new Map([...directories].map(([folder, names]) => [folder, [...names].toSorted()])),
  };
}

function pathOf(uri: string): string {
  return decodeURIComponent(uri.slice(root.length + 1));
}
