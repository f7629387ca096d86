import type { SourceFile } from "../text.ts";

/** `unknown`: too large, not text, unreadable, or not loaded yet. */
export type FileState = SourceFile | "absent" | "unknown";

/** The names in a folder; a folder's name ends with `/`. */
export type DirectoryState = readonly string[] | "absent" | "unknown";

export interface Remote {
  readonly name: string;
  readonly url: string;
}

/**
 * Everything that lint may know of a repository: one per `.git` (or `.github`) root.
 * Files and folders are loaded on demand: what lint asked for and didn't find here is what it reports as wanted.
 */
export interface RepositoryInput {
  /** By path relative to the root, with `/`. */
  readonly files: ReadonlyMap<string, FileState>;
  /** By path relative to the root; the root is `""`. */
  readonly directories: ReadonlyMap<string, DirectoryState>;
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
