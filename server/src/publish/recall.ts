import type { DirectoryState, FileState } from "../repository/input.ts";
import { derived, type Repository } from "../repository/repository.ts";
import type { SourceFile } from "../text.ts";

interface Recalled {
  readonly result: unknown;
  readonly files: ReadonlyMap<string, FileState>;
  readonly directories: ReadonlyMap<string, DirectoryState>;
  readonly derived: readonly Derived[];
  readonly outside: string;
}

interface Derived {
  readonly compute: Parameters<typeof derived>[1];
  readonly key: string;
  readonly answer: unknown;
}

const recalled = new WeakMap<SourceFile, Recalled>();

/**
 * What `compute` gave for a file before, while everything it read is the same: files and folders by identity, what was
 * derived from others, and what the input says beside them. `compute` must ask only the repository it is given.
 */
export function recall<T>(repository: Repository, file: SourceFile, compute: (repository: Repository) => T): T {
  const { today, github, remotes } = repository.input;
  const outside = JSON.stringify([today, github, remotes]);
  const before = recalled.get(file);
  if (before !== undefined && before.outside === outside && unchanged(before, repository)) return before.result as T;
  const files = new Map<string, FileState>();
  const directories = new Map<string, DirectoryState>();
  const answers: Derived[] = [];
  const result = compute({
    input: repository.input,
    file: (path) => remember(files, path, repository.file(path)),
    directory: (path) => remember(directories, path, repository.directory(path)),
    derive(derivation, key) {
      const answer = derived(repository, derivation, key);
      answers.push({ compute: derivation, key, answer });
      return answer;
    },
  });
  recalled.set(file, { result, files, directories, derived: answers, outside });
  return result;
}

/** Asks for every path again, so that the question is recorded as if the answer were computed anew. */
function unchanged(before: Recalled, repository: Repository): boolean {
  let same = true;
  for (const [path, state] of before.files) if (repository.file(path) !== state) same = false;
  for (const [path, state] of before.directories) if (repository.directory(path) !== state) same = false;
  return same && before.derived.every(({ compute, key, answer }) => alike(answer, derived(repository, compute, key)));
}

/** Whether an answer is the same, or a list of the same. */
function alike(before: unknown, now: unknown): boolean {
  if (before === now) return true;
  if (!Array.isArray(before) || !Array.isArray(now) || before.length !== now.length) return false;
  return before.every((each, index) => each === now[index]);
}

function remember<V>(states: Map<string, V>, path: string, state: V): V {
  states.set(path, state);
  return state;
}
