import { applyDots } from "./paths.ts";
import { memo } from "../text.ts";
import type { DirectoryState, FileState, Paths, RepositoryInput } from "./input.ts";

/** A repository as lint sees it: its answers, and a record of what was asked. */
export interface Repository {
  readonly input: RepositoryInput;
  /** `unknown` for a path that isn't loaded; the question is recorded, so that the adapter can load it. */
  file(path: string): FileState;
  directory(path: string): DirectoryState;
  /** Answers for `derived`, where someone keeps a record of what was asked. */
  derive?<T>(compute: Derivation<T>, key: string): T;
}

/** What the files of a repository say of a key: many may ask, and few of the answers change with a file. */
type Derivation<T> = (repository: Repository, key: string) => T;

/** What `compute` says, computed once for a repository. A function of the module, as its identity is the cache's key. */
export function derived<T>(repository: Repository, compute: Derivation<T>, key: string): T {
  if (repository.derive !== undefined) return repository.derive(compute, key);
  const answers = answersOf(repository);
  const own = answers.get(compute) ?? new Map<string, unknown>();
  answers.set(compute, own);
  if (!own.has(key)) own.set(key, compute(repository, key));
  return own.get(key) as T;
}

const answersOf = memo<Repository, Map<Derivation<unknown>, Map<string, unknown>>>(() => new Map());

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
