import { constants } from "node:fs";
import { access, realpath, stat } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { findRepositories } from "../host/roots.ts";
import type { Host } from "../host/host.ts";

/** A repository to lint. */
export interface Target {
  /** Absolute. */
  readonly root: string;
  /** As a person would type it. */
  readonly folder: string;
  /** Relative to the only argument, with `/`; with several arguments as typed. */
  readonly name: string;
  /** Of these files alone the findings count, relative to the root; undefined: of all. */
  readonly only: ReadonlySet<string> | undefined;
}

/** The repositories that the arguments name, each once, or one sentence that says which argument can't be read. */
export async function targetsOf(
  paths: readonly string[],
  cwd: string,
  host: Host,
): Promise<readonly Target[] | string> {
  const targets = new Map<string, Target>();
  for (const typed of paths) {
    const path = resolve(cwd, typed);
    const state = await stateOf(path);
    if (typeof state === "string") return `${typed} can't be read: ${state}.`;
    const shown = (root: string): string => (isAbsolute(typed) ? root : relative(cwd, root) || ".");
    if (state.isDirectory) {
      for await (const uri of findRepositories(host, pathToFileURL(path).href.replace(/\/$/, ""), mostFolders)) {
        const root = fileURLToPath(uri);
        const name = paths.length === 1 ? relative(path, root) : shown(root);
        targets.set(root, { root, folder: shown(root), name: slashes(name), only: undefined });
      }
    } else {
      const root = await rootOf(path);
      const known = targets.get(root);
      if (known !== undefined && known.only === undefined) continue;
      const only = new Set([...(known?.only ?? []), slashes(relative(root, path))]);
      targets.set(root, { root, folder: shown(root), name: slashes(shown(root)), only });
    }
  }
  return [...targets.values()];
}

/** Enough for a folder of thousands of clones, and an end for a folder without one. */
const mostFolders = 20_000;

/** Whether a path that can be read is a folder, or why it can't be read, as a part of a sentence. */
export async function stateOf(path: string): Promise<{ readonly isDirectory: boolean } | string> {
  try {
    const state = await stat(path);
    await access(path, constants.R_OK);
    return { isDirectory: state.isDirectory() };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return reasons[code] ?? code;
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  ENOTDIR: "there is no such file or folder",
  EACCES: "permission denied",
  EPERM: "permission denied",
  ELOOP: "its links lead in a circle",
};

/**
 * The repository that a file belongs to: what comes before `/.github/workflows/`, the only place that GitHub reads;
 * else the nearest folder with a `.git`, else with a `.github`, else the file's own.
 */
async function rootOf(file: string): Promise<string> {
  const workflows = file.lastIndexOf(join(sep, ".github", "workflows", sep));
  if (workflows >= 0) return file.slice(0, workflows) || sep;
  return (await above(file, ".git")) ?? (await above(file, ".github")) ?? dirname(file);
}

/** The nearest folder above a path that holds a name; undefined where none does. */
export async function above(file: string, name: string): Promise<string | undefined> {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const found = await realpath(join(folder, name)).catch(() => undefined);
    if (found !== undefined) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

function slashes(path: string): string {
  return path.replaceAll(sep, "/");
}
