import type { URI } from "vscode-uri";
import { loneRootOf, pathIn } from "./locations.ts";

/** Where a file belongs: the URI of its repository's root, and its path from there. */
export interface Home {
  readonly root: string;
  readonly path: string;
}

/**
 * The home of each location: the nearest root that holds it. Those that none holds make roots of their own:
 * first the files of a `.github` folder, for the repository that is around it, then a package.json or .npmrc.
 * Undefined for every other file.
 */
export function homesOf(roots: ReadonlyMap<string, URI>, locations: readonly URI[]): readonly (Home | undefined)[] {
  const homes = locations.map((location) => nearest(roots, location));
  const lone = new Map<string, URI>();
  for (const [index, location] of locations.entries()) {
    const own = homes[index] === undefined ? loneRootOf(location) : undefined;
    if (own?.isRepository === true) lone.set(own.root.toString(), own.root);
  }
  return locations.map((location, index) => {
    const known = homes[index] ?? nearest(lone, location);
    if (known !== undefined) return known;
    const own = loneRootOf(location)?.root;
    return own === undefined ? undefined : nearest(new Map([[own.toString(), own]]), location);
  });
}

/** The paths of the other roots in each root. */
export function nestedIn(root: URI, roots: Iterable<URI>): readonly string[] {
  return [...roots].flatMap((other) => pathIn(root, other) || []).sort();
}

function nearest(roots: ReadonlyMap<string, URI>, location: URI): Home | undefined {
  let found: Home | undefined;
  for (const [root, rootLocation] of roots) {
    const path = pathIn(rootLocation, location);
    if (path !== undefined && path !== "" && (found === undefined || path.length < found.path.length)) {
      found = { root, path };
    }
  }
  return found;
}
