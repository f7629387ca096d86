import { limits } from "../limits.ts";

/**
 * A path with its `.` and `..` applied and no slash at either end, or undefined where it leaves the repository,
 * is absolute, or is longer than a path can be.
 */
export function applyDots(path: string): string | undefined {
  if (path.length <= limits.path && isPlain.test(path)) return path;
  if (path.length > limits.path || path.startsWith("/") || path.includes("\\") || path.includes("\0")) return undefined;
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join("/");
}

/** Nearly every path: no dots to apply, and nothing to refuse. */
const isPlain = /^(?!\.{1,2}(?:\/|$))[^/\\\0]+(?:\/(?!\.{1,2}(?:\/|$))[^/\\\0]+)*$/;

/** `name` inside `directory`; the root is `""`. */
export function join(directory: string, name: string): string {
  return directory === "" ? name : `${directory}/${name}`;
}

/** The folder that holds a path: `""` for the root's own files. */
export function dirname(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** The last part of a path. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** A folder and those that hold it, up to the repository's root. */
export function upwards(directory: string): readonly string[] {
  const folders = [directory];
  for (let folder = directory; folder !== "";) folders.push((folder = dirname(folder)));
  return folders;
}
