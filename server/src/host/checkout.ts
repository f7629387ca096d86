import { lint, type Linted } from "../lint/run.ts";
import { secretsOf, withoutSecrets } from "../lint/secrets.ts";
import type { Paths, Remote, RepositoryInput, States } from "../repository/input.ts";
import { lockFiles } from "../repository/package/lock-file.ts";
import { dirname, join } from "../repository/paths.ts";
import { nothingAsked, repositoryOf, type Repository } from "../repository/repository.ts";
import type { Rule } from "../rule.ts";
import { diskOf } from "./disk.ts";
import { isTooLarge, type Host } from "./host.ts";
import { filesOf } from "./snapshot.ts";
import { isIn, uriOf } from "./uris.ts";

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
  /** Those of lint by default. */
  readonly rules?: readonly Rule[];
}

/** Reads and lints a repository once. */
export function load(host: Host, root: string, base: Base): Promise<Loaded> {
  return checkout(host, root, base).settle();
}

/** What has been read of one repository, with the open documents before it. Paths are relative to `root`, a URI. */
export interface Checkout {
  readonly root: string;
  /**
   * Lints, and reads what that asks for: one pass, but for a host whose answers may be pending. The same result while
   * nothing changes. What is opened, closed or forgotten in the meantime is taken in.
   */
  settle(): Promise<Loaded>;
  /** What `question` says of the repository, for which it may read more than lint did. */
  ask<T>(question: (repository: Repository) => T): Promise<T>;
  /** From now on this text stands for the file, whatever the disk holds; a text that is too large is unknown. */
  open(path: string, text: string): void;
  /** From now on the disk counts again. */
  close(path: string): void;
  /** A file or folder may have changed: it is read again, and all that is in it. The root is `""`. */
  forget(path: string): void;
  /** These may have changed while nobody watched: those that have are read again. */
  compare(paths: Paths): void;
  setNested(paths: readonly string[]): void;
  /** What the last result depends on, git's own files included: that is to be watched. */
  read(): Paths;
  /** What an error says, without the secrets of any file that was read. */
  redacted(error: unknown): string;
}

export function checkout(host: Host, root: string, base: Base): Checkout {
  const disk = diskOf(host, root);
  const files = filesOf(disk, base.nested ?? []);
  let remotes: readonly Remote[] = [];
  let remotesRead = false;
  let settled: (Omit<Loaded, "input"> & { readonly states: States; readonly about: string }) | undefined;
  let settling: Promise<Loaded> | undefined;
  let fetched: Promise<void> | undefined;

  async function settle(): Promise<Loaded> {
    await (fetched ??= prefetch());
    for (;;) {
      await readRemotes();
      files.compareStale();
      const input = inputOf();
      const about = JSON.stringify([input.today, remotes]);
      if (settled?.states === files.states() && settled.about === about) return { input, linted: settled.linted };
      const linted = lint(input, base.rules);
      files.keep(linted.read);
      if (!(await fetch(linted.pending))) {
        settled = { linted, states: files.states(), about };
        return { input: inputOf(), linted };
      }
    }
  }

  async function ask<T>(question: (repository: Repository) => T): Promise<T> {
    for (;;) {
      const { input } = await settle();
      const asked = nothingAsked();
      const answer = question(repositoryOf(input, asked));
      if (!(await fetch({ files: [...asked.pending.files], directories: [...asked.pending.directories] })))
        return answer;
    }
  }

  /** With a reader of its own: what is asked for after the lint isn't watched, so the next question reads it again. */
  function inputOf(): RepositoryInput {
    const { github } = base;
    return { reader: files.reader(), remotes, today: base.today(), ...(github === undefined ? {} : { github }) };
  }

  async function readRemotes(): Promise<void> {
    for (; !remotesRead; await fetch({ files: [".git/config"], directories: [] })) {
      const now = disk.remotes();
      if (now === "pending") continue;
      remotes = now;
      remotesRead = true;
      return;
    }
  }

  /** Whether anything was pending. A file comes with the ignore files that decide whether it counts. */
  async function fetch({ files: wanted, directories }: Paths): Promise<boolean> {
    if (host.remote === undefined || wanted.length + directories.length === 0) return false;
    const folders = new Set([...wanted.map(dirname), ...directories].flatMap(withFoldersAbove));
    const all = new Set([...wanted, ...[...folders].map((folder) => join(folder, ".gitignore"))]);
    const uris = (paths: Iterable<string>) => Array.from(paths, (path) => uriOf(root, path));
    await host.remote.fetch({ files: uris(all), directories: uris(directories), trees: [] });
    return true;
  }

  /** What nearly every lint reads, in one request. */
  async function prefetch(): Promise<void> {
    const names = [".git/config", ".gitignore", "package.json", ".npmrc", ...manifests];
    const uris = (paths: readonly string[]) => paths.map((path) => uriOf(root, path));
    await host.remote?.fetch({ files: uris(names), directories: uris([""]), trees: uris([".github"]) });
  }

  function redacted(error: unknown): string {
    try {
      return withoutSecrets(String(error), secretsOf(files.all()));
    } catch {
      return "an error that may show a secret";
    }
  }

  /** What an error says may be in a file. */
  function redacting<T>(answer: Promise<T>): Promise<T> {
    return answer.catch((error: unknown) => Promise.reject(new Error(redacted(error))));
  }

  function forget(path: string): void {
    if (path === ".gitignore" || path.endsWith("/.gitignore")) return forget(dirname(path));
    if (isIn(path, ".git/config")) remotesRead = false;
    host.remote?.forget(uriOf(root, path));
    disk.forgetIgnoreFiles(path);
    files.forget(path);
  }

  return {
    root,
    settle: () => (settling ??= redacting(settle()).finally(() => (settling = undefined))),
    ask: (question) => redacting(ask(question)),
    redacted,
    open: (path, text) => files.open(path, isTooLarge(path, text) ? "unknown" : { path, text }),
    close(path) {
      files.close(path);
      forget(path);
    },
    forget,
    compare(paths) {
      if (host.remote !== undefined)
        for (const path of [...paths.files, ...paths.directories]) host.remote.forget(uriOf(root, path), "alone");
      for (const path of paths.files) {
        const directory = dirname(path);
        if (path === ".git/config") remotesRead = false;
        else if (path === join(directory, ".gitignore") && disk.ignoreFileChanged(directory)) forget(directory);
      }
      files.compare(paths);
    },
    setNested(paths) {
      if (files.setNested(paths)) forget("");
    },
    read() {
      const { files: own, directories } = files.states();
      const all = [...own.keys(), ".git/config", ...disk.ignoreFiles()];
      return { files: all.filter(files.isOwn), directories: [...directories.keys()].filter(files.isOwn) };
    },
  };
}

/** Where a monorepo lists its packages, and what its package managers installed. */
const manifests = ["pnpm-workspace.yaml", "lerna.json", ...lockFiles.map(([name]) => name)];

function withFoldersAbove(directory: string): readonly string[] {
  return directory === "" ? [""] : [directory, ...withFoldersAbove(dirname(directory))];
}
