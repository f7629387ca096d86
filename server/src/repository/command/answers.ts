/** A question about the place at which a script runs, and its answer there. */
interface Question<Place> {
  readonly answer: string | undefined;
  ask(place: Place): string | undefined;
}

/** What one place led to, with all that it was asked for. */
export interface Kept<Place, T> {
  readonly result: T;
  readonly questions: readonly Question<Place>[];
}

/** Notes a question with its answer, which it gives back. */
export type Note<Place> = (answer: string | undefined, ask: Question<Place>["ask"]) => string | undefined;

/** As many as are worth to look through. */
const mostKept = 16;

/**
 * What `compute` gives at a place, or gave at an earlier one that answers all its questions in the same way: most legs
 * and callers of a job differ in nothing that a script asks for. `compute` must know the place by its questions alone.
 */
export function sameAnswers<Place, T>(kept: Kept<Place, T>[], place: Place, compute: (note: Note<Place>) => T): T {
  const same = kept.find(({ questions }) => questions.every(({ answer, ask }) => answer === ask(place)));
  if (same !== undefined) return same.result;
  const questions: Question<Place>[] = [];
  const result = compute((answer, ask) => {
    questions.push({ answer, ask });
    return answer;
  });
  kept.unshift({ result, questions });
  kept.length = Math.min(kept.length, mostKept);
  return result;
}
