import { applyDots } from "./paths.ts";
import type { DirectoryState, FileState, Paths, RepositoryInput } from "./input.ts";

/** A repository as lint sees it: its answers, and a record of what was asked. */
export interface Repository {
  readonly input: RepositoryInput;
  /** `unknown` for a path that isn't loaded; the question is recorded, so that the adapter can load it. */
  file(path: string): FileState;
  directory(path: string): DirectoryState;
}

/** A repository that records into `asked` every path it is asked for. */
export function repositoryOf(input: RepositoryInput, asked: Asked): Repository {
  return {
    input,
    file: (path) => answer(path, input.files, asked.files),
    directory: (path) => answer(path, input.directories, asked.directories),
  };
}

function answer<V>(path: string, states: ReadonlyMap<string, V>, asked: Set<string>): V | "absent" | "unknown" {
  // A path is asked for again and again.
  if (asked.has(path)) return states.get(path) ?? "unknown";
  const normal = states.has(path) ? path : applyDots(path);
  if (normal === undefined || neverRead(normal)) return "absent";
  asked.add(normal);
  return states.get(normal) ?? "unknown";
}

export interface Asked {
  readonly files: Set<string>;
  readonly directories: Set<string>;
}

/** The asked paths that the input has no answer for. */
export function wanted(input: RepositoryInput, asked: Asked): Paths {
  return {
    files: [...asked.files].filter((path) => !input.files.has(path)),
    directories: [...asked.directories].filter((path) => !input.directories.has(path)),
  };
}

function neverRead(path: string): boolean {
  return /(?:^|\/)(?:node_modules|\.git)(?:\/|$)/.test(path);
}
