import { parseJson } from "../../server/src/syntax/json.ts";
import { parseYaml } from "../../server/src/syntax/yaml.ts";
import { textOf, type Edit, type SourceFile } from "../../server/src/text.ts";
import { applied, sourceFiles, textsOf, type Trial } from "./trial.ts";

/** Edits are in range, of the files as they are, and rewrite nothing that they leave as it is. */
export function editProblems(trial: Trial): readonly string[] {
  const files = sourceFiles(trial);
  return fixesOf(trial).flatMap(({ title, edits }) => [
    ...(edits.length === 0 ? [`"${title}" edits nothing`] : []),
    ...edits.flatMap((edit) => editProblem(edit, files)).map((what) => `"${title}" ${what}`),
  ]);
}

/** The texts after each fix alone: changed, complete, and no worse YAML or JSON than before. */
export function fixedTextProblems(trial: Trial): readonly string[] {
  const before = textsOf(trial);
  return fixesOf(trial).flatMap(({ title, edits }) => {
    if (edits.some((edit) => editProblem(edit, sourceFiles(trial)).length > 0)) return [];
    const after = applied(trial, edits);
    if (after === undefined) return [`"${title}" has edits that overlap`];
    const changed = sourceFiles(after).filter(({ path, text }) => before.get(path) !== text);
    return [
      ...(changed.length === 0 ? [`"${title}" changes nothing`] : []),
      ...changed.flatMap((file) => {
        const old = { path: file.path, text: before.get(file.path) ?? "" };
        return [
          ...(errorsOf(file) > errorsOf(old)
            ? [`"${title}" leaves ${file.path} with a syntax error:\n${file.text}`]
            : []),
          ...(outside(old.text, file, edits) ? [] : [`"${title}" changes ${file.path} outside its edits`]),
          ...(old.text.endsWith("\n") && !/\n$|^\uFEFF?$/.test(file.text)
            ? [`"${title}" cuts the last line end off ${file.path}`]
            : []),
        ];
      }),
    ];
  });
}

/** Whether the text before the first edit of the file and after the last still stands. */
function outside(old: string, file: SourceFile, edits: readonly Edit[]): boolean {
  const own = edits.filter((edit) => edit.span.file.path === file.path);
  const before = old.slice(0, Math.min(...own.map((edit) => edit.span.start)));
  return file.text.startsWith(before) && file.text.endsWith(old.slice(Math.max(...own.map((edit) => edit.span.end))));
}

/** How many syntax errors the parser meets; 0 for languages in which nothing is one. */
function errorsOf(file: SourceFile): number {
  if (/\.ya?ml$/.test(file.path)) return parseYaml(file).errors;
  return file.path.endsWith(".json") ? parseJson(file).errors : 0;
}

function fixesOf(trial: Trial): readonly { readonly title: string; readonly edits: readonly Edit[] }[] {
  return trial.linted.findings.flatMap((finding) => finding.fixes ?? []);
}

function editProblem({ span, text }: Edit, files: readonly SourceFile[]): readonly string[] {
  const { file, start, end } = span;
  if (!files.includes(file)) return [`edits ${file.path}, which isn't a file of the repository as it is now`];
  const within = Number.isInteger(start) && start >= 0 && start <= end && end <= file.text.length;
  if (!within) return [`edits ${file.path} from ${start} to ${end}, of ${file.text.length}`];
  if (textOf(span) === text) return ["has an edit that changes nothing"];
  return reprints(textOf(span), text)
    ? [`prints lines of ${file.path} again instead of leaving them: ${JSON.stringify(text)}`]
    : [];
}

/** Whether a whole line at either end of the replaced text is put back as it was. */
function reprints(old: string, text: string): boolean {
  const [before, after] = [old.split(/(?<=\n)/), text.split(/(?<=\n)/)];
  if (before.length < 2 || text === "") return false;
  return (
    (before[0]?.trim() !== "" && before[0] === after[0]) ||
    (before.at(-1)?.trim() !== "" && before.at(-1) === after.at(-1))
  );
}
