import type { DirectoryState, FileState, Paths, Reader, States } from "../repository/input.ts";
import type { SourceFile } from "../text.ts";
import type { Disk } from "./disk.ts";
import { isIn } from "./uris.ts";

/** The files of one repository: what was read, and the open documents before it. */
export interface Files {
  /** A snapshot: what was read, and what it is asked for besides, which only this reader remembers. */
  reader(): Reader;
  /** What was read, by path: the same object while nothing changes. */
  states(): States;
  /** From now on this, which a reader has given, is what was read; what else was read before is forgotten. */
  keep(states: States): void;
  /** Every file that is in use, whether it was read or is open. */
  all(): readonly SourceFile[];
  open(path: string, file: FileState): void;
  close(path: string): void;
  /** A file or folder may have changed, and all that is in it, and the folders that may name it. */
  forget(path: string): void;
  /** These alone may have changed. */
  compare(paths: Paths): void;
  /** Reads again what was forgotten and what may have changed. */
  compareStale(): void;
  /** Folders whose files are unknown here; whether that is news. */
  setNested(paths: readonly string[]): boolean;
  isOwn(path: string): boolean;
}

export function filesOf(disk: Disk, inner: readonly string[]): Files {
  const open = new Map<string, FileState>();
  const sources = remembered<SourceFile>((one, other) => one.text === other.text);
  const listings = remembered<readonly string[]>(sameList);
  let nested = inner;
  let states: States = { files: new Map(), directories: new Map() };
  let stale = { files: new Set<string>(), directories: new Set<string>() };

  function isOwn(path: string): boolean {
    return !nested.some((folder) => isIn(folder, path));
  }

  function file(path: string): FileState | "pending" {
    const opened = open.get(path);
    if (opened !== undefined) return opened;
    const state = isOwn(path) ? disk.file(path) : "unknown";
    return typeof state === "string" ? state : sources.same(path, state);
  }

  function directory(path: string): DirectoryState | "pending" {
    const names = isOwn(path) ? disk.directory(path) : "unknown";
    const state = names === "pending" ? names : withOpen(path, names, open.keys());
    return typeof state === "string" ? state : listings.same(path, state);
  }

  /** Older readers keep the states that they have. */
  function put(files: ReadonlyMap<string, FileState>, directories: ReadonlyMap<string, DirectoryState>): void {
    states = {
      files: files.size === 0 ? states.files : new Map([...states.files, ...files]),
      directories: directories.size === 0 ? states.directories : new Map([...states.directories, ...directories]),
    };
  }

  function drop(pending: { readonly files: readonly string[]; readonly directories: readonly string[] }): void {
    if (pending.files.length + pending.directories.length === 0) return;
    states = {
      files: without(states.files, pending.files),
      directories: without(states.directories, pending.directories),
    };
  }

  /** Those that may name the path. */
  function forgetListings(path: string): void {
    for (const folder of states.directories.keys()) if (isIn(folder, path)) stale.directories.add(folder);
  }

  return {
    isOwn,
    states: () => states,
    reader() {
      const known = states;
      const [files, directories] = [new Map<string, FileState>(), new Map<string, DirectoryState>()];
      return {
        file: (path) => known.files.get(path) ?? keptIn(files, path, file),
        directory: (path) => known.directories.get(path) ?? keptIn(directories, path, directory),
      };
    },
    keep(read) {
      states = read;
    },
    all: () => sources.all(),
    open(path, state) {
      const isNew = !open.has(path);
      const opened = typeof state === "string" ? state : sources.same(path, state);
      open.set(path, opened);
      stale.files.delete(path);
      const known = states.files.get(path);
      if (known !== undefined && known !== opened) put(new Map([[path, opened]]), new Map());
      // The file may be in no listing yet.
      if (isNew) forgetListings(path);
    },
    close(path) {
      open.delete(path);
    },
    forget(path) {
      for (const each of states.files.keys()) if (isIn(path, each) && !open.has(each)) stale.files.add(each);
      for (const each of states.directories.keys()) if (isIn(path, each)) stale.directories.add(each);
      forgetListings(path);
    },
    compare(paths) {
      for (const path of paths.files) if (states.files.has(path) && !open.has(path)) stale.files.add(path);
      for (const path of paths.directories) if (states.directories.has(path)) stale.directories.add(path);
    },
    compareStale() {
      const { files, directories } = stale;
      if (files.size + directories.size === 0) return;
      stale = { files: new Set(), directories: new Set() };
      const [changed, pending] = differing(files, states.files, file);
      const [renamed, unlisted] = differing(directories, states.directories, directory);
      if (changed.size + renamed.size > 0) put(changed, renamed);
      drop({ files: pending, directories: unlisted });
    },
    setNested(paths) {
      if (sameList(paths, nested)) return false;
      nested = paths;
      return true;
    },
  };
}

/** Reads each path again: the states that differ from those before, and the paths whose answers are pending. */
function differing<V>(
  paths: Iterable<string>,
  before: ReadonlyMap<string, V>,
  read: (path: string) => V | "pending",
): readonly [ReadonlyMap<string, V>, readonly string[]] {
  const changed = new Map<string, V>();
  const pending: string[] = [];
  for (const path of paths) {
    const state = read(path);
    if (state === "pending") pending.push(path);
    else if (state !== before.get(path)) changed.set(path, state);
  }
  return [changed, pending];
}

/** What is pending isn't kept. */
function keptIn<V>(states: Map<string, V>, path: string, read: (path: string) => V | "pending"): V | "pending" {
  const known = states.get(path);
  if (known !== undefined) return known;
  const state = read(path);
  if (state !== "pending") states.set(path, state);
  return state;
}

function without<V>(states: ReadonlyMap<string, V>, paths: readonly string[]): ReadonlyMap<string, V> {
  const left = new Map(states);
  for (const path of paths) left.delete(path);
  return left;
}

interface Remembered<V> {
  /** The object that the path had before, where the new one says the same: identity is what results are remembered by. */
  same(path: string, value: V): V;
  all(): readonly V[];
}

function remembered<V extends object>(isSame: (one: V, other: V) => boolean): Remembered<V> {
  const known = new Map<string, WeakRef<V>>();
  return {
    same(path, value) {
      const before = known.get(path)?.deref();
      if (before !== undefined && isSame(before, value)) return before;
      known.set(path, new WeakRef(value));
      return value;
    },
    all: () => [...known.values()].flatMap((each) => each.deref() ?? []),
  };
}

/** A folder's names with those of open documents in it: some aren't saved yet, and some folders can't be listed. */
function withOpen(directory: string, names: DirectoryState, open: Iterable<string>): DirectoryState {
  const known = new Set(typeof names === "string" ? [] : names);
  const before = known.size;
  for (const path of open) {
    if (!isIn(directory, path) || path === directory) continue;
    const [name, ...rest] = path.slice(directory === "" ? 0 : directory.length + 1).split("/");
    if (name !== undefined) known.add(rest.length === 0 ? name : `${name}/`);
  }
  return known.size === before ? names : [...known].sort();
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, index) => name === other[index]);
}
