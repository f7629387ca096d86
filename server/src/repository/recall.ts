import { memo, memoByValue } from "../text.ts";
import type { DirectoryState, FileState } from "./input.ts";
import type { Derivation, Repository } from "./repository.ts";

interface Recalled {
  readonly result: unknown;
  /** Each question once, in the order in which they were asked. */
  readonly asked: readonly Question[];
  readonly outside: string;
}

interface Question {
  readonly answer: unknown;
  /** A function of the module: a closure would keep the first repository as long as the answer. */
  ask(repository: Repository, path: string): unknown;
  readonly path: string;
}

const recalled = new WeakMap<object, Recalled>();

/**
 * What `compute` says of a key, computed once for a repository, and not again in later ones that answer alike. A function of the
 * module, as its identity is the cache's key.
 */
export function derived<T>(repository: Repository, compute: Derivation<T>, key: string): T {
  if (repository.derive !== undefined) return repository.derive(compute, key);
  const answers = answersOf(repository);
  const own = answers.get(compute) ?? new Map<string, unknown>();
  answers.set(compute, own);
  if (!own.has(key))
    own.set(
      key,
      recall(repository, subjectsOf(compute)(key), (recorded) => compute(recorded, key)),
    );
  return own.get(key) as T;
}

const answersOf = memo<Repository, Map<Derivation<unknown>, Map<string, unknown>>>(() => new Map());
const subjectsOf = memo((_compute: Derivation<unknown>) => memoByValue((_key: string) => ({})));

/** What the input says besides its files. */
const outsideOf = memo(({ today, github, remotes }: Repository["input"]) => JSON.stringify([today, github, remotes]));

/**
 * What `compute` gave for a subject before, while everything it read is the same: files and folders by identity, what was
 * derived from others, and what else the input says. `compute` must ask only the repository it is given.
 * A result that doesn't last is computed each time.
 */
export function recall<T>(
  repository: Repository,
  subject: object,
  compute: (repository: Repository) => T,
  lasts: (result: T) => boolean = () => true,
): T {
  const outside = outsideOf(repository.input);
  const before = recalled.get(subject);
  if (before !== undefined && before.outside === outside && unchanged(before, repository)) return before.result as T;
  const asked: Question[] = [];
  const seen = { files: new Set<string>(), directories: new Set<string>() };
  const note = <V>(ask: (repository: Repository, path: string) => V, path: string): V => {
    const answer = ask(repository, path);
    asked.push({ answer, ask, path });
    return answer;
  };
  const result = compute({
    input: repository.input,
    file(path) {
      if (seen.files.has(path)) return repository.file(path);
      seen.files.add(path);
      return note(fileIn, path);
    },
    directory(path) {
      if (seen.directories.has(path)) return repository.directory(path);
      seen.directories.add(path);
      return note(directoryIn, path);
    },
    derive: (derivation, key) => note(derivationBy(derivation), key) as ReturnType<typeof derivation>,
  });
  if (lasts(result)) recalled.set(subject, { result, asked, outside });
  return result;
}

function fileIn(repository: Repository, path: string): FileState {
  return repository.file(path);
}

function directoryIn(repository: Repository, path: string): DirectoryState {
  return repository.directory(path);
}

const derivationBy = memo(
  (derivation: Derivation<unknown>) => (repository: Repository, key: string) => derived(repository, derivation, key),
);

/**
 * Asks everything again, so that the questions are recorded as if the answer were computed again. Up to the first
 * other answer that asks for nothing that `compute` wouldn't.
 */
function unchanged({ asked }: Recalled, repository: Repository): boolean {
  return asked.every(({ answer, ask, path }) => alike(answer, ask(repository, path)));
}

/** Whether an answer is the same, or a list of the same. */
function alike(before: unknown, now: unknown): boolean {
  if (before === now) return true;
  if (!Array.isArray(before) || !Array.isArray(now) || before.length !== now.length) return false;
  return before.every((each, index) => each === now[index]);
}
