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
  const owners = locations.map((location) => nearest(roots, location));
  const lone = new Map<string, URI>();
  for (const [index, location] of locations.entries()) {
    const own = owners[index] === undefined ? loneRootOf(location) : undefined;
    if (own?.isRepository === true) lone.set(own.root.toString(), own.root);
  }
  return locations.map((location, index) => {
    const known = owners[index] ?? nearest(lone, location);
    if (known !== undefined) return known;
    const own = loneRootOf(location)?.root;
    return own === undefined ? undefined : nearest(new Map([[own.toString(), own]]), location);
  });
}

/** The paths of the other roots in each root. */
export function nestedIn(root: URI, roots: Iterable<URI>): readonly string[] {
  return [...roots].flatMap((other) => pathIn(root, other) || []).sort();
}

function nearest(roots: ReadonlyMap<string, URI>, location: URI): Owner | undefined {
  let found: Owner | undefined;
  for (const [root, rootLocation] of roots) {
    const path = pathIn(rootLocation, location);
    if (path !== undefined && path !== "" && (found === undefined || path.length < found.path.length)) {
      found = { root, path };
    }
  }
  return found;
}
