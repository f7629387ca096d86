import type { Paths } from "../repository/input.ts";
import type { Host } from "./host.ts";
import { uriOf } from "./uris.ts";

/** The most tags that are looked at. */
const most = 2000;

/** The names of a repository's git tags, packed or not; none where they can't be read. Source: `git help pack-refs`, "gitrepository-layout". */
export function tagsOf(host: Host, root: string): readonly string[] {
  const packed = host.read(uriOf(root, ".git/packed-refs"), root);
  const lines = typeof packed === "string" ? [] : packed.text.split(/\r?\n/);
  const names = lines.flatMap((line) => /^[\da-f]{40,64} refs\/tags\/(\S+)$/.exec(line)?.[1] ?? []);
  return [...new Set([...names.slice(-most), ...looseIn(host, root, ".git/refs/tags", 2)])];
}

/** Where a host has to ask for tags. */
export function tagFilesOf(root: string): Paths & { readonly trees: readonly string[] } {
  return { files: [uriOf(root, ".git/packed-refs")], directories: [], trees: [uriOf(root, ".git/refs/tags")] };
}

/** A tag's name may hold slashes: then it is in a folder. */
function looseIn(host: Host, root: string, folder: string, depth: number): readonly string[] {
  const listed = host.list(uriOf(root, folder), root);
  if (typeof listed === "string") return [];
  return listed.slice(0, most).flatMap((name) => {
    if (!name.endsWith("/")) return [`${folder}/${name}`.slice(".git/refs/tags/".length)];
    return depth === 0 ? [] : looseIn(host, root, `${folder}/${name.slice(0, -1)}`, depth - 1);
  });
}
