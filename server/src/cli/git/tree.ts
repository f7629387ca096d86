import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { sizeLimitOf, type Host, type Listing, type Reading } from "../../host/host.ts";
import type { States } from "../../repository/input.ts";
import type { Store } from "./store.ts";

/** What a commit holds at a path. */
interface Entry {
  readonly kind: "file" | "folder" | "other";
  readonly id: string;
}

/** The files of a commit. */
export interface Tree {
  /** Undefined where there is nothing; the root is `""`. */
  entry(path: string): Entry | undefined;
  /** Undefined where the folder's object isn't in the clone. */
  names(folder: Entry): ReadonlyMap<string, Entry> | undefined;
}

/** Undefined where the commit's own object or tree isn't there. */
export function treeOf(store: Store, commit: string): Tree | undefined {
  const object = store.object(commit);
  const [, root] = /^tree ([0-9a-f]+)$/m.exec(object?.type === "commit" ? object.data.toString("utf8") : "") ?? [];
  if (root === undefined || store.object(root)?.type !== "tree") return undefined;
  const read = new Map<string, ReadonlyMap<string, Entry> | undefined>();
  const names = ({ id }: Entry): ReadonlyMap<string, Entry> | undefined => {
    if (!read.has(id)) read.set(id, entriesOf(store, id));
    return read.get(id);
  };
  return {
    names,
    entry(path) {
      let current: Entry | undefined = { kind: "folder", id: root };
      for (const part of path === "" ? [] : path.split("/"))
        current = current?.kind === "folder" ? names(current)?.get(part) : undefined;
      return current;
    },
  };
}

/** A tree's names: mode, a space, the name, NUL, the id in bytes. */
function entriesOf(store: Store, id: string): ReadonlyMap<string, Entry> | undefined {
  const object = store.object(id);
  if (object?.type !== "tree") return undefined;
  const { data } = object;
  const entries = new Map<string, Entry>();
  for (let at = 0; at < data.length;) {
    const [space, end] = [data.indexOf(0x20, at), data.indexOf(0, at)];
    if (space < 0 || end < space) return undefined;
    const mode = data.subarray(at, space).toString("latin1");
    const next = end + 1 + id.length / 2;
    const kind = mode === "40000" ? "folder" : mode.startsWith("100") ? "file" : "other";
    entries.set(data.subarray(space + 1, end).toString("utf8"), {
      kind,
      id: data.subarray(end + 1, next).toString("hex"),
    });
    at = next;
  }
  return entries;
}

/** The files of a commit as a host has them, at a root's place; git's own files are those on disk. `missing` hears of what isn't in the clone. */
export function treeHost(store: Store, tree: Tree, disk: Host, missing: (path: string) => void): Host {
  const pathOf = (uri: string, root: string): string => decodeURIComponent(uri.slice(root.length).replace(/^\//, ""));
  return {
    ...disk,
    read(uri, root): Reading | "pending" {
      const path = pathOf(uri, root);
      if (path.startsWith(".git/")) return disk.read(uri, root);
      const entry = tree.entry(path);
      if (entry?.kind !== "file") return entry === undefined || entry.kind === "folder" ? "absent" : "unknown";
      const object = store.object(entry.id);
      if (object === undefined) missing(path);
      if (object?.type !== "blob" || object.data.length > sizeLimitOf(path)) return "unknown";
      try {
        return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(object.data) };
      } catch {
        return "unknown";
      }
    },
    list(uri, root): Listing {
      const path = pathOf(uri, root);
      const entry = tree.entry(path);
      if (entry?.kind !== "folder") return "absent";
      const names = tree.names(entry);
      if (names === undefined) missing(path);
      return names === undefined
        ? "unknown"
        : Array.from(names, ([name, { kind }]) => (kind === "folder" ? `${name}/` : name)).sort();
    },
    watch: (uris) => ({ unwatched: [...uris], dispose: () => undefined }),
  };
}

/** Of the files that were read, those that differ from a commit's. Line ends that a checkout changed are no difference. */
export function changedFrom(tree: Tree, root: string, { files }: States): readonly string[] {
  return [...files]
    .filter(([path, state]) => {
      const entry = tree.entry(path);
      if (state === "absent") return entry?.kind === "file" && !existsSync(join(root, path));
      if (typeof state === "string") return false;
      return (
        entry?.kind !== "file" ||
        ![state.text, state.text.replaceAll("\r\n", "\n")].some((text) => idOf(text, entry.id) === entry.id)
      );
    })
    .map(([path]) => path)
    .sort();
}

/** The id that git gives to a file of this text, of the same kind as another. */
function idOf(text: string, like: string): string {
  const data = Buffer.from(text);
  return createHash(like.length === 64 ? "sha256" : "sha1")
    .update(`blob ${data.length}\0`)
    .update(data)
    .digest("hex");
}
