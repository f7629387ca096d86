/** A question about the place at which a script runs, and its answer there. */
interface Question<Place> {
  readonly answer: string | undefined;
  readonly about: string | undefined;
  /** A function of its module: a closure would keep the first place, and all that it leads to, as long as the answer. */
  ask(place: Place, about: string | undefined): string | undefined;
}

/** What one place led to, with all that it was asked for. */
export interface Kept<Place, T> {
  readonly result: T;
  readonly questions: readonly Question<Place>[];
}

/** Asks the place, and notes the question with its answer. */
export type Note<Place> = <About extends string | undefined>(
  ask: (place: Place, about: About) => string | undefined,
  about: About,
) => string | undefined;

/** As many as are worth to look through. */
const mostKept = 16;

/**
 * What `compute` gives at a place, or gave at an earlier one that answers all its questions in the same way: most legs
 * and callers of a job differ in nothing that a script asks for. `compute` must know the place by its questions alone.
 */
export function sameAnswers<Place, T>(kept: Kept<Place, T>[], place: Place, compute: (note: Note<Place>) => T): T {
  const same = kept.find(({ questions }) => questions.every(({ answer, ask, about }) => answer === ask(place, about)));
  if (same !== undefined) return same.result;
  const questions: Question<Place>[] = [];
  const result = compute((ask, about) => {
    const answer = ask(place, about);
    questions.push({ answer, ask, about });
    return answer;
  });
  kept.unshift({ result, questions });
  kept.length = Math.min(kept.length, mostKept);
  return result;
}
