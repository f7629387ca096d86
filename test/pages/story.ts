import type { Rule } from "../../server/src/rule.ts";
import type { Example, Page } from "./read.ts";
import { trialOf, tryOut } from "./trial.ts";

/**
 * What the table at the top of a case file expects, and lint says otherwise: one row for each section, each with the
 * rules and severities to be found, on the section's own day and on those that further columns name.
 * It is written by hand and never drawn. A file without such a table expects nothing.
 */
export function storyProblems(page: Page, rules: readonly Rule[]): readonly string[] {
  const [header, , ...rows] = tableOf(page);
  if (header === undefined) return /\/story-[^/]*$/.test(page.path) ? ["a story begins with a table of its steps"] : [];
  const days = header.slice(3).map((title) => /^On (\d{4}-\d\d-\d\d)$/.exec(title)?.[1]);
  if (header.slice(0, 3).join() !== "Step,State,Findings" || days.includes(undefined))
    return [
      `the table's head isn't "Step | State | Findings", and "On YYYY-MM-DD" for other days: ${header.join(" | ")}`,
    ];
  const steps = rows.map(([step = ""]) => step);
  const titles = page.examples.map(({ title }) => title);
  return [
    ...steps.filter((step, index) => steps.indexOf(step) !== index).map((step) => `the table has two rows "${step}"`),
    ...steps.filter((step) => !titles.includes(step)).map((step) => `the table's row "${step}" names no section`),
    ...page.examples.flatMap((example) => {
      const row = rows.find(([step]) => step === example.title);
      if (row === undefined) return [`the table has no row for the section "${example.title}"`];
      return [undefined, ...days].flatMap((day, index) => stepProblems(example, rules, row[2 + index] ?? "", day));
    }),
  ];
}

/** The cells of the first table in the prose above the first section: head, line, rows. */
function tableOf({ rule, parts }: Page): readonly (readonly string[])[] {
  const [lead] = parts;
  if (rule !== undefined || typeof lead !== "string") return [];
  const lines = lead.split("\n").filter((line) => line.startsWith("|"));
  return lines.map((line) =>
    line
      .replace(/^\||\|\s*$/g, "")
      .split("|")
      .map((cell) => cell.trim()),
  );
}

function stepProblems(
  example: Example,
  rules: readonly Rule[],
  cell: string,
  day: string | undefined,
): readonly string[] {
  const expected = findingsIn(cell);
  const step = `"${example.title}"${day === undefined ? "" : ` on ${day}`}`;
  if (expected === undefined) return [`the table's row ${step} isn't "none" or "\`rule\` severity, …": ${cell}`];
  const trial =
    day === undefined
      ? trialOf(example, rules)
      : tryOut({ ...example, given: { ...example.given, today: day } }, rules);
  const found = trial.findings.map(({ rule, severity }) => `\`${rule.id}\` ${severity}`).toSorted();
  return found.join() === expected.join()
    ? []
    : [`for ${step} the table says ${list(expected)}, and lint ${list(found)}`];
}

/** Each finding by rule and severity, sorted; undefined for what isn't notation. */
function findingsIn(cell: string): readonly string[] | undefined {
  if (cell === "none") return [];
  const each = cell.split(/,\s*/);
  return each.every((finding) => /^`[a-z-]+` (?:error|warning|info)$/.test(finding)) ? each.toSorted() : undefined;
}

function list(findings: readonly string[]): string {
  return findings.length === 0 ? "none" : findings.join(", ");
}
