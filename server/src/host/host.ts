import type { Paths } from "../repository/input.ts";

/** What a folder holds: names, a folder's with a trailing `/`. A link to a folder has none: listings don't follow it. */
export type Listing = readonly string[] | "absent" | "unknown";

export type Reading = { readonly text: string } | "absent" | "unknown";

/**
 * The only way to the files of a workspace: Node's file system, or an editor's virtual one.
 * Locations are URIs without a trailing slash. Nothing here throws or rejects: what can't be read is `unknown`.
 */
export interface Host {
  /**
   * A file's text (a BOM included), `absent`, or `unknown`: over its `sizeLimitOf`, not UTF-8 text, unreadable,
   * or outside of `root`, a folder's URI, where a symbolic link leads there.
   */
  read(uri: string, root: string): Reading | "pending";
  list(uri: string, root: string): Listing | "pending";
  /** Why no file may be written there, as a part of a sentence, or undefined: outside `root` or in `.git`, links followed. */
  unwritable(uri: string, root: string): string | undefined;
  /**
   * Calls back after any of these may have changed, until it is disposed. Here a folder's URI ends with `/`,
   * and it changes when a name in it appears or vanishes.
   */
  watch(uris: readonly string[], changed: (uri: string) => void): Watch;
  /** Only where answers may be `pending`. */
  readonly remote?: RemoteFiles;
}

export interface Watch {
  /** Those of the URIs that can't be watched. */
  readonly unwatched: readonly string[];
  dispose(): void;
}

/** Files that only another process can read. */
interface RemoteFiles {
  /** Asks for these URIs, and in `trees` for all that a folder holds, in one request; resolves when none of them is pending. */
  fetch(uris: Paths & { readonly trees: readonly string[] }): Promise<void>;
  /** The answers for a URI, and for all below it or for it `alone`, are pending again. */
  forget(uri: string, what?: "alone"): void;
}

/** In bytes of UTF-8: no larger file is read, but for lock files. */
export const sizeLimit = 1024 * 1024;

/** What is read of a file at most, by its path or URI. Of a lock file only a few lines are looked for, so it may be larger. */
export function sizeLimitOf(path: string): number {
  return /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lock)$/.test(path)
    ? 16 * sizeLimit
    : sizeLimit;
}

/** Whether an open document is larger than its file may be. */
export function isTooLarge(path: string, text: string): boolean {
  const limit = sizeLimitOf(path);
  // A UTF-16 unit takes three bytes at most.
  return text.length * 3 > limit && new TextEncoder().encode(text).length > limit;
}
