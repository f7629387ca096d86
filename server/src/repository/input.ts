import type { SourceFile } from "../text.ts";

/** `unknown`: too large, not text, or unreadable. */
export type FileState = SourceFile | "absent" | "unknown";

/** The names in a folder; a folder's name ends with `/`. */
export type DirectoryState = readonly string[] | "absent" | "unknown";

export interface Remote {
  readonly name: string;
  readonly url: string;
}

/**
 * Answers at once. A path is relative to the repository's root, with `/` and without dots; the root is `""`.
 * A reader is one snapshot: it gives the same object for a path however often it is asked.
 * `pending`: only where no disk can be read, for what its adapter has yet to ask for.
 */
export interface Reader {
  file(path: string): FileState | "pending";
  directory(path: string): DirectoryState | "pending";
}

/** Everything that lint may know of a repository: one per `.git` (or `.github`) root. */
export interface RepositoryInput {
  readonly reader: Reader;
  readonly remotes: readonly Remote[];
  /** `owner/name`, where the environment says it (GITHUB_REPOSITORY). */
  readonly github?: string;
  /** `YYYY-MM-DD`: what `latest` and `lts/*` mean depends on it. */
  readonly today: string;
}

/** Paths that lint asked for. */
export interface Paths {
  readonly files: readonly string[];
  readonly directories: readonly string[];
}

/** What was read, by path. */
export interface States {
  readonly files: ReadonlyMap<string, FileState>;
  readonly directories: ReadonlyMap<string, DirectoryState>;
}

/** A reader in memory: what isn't named is absent. */
export function readerOf({ files, directories }: States): Reader {
  return {
    file: (path) => files.get(path) ?? "absent",
    directory: (path) => directories.get(path) ?? "absent",
  };
}

/** A reader with other texts for some of its files; its folders hold what they held. */
export function withFiles(reader: Reader, files: ReadonlyMap<string, FileState>): Reader {
  return {
    file: (path) => files.get(path) ?? reader.file(path),
    directory: (path) => reader.directory(path),
  };
}
