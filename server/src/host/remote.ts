import { sizeLimitOf, type Host, type Listing, type Reading } from "./host.ts";
import { recordOf } from "./chosen.ts";
import { isIn } from "./uris.ts";

/** What only another process can read, all in one request: the URIs of files with their limits in bytes, and of folders. */
export interface WantedFiles {
  readonly files: readonly { readonly uri: string; readonly most: number }[];
  readonly directories: readonly string[];
  /** Folders with all that they hold. */
  readonly trees: readonly string[];
}

/**
 * The files that another process reads: `ask` resolves to `files`, by URI `{ text }`, `{ why }` (a part of a sentence) or
 * `absent`, and to `directories`, by URI names, `absent` or `unknown`. What it doesn't answer for, and all that it gets wrong, is
 * `unknown`. `log` gets one line for each file that can't be used. It watches nothing.
 */
export function remoteHost(ask: (wanted: WantedFiles) => Promise<unknown>, log: (line: string) => void): Host {
  const [files, directories] = [new Map<string, Reading>(), new Map<string, Listing>()];
  /** For each question that waits for its answer, what was forgotten since. */
  const waiting = new Set<((uri: string) => boolean)[]>();

  function reading(uri: string, file: unknown): Reading {
    const { text, why } = recordOf(file);
    if (typeof text === "string") return { text };
    if (file === "absent") return file;
    log(`${uri} isn't read: ${typeof why === "string" ? why : "the editor doesn't say why"}.`);
    return "unknown";
  }

  return {
    read: (uri) => files.get(uri) ?? "pending",
    list: (uri) => directories.get(uri) ?? "pending",
    unwritable(uri, root) {
      if (uri === root || !isIn(root, uri)) return "it lies outside of the repository";
      return isIn(`${root}/.git`, uri) ? "it is one of git's own files" : undefined;
    },
    watch: (uris) => ({ unwatched: uris, dispose: () => undefined }),
    remote: {
      async fetch(uris) {
        // What is known is fresh: whatever may have changed was forgotten.
        const wanted = {
          files: uris.files.filter((uri) => !files.has(uri)).map((uri) => ({ uri, most: sizeLimitOf(uri) })),
          directories: uris.directories.filter((uri) => !directories.has(uri)),
          trees: uris.trees.filter((uri) => !directories.has(uri)),
        };
        if (wanted.files.length + wanted.directories.length + wanted.trees.length === 0) return;
        const forgotten: ((uri: string) => boolean)[] = [];
        waiting.add(forgotten);
        const answer = recordOf(await ask(wanted).catch((): undefined => undefined));
        waiting.delete(forgotten);
        const isFresh = (uri: string): boolean => !forgotten.some((isForgotten) => isForgotten(uri));
        const [texts, names] = [recordOf(answer["files"]), recordOf(answer["directories"])];
        for (const uri of new Set([...wanted.files.map((file) => file.uri), ...Object.keys(texts)]))
          if (isFresh(uri)) files.set(uri, reading(uri, texts[uri]));
        for (const uri of new Set([...wanted.directories, ...wanted.trees, ...Object.keys(names)]))
          if (isFresh(uri)) directories.set(uri, listing(names[uri]));
      },
      forget(uri, what) {
        const isForgotten = (each: string): boolean => (what === "alone" ? each === uri : isIn(uri, each));
        for (const known of [files, directories])
          for (const each of known.keys()) if (isForgotten(each)) known.delete(each);
        for (const forgotten of waiting) forgotten.push(isForgotten);
      },
    },
  };
}

function listing(names: unknown): Listing {
  if (Array.isArray(names)) return names.map(String).toSorted();
  return names === "absent" ? names : "unknown";
}
