import { derived, type Repository } from "../../repository/repository.ts";
import { memo } from "../../text.ts";

interface Recalled {
  readonly result: unknown;
  /** Each question once, in the order in which they were asked. */
  readonly asked: readonly Question[];
  readonly outside: string;
}

interface Question {
  readonly answer: unknown;
  ask(repository: Repository): unknown;
}

const recalled = new WeakMap<object, Recalled>();

/** What the input says besides its files. */
const outsideOf = memo(({ today, github, remotes }: Repository["input"]) => JSON.stringify([today, github, remotes]));

/**
 * What `compute` gave for a subject before, while everything it read is the same: files and folders by identity, what was
 * derived from others, and what the input says beside them. `compute` must ask only the repository it is given.
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
  const note = <V>(answer: V, ask: Question["ask"]): V => {
    asked.push({ answer, ask });
    return answer;
  };
  const result = compute({
    input: repository.input,
    file(path) {
      if (seen.files.has(path)) return repository.file(path);
      seen.files.add(path);
      return note(repository.file(path), (again) => again.file(path));
    },
    directory(path) {
      if (seen.directories.has(path)) return repository.directory(path);
      seen.directories.add(path);
      return note(repository.directory(path), (again) => again.directory(path));
    },
    derive: (derivation, key) => note(derived(repository, derivation, key), (again) => derived(again, derivation, key)),
  });
  if (lasts(result)) recalled.set(subject, { result, asked, outside });
  return result;
}

/**
 * Asks everything again, so that the questions are recorded as if the answer were computed anew. Up to the first
 * other answer that asks for nothing that `compute` wouldn't.
 */
function unchanged({ asked }: Recalled, repository: Repository): boolean {
  return asked.every(({ answer, ask }) => alike(answer, ask(repository)));
}

/** Whether an answer is the same, or a list of the same. */
function alike(before: unknown, now: unknown): boolean {
  if (before === now) return true;
  if (!Array.isArray(before) || !Array.isArray(now) || before.length !== now.length) return false;
  return before.every((each, index) => each === now[index]);
}
