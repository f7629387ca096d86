import { realpath } from "node:fs/promises";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { rootAbove } from "../loaded.ts";

interface Place {
  /** Absolute, links followed. */
  readonly path: string;
  /** The folder of the repository that it belongs to; the path itself where there is none. */
  readonly repository: string;
}

/**
 * A path that a client names; or why it isn't read, as one sentence: it isn't in the folder `root`, or it belongs to a repository
 * that isn't.
 */
export async function placeInside(root: string, typed: string): Promise<Place | { readonly wrong: string }> {
  const real = await realpath(root).catch(() => root);
  const path = await realpath(resolve(real, typed)).catch(() => undefined);
  // Of what is outside it isn't even said whether it exists.
  if (!isInside(real, path ?? resolve(real, typed))) return { wrong: `${typed} isn't inside ${root}.` };
  if (path === undefined) return { wrong: `There is no ${typed} in ${root}.` };
  const repository = await rootAbove(path);
  return repository === undefined || isInside(real, repository)
    ? { path, repository: repository ?? path }
    : { wrong: `${typed} belongs to the repository ${repository}, which isn't inside ${root}.` };
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
