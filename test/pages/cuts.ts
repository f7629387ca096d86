import { parseJson } from "../../server/src/syntax/json.ts";
import { parseYaml } from "../../server/src/syntax/yaml.ts";
import { sampledPlaces } from "./sample.ts";
import { sourceFiles, withTexts, type Trial } from "./trial.ts";

/** What `check` says of the trial with each file cut at every line's end and at 32 offsets. Each problem is reported once. */
export function cutProblems(trial: Trial, check: (cut: Trial) => readonly string[]): readonly string[] {
  const problems = new Map<string, string>();
  const tell = (path: string, offset: number, problem: string): void => {
    if (!problems.has(problem)) problems.set(problem, `${path} cut at ${offset}: ${problem}`);
  };
  for (const { path, text } of sourceFiles(trial)) {
    for (const offset of sampledPlaces([...offsets(text)])) {
      for (const problem of attempt(() => check(withTexts(trial, new Map([[path, text.slice(0, offset)]])))))
        tell(path, offset, problem);
    }
    if (text.length > small) continue;
    for (const offset of sampledPlaces([...Array(text.length).keys()]))
      for (const problem of attempt(() => parse(path, text.slice(0, offset)))) tell(path, offset, problem);
  }
  return [...problems.values()];
}

/** Characters up to which every prefix is parsed: a parse takes a quarter of a millisecond. */
const small = 300;

/** Every parser gets the text: a file's name promises nothing. */
function parse(path: string, text: string): readonly string[] {
  parseYaml({ path, text });
  parseJson({ path, text });
  return [];
}

function attempt(work: () => readonly string[]): readonly string[] {
  try {
    return work();
  } catch (error) {
    return [`threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
  }
}

/** Every line's end, and 32 places that depend on nothing but the text. */
function offsets(text: string): ReadonlySet<number> {
  const chosen = new Set<number>();
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) chosen.add(end);
  let state = seed(text);
  for (let count = 0; count < 32; count++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    chosen.add(Math.floor((state / 2 ** 32) * text.length));
  }
  return chosen;
}

function seed(text: string): number {
  let hash = 2166136261;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 16777619);
  return hash >>> 0;
}
