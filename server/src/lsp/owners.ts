import type { URI } from "vscode-uri";
import { loneRootOf, pathIn } from "./locations.ts";

/** What a file belongs to: the URI of its repository's root, and its path from there. */
export interface Owner {
  readonly root: string;
  readonly path: string;
}

/**
 * The owner of each location: the nearest root that holds it. Those that none holds make roots of their own:
 * first the files of a `.github` folder, for the repository that is around it, then a package.json or .npmrc.
 * Undefined for every other file.
 */
export function ownersOf(roots: ReadonlyMap<string, URI>, locations: readonly URI[]): readonly (Owner | undefined)[] {
  const known = indexOf(roots);
  const owners = locations.map((location) => nearest(known, location));
  const around = new Map<string, URI>();
  for (const [index, location] of locations.entries()) {
    const own = owners[index] === undefined ? loneRootOf(location) : undefined;
    if (own?.isRepository === true) around.set(own.root.toString(), own.root);
  }
  const lone = indexOf(around);
  return locations.map((location, index) => {
    const found = owners[index] ?? nearest(lone, location);
    if (found !== undefined) return found;
    const own = loneRootOf(location)?.root;
    return own === undefined ? undefined : nearest(indexOf(new Map([[own.toString(), own]])), location);
  });
}

/** The paths of the other roots in each root, by its URI. */
export function nestedIn(roots: ReadonlyMap<string, URI>): ReadonlyMap<string, readonly string[]> {
  const index = indexOf(roots);
  const nested = new Map<string, string[]>();
  for (const location of roots.values())
    for (const { root, path } of holding(index, location))
      if (path !== "") nested.set(root, [...(nested.get(root) ?? []), path]);
  return new Map([...roots.keys()].map((root) => [root, (nested.get(root) ?? []).toSorted()]));
}

/** Roots by the key of their location: a document has few folders above it, and there may be thousands of roots. */
type Index = ReadonlyMap<string, { readonly root: string; readonly location: URI }>;

function indexOf(roots: ReadonlyMap<string, URI>): Index {
  return new Map([...roots].map(([root, location]) => [keyOf(location, location.path), { root, location }]));
}

function keyOf({ scheme, authority, query }: URI, path: string): string {
  return JSON.stringify([scheme, authority, query, path.replace(/\/+$/, "")]);
}

/** The roots that hold a location, itself included, the nearest first. */
function holding(index: Index, location: URI): readonly Owner[] {
  const found: Owner[] = [];
  for (let folder = location.path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/")))) {
    const root = index.get(keyOf(location, folder));
    const path = root && pathIn(root.location, location);
    if (root !== undefined && path !== undefined) found.push({ root: root.root, path });
    if (folder === "") return found;
  }
}

function nearest(index: Index, location: URI): Owner | undefined {
  return holding(index, location).find(({ path }) => path !== "");
}
