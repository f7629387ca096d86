import { lint, type Linted } from "../lint/run.ts";
import { secretsOf, withoutSecrets } from "../lint/secrets.ts";
import type { DirectoryState, FileState, Paths, RepositoryInput } from "../repository/input.ts";
import { dirname } from "../repository/paths.ts";
import { diskOf } from "./disk.ts";
import { sizeLimit, type Host } from "./host.ts";
import { inParallel } from "./parallel.ts";
import { isIn } from "./uris.ts";

export interface Loaded {
  readonly input: RepositoryInput;
  readonly linted: Linted;
}

/** What isn't in the repository's files. */
export interface Base {
  /** `YYYY-MM-DD`, asked for before each lint: a server lives through midnight. */
  readonly today: () => string;
  /** `owner/name`, where the environment says it. */
  readonly github?: string;
  /** Paths of other repositories inside this one: what they hold is unknown here. */
  readonly nested?: readonly string[];
}

/** Reads what lint wants of a repository, until nothing is wanted. */
export function load(host: Host, root: string, base: Base): Promise<Loaded> {
  return checkout(host, root, base).settle();
}

/** What has been read of one repository, with the open documents before it. Paths are relative to `root`, a URI. */
export interface Checkout {
  readonly root: string;
  /**
   * Reads what lint wants and lints again, until nothing is wanted; the same object while nothing changes.
   * What is opened, closed or forgotten in the meantime is taken in.
   */
  settle(): Promise<Loaded>;
  /** From now on this text stands for the file, whatever the disk holds; over `sizeLimit` it is unknown. */
  open(path: string, text: string): void;
  /** From now on the disk counts again. */
  close(path: string): void;
  /** A file or folder may have changed: it is read again, and all that lies in it. The root is `""`. */
  forget(path: string): void;
  setNested(paths: readonly string[]): void;
  /** What the last result depends on, git's own files included: that is to be watched. */
  read(): Paths;
  /** What an error says, without the secrets of any file that was read. */
  redacted(error: unknown): string;
}

export function checkout(host: Host, root: string, base: Base): Checkout {
  const disk = diskOf(host, root);
  const open = new Map<string, FileState>();
  let nested = base.nested ?? [];
  let input: RepositoryInput = {
    files: new Map(),
    directories: new Map(),
    remotes: [],
    today: base.today(),
    ...(base.github === undefined ? {} : { github: base.github }),
  };
  let remotesRead = false;
  let stale = { files: new Set<string>(), directories: new Set<string>() };
  let underWay: Paths = { files: [], directories: [] };
  let settled: Loaded | undefined;
  let settling: Promise<Loaded> | undefined;

  async function settle(): Promise<Loaded> {
    for (;;) {
      if (!remotesRead) {
        remotesRead = true;
        const remotes = await disk.remotes();
        if (!sameList(remotes, input.remotes)) input = { ...input, remotes };
      } else if (stale.files.size + stale.directories.size > 0) {
        const paths = { files: [...stale.files], directories: [...stale.directories] };
        stale = { files: new Set(), directories: new Set() };
        await read(paths);
      } else {
        const today = base.today();
        if (today !== input.today) input = { ...input, today };
        if (settled?.input === input) return settled;
        const linted = lint(input);
        if (linted.wanted.files.length + linted.wanted.directories.length === 0) {
          input = only(linted.read, input);
          return (settled = { input, linted });
        }
        await read(linted.wanted);
      }
    }
  }

  async function read(paths: Paths): Promise<void> {
    underWay = paths;
    const [fileStates, names] = await Promise.all([
      inParallel(paths.files, async (path) => (isOwn(path) && !open.has(path) ? disk.file(path) : "unknown")),
      inParallel(paths.directories, async (path) => (isOwn(path) ? disk.directory(path) : "unknown")),
    ]);
    underWay = { files: [], directories: [] };
    const files = new Map<string, FileState>();
    paths.files.forEach((path, index) => {
      const state = open.get(path) ?? fileStates[index] ?? "unknown";
      // The same text stays the same object, so that nothing is computed anew for it.
      if (!sameText(input.files.get(path), state)) files.set(path, state);
    });
    const directories = new Map<string, DirectoryState>();
    paths.directories.forEach((path, index) => {
      const listing = withOpen(path, names[index] ?? "unknown", open.keys());
      if (!sameList(input.directories.get(path), listing)) directories.set(path, listing);
    });
    if (files.size + directories.size === 0) return;
    input = {
      ...input,
      files: new Map([...input.files, ...files]),
      directories: new Map([...input.directories, ...directories]),
    };
  }

  function redacted(error: unknown): string {
    try {
      return withoutSecrets(String(error), secretsOf([...input.files.values(), ...open.values()]));
    } catch {
      return "an error that may show a secret";
    }
  }

  function isOwn(path: string): boolean {
    return !nested.some((inner) => isIn(inner, path));
  }

  function forget(path: string): void {
    if (path === ".gitignore" || path.endsWith("/.gitignore")) return forget(dirname(path));
    if (isIn(path, ".git/config")) remotesRead = false;
    disk.forgetIgnoreFiles(path);
    for (const file of [...input.files.keys(), ...underWay.files]) {
      if (isIn(path, file) && !open.has(file)) stale.files.add(file);
    }
    for (const directory of [...input.directories.keys(), ...underWay.directories]) {
      if (isIn(path, directory)) stale.directories.add(directory);
    }
    forgetListings(path);
  }

  /** Those that may name the path. */
  function forgetListings(path: string): void {
    for (const directory of [...input.directories.keys(), ...underWay.directories]) {
      if (isIn(directory, path)) stale.directories.add(directory);
    }
  }

  return {
    root,
    settle: () =>
      (settling ??= settle()
        .catch((error: unknown) => Promise.reject(new Error(redacted(error))))
        .finally(() => (settling = undefined))),
    redacted,
    open(path, text) {
      const known = input.files.get(path);
      const isNew = !open.has(path);
      const file = text.length > sizeLimit ? "unknown" : { path, text };
      if (sameText(known, file)) {
        open.set(path, known ?? file);
      } else {
        open.set(path, file);
        if (known !== undefined) input = { ...input, files: new Map(input.files).set(path, file) };
      }
      // The file may be in no listing yet.
      if (isNew) forgetListings(path);
    },
    close(path) {
      open.delete(path);
      forget(path);
    },
    forget,
    setNested(paths) {
      if (sameList(paths, nested)) return;
      nested = paths;
      forget("");
    },
    read() {
      const files = [...input.files.keys(), ".git/config", ...disk.ignoreFiles()];
      return { files: files.filter(isOwn), directories: [...input.directories.keys()].filter(isOwn) };
    },
  };
}

/** Without what was asked for once and isn't any more: nobody watches it. */
function only(paths: Paths, input: RepositoryInput): RepositoryInput {
  if (paths.files.length === input.files.size && paths.directories.length === input.directories.size) return input;
  return {
    ...input,
    files: entries(input.files, paths.files),
    directories: entries(input.directories, paths.directories),
  };
}

function entries<T>(map: ReadonlyMap<string, T>, keys: readonly string[]): ReadonlyMap<string, T> {
  const wanted = new Set(keys);
  return new Map([...map].filter(([key]) => wanted.has(key)));
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

function sameText(a: FileState | undefined, b: FileState): boolean {
  return a === b || (typeof a === "object" && typeof b === "object" && a.text === b.text);
}

/** Lists of names, or of values that JSON can hold. */
function sameList(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
