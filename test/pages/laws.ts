import { difference } from "./difference.ts";
import { drawExample } from "./draw.ts";
import { editProblems, fixedTextProblems } from "./edits.ts";
import { fixesRemove, safeFixesMeet } from "./fixes.ts";
import { fullPortrait, placed, told } from "./portrait.ts";
import { cutProblems } from "./cuts.ts";
import { lineEndProblems } from "./line-ends.ts";
import { ownFindings, sourceFiles, tryOut, type Trial } from "./trial.ts";
import { messageProblems, textProblems, titleProblems } from "./wording.ts";

/** What holds for every example of every page and every case; numbers and order are those of the design. */
export interface Law {
  readonly number: number;
  readonly says: string;
  /** One text for each breach; none where the law holds. */
  check(trial: Trial): readonly string[];
}

export const laws: readonly Law[] = [
  { number: 2, says: "marks match exactly", check: marksMatch },
  { number: 3, says: "a fix removes its finding", check: fixesRemove },
  {
    number: 4,
    says: "a fix edits only what it should",
    check: (trial) => [...editProblems(trial), ...fixedTextProblems(trial)],
  },
  { number: 5, says: "safe fixes together and one by one give the same", check: safeFixesMeet },
  { number: 6, says: "line ends and a BOM survive", check: lineEndProblems },
  { number: 7, says: "lint never throws and is deterministic", check: neverThrows },
  { number: 8, says: "spans are non-empty and within one line", check: (trial) => spanProblems(trial) },
  { number: 9, says: "messages and titles are well put", check: wellPut },
];

function marksMatch(trial: Trial): readonly string[] {
  const { example } = trial;
  const own = ownFindings(trial);
  const problems: string[] = [];
  if (example.reported === true && own.length === 0)
    problems.push(`stands under "Reported", and ${example.rule} reports nothing`);
  if (example.reported === false) {
    for (const finding of trial.findings.filter(
      ({ rule, severity }) => rule.id === example.rule || severity === "error",
    ))
      problems.push(`stands under "Not reported", and lint says: ${told(finding)}`);
  }
  const drawn = drawExample(trial);
  if (drawn !== example.written)
    problems.push(
      `the page (-) and lint (+) differ; UPDATE=1 npm test draws the page anew:\n${difference(example.written, drawn)}`,
    );
  return problems;
}

function neverThrows(trial: Trial): readonly string[] {
  const once = fullPortrait(trial).join("\n");
  const again = fullPortrait(tryOut(trial.example, trial.rules)).join("\n");
  return [
    ...failures(trial),
    ...(once === again ? [] : [`lint says something else the second time:\n${difference(once, again)}`]),
    ...cutProblems(trial, (cut) => [
      ...failures(cut),
      ...spanProblems(cut),
      ...editProblems(cut),
      ...fixedTextProblems(cut),
      ...wellPut(cut),
    ]),
  ];
}

function failures(trial: Trial): readonly string[] {
  return trial.linted.failures.map(({ what, error }) => `${what} threw ${error.replace(/^Error: /, "")}`);
}

function spanProblems(trial: Trial): readonly string[] {
  const files = sourceFiles(trial);
  const { findings, understood } = trial.linted;
  const spans = findings.flatMap(({ rule, span, related = [], redact = [] }) =>
    [span, ...related.map((place) => place.span), ...redact].map((own) => ({ span: own, from: rule.id })),
  );
  return [...spans, ...understood.unknown.map(({ span }) => ({ span, from: "what isn't understood" }))].flatMap(
    ({ span, from }) => {
      const { file, start, end } = span;
      if (!files.includes(file))
        return [`${from}: a span in ${file.path}, which isn't a file of the repository as it is now`];
      const within = Number.isInteger(start) && start >= 0 && start < end && end <= file.text.length;
      if (!within) return [`${from}: a span of ${file.path} from ${start} to ${end}, of ${file.text.length}`];
      return /[\r\n]/.test(file.text.slice(start, end))
        ? [`${from}: the span ${placed(span)} covers a line's end`]
        : [];
    },
  );
}

function wellPut(trial: Trial): readonly string[] {
  return trial.linted.findings.flatMap(({ rule, severity, message, unless, related = [], fixes = [], redact = [] }) => {
    const texts = [message, ...related.map((place) => place.message), ...fixes.map(({ title }) => title)];
    const secrets = redact.map(({ file, start, end }) => file.text.slice(start, end));
    const titles = fixes.map(({ title }) => title);
    return [
      // The sentence that lint adds comes on top of what a rule may say.
      ...messageProblems(unless === undefined ? message : message.replace(/ Unless .+\.$/, "")),
      ...textProblems(message),
      ...fixes.flatMap(titleProblems),
      ...related.flatMap((place) =>
        textProblems(place.message).map((what) => `a related place's message ${what}: ${place.message}`),
      ),
      ...(secrets.some((secret) => texts.some((text) => text.includes(secret))) ? ["a text shows a secret"] : []),
      ...(new Set(titles).size < titles.length
        ? [`two fixes of one finding are called the same: ${titles.join(", ")}`]
        : []),
      ...(rule.severities.includes(severity)
        ? []
        : [`${rule.id} reports ${severity}, and its severities don't name it`]),
    ];
  });
}
