/** What a folder holds: names, a folder's with a trailing `/`. A link to a folder has none: listings don't follow it. */
export type Listing = readonly string[] | "absent" | "unknown";

export type Reading = { readonly text: string } | "absent" | "unknown";

/**
 * The only way to the files of a workspace: Node's file system, or an editor's virtual one.
 * Locations are URIs without a trailing slash. No method rejects: what can't be read is `unknown`.
 */
export interface Host {
  /**
   * A file's text (a BOM included), `absent`, or `unknown`: over its `sizeLimitOf`, not UTF-8 text, unreadable,
   * or outside of `root`, a folder's URI, where a symbolic link leads there.
   */
  read(uri: string, root: string): Promise<Reading>;
  list(uri: string, root: string): Promise<Listing>;
  /**
   * Calls back after any of these may have changed, until it is disposed. Here a folder's URI ends with `/`,
   * and it changes when a name in it appears or vanishes.
   */
  watch(uris: readonly string[], changed: (uri: string) => void): { dispose(): void };
}

/** In bytes: no larger file is read, but for lock files. */
export const sizeLimit = 1024 * 1024;

/** What is read of a file at most, by its path or URI. Of a lock file only a few lines are looked for, so it may be larger. */
export function sizeLimitOf(path: string): number {
  return /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lock)$/.test(path)
    ? 16 * sizeLimit
    : sizeLimit;
}
