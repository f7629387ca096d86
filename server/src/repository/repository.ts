import { applyDots } from "./paths.ts";
import type { DirectoryState, FileState, RepositoryInput } from "./input.ts";

/** A repository as lint sees it: its answers, and a record of what was asked. */
export interface Repository {
  readonly input: RepositoryInput;
  /** `unknown` for a path whose answer is pending. */
  file(path: string): FileState;
  directory(path: string): DirectoryState;
  /** Answers for `derived` (`recall.ts`), where someone keeps a record of what was asked. */
  derive?<T>(compute: Derivation<T>, key: string): T;
}

/** What the files of a repository say of a key: many may ask, and few of the answers change with a file. */
export type Derivation<T> = (repository: Repository, key: string) => T;

/** A repository that records into `asked` every path it is asked for, with the answer: a path has one answer. */
export function repositoryOf(input: RepositoryInput, asked: Asked = nothingAsked()): Repository {
  const { reader } = input;
  return {
    input,
    file: (path) => answer(path, asked.files, asked.pending.files, (normal) => reader.file(normal)),
    directory: (path) =>
      answer(path, asked.directories, asked.pending.directories, (normal) => reader.directory(normal)),
  };
}

/** What is pending counts as unknown. */
function answer<V>(
  path: string,
  answers: Map<string, V | "absent" | "unknown">,
  pending: Set<string>,
  read: (path: string) => V | "absent" | "unknown" | "pending",
): V | "absent" | "unknown" {
  // A path is asked for again and again.
  const known = answers.get(path);
  if (known !== undefined) return known;
  const normal = applyDots(path);
  if (normal === undefined || neverRead(normal)) return "absent";
  const before = normal === path ? undefined : answers.get(normal);
  if (before !== undefined) return before;
  if (pending.has(normal)) return "unknown";
  const state = read(normal);
  if (state === "pending") pending.add(normal);
  else answers.set(normal, state);
  return state === "pending" ? "unknown" : state;
}

/** The answers that a repository gave, and the paths that have none yet. */
export interface Asked {
  readonly files: Map<string, FileState>;
  readonly directories: Map<string, DirectoryState>;
  readonly pending: { readonly files: Set<string>; readonly directories: Set<string> };
}

export function nothingAsked(): Asked {
  return { files: new Map(), directories: new Map(), pending: { files: new Set(), directories: new Set() } };
}

function neverRead(path: string): boolean {
  return /(?:^|\/)(?:node_modules|\.git)(?:\/|$)/.test(path);
}
