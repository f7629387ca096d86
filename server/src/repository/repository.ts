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
    file(path) {
      const normal = applyDots(path);
      if (normal === undefined || neverRead(normal)) return "absent";
      asked.files.add(normal);
      return input.files.get(normal) ?? "unknown";
    },
    directory(path) {
      const normal = applyDots(path);
      if (normal === undefined || neverRead(normal)) return "absent";
      asked.directories.add(normal);
      return input.directories.get(normal) ?? "unknown";
    },
  };
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
