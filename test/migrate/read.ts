import { readdirSync, writeFileSync } from "node:fs";
import { readText, updating } from "../pages/current.ts";
import { readPage, type Example } from "../pages/read.ts";

/** A case: a repository before, and what stands below it in the file. */
export interface Case {
  readonly example: Example;
  /** The workflow that is migrated: the first file that is one. */
  readonly path: string;
  readonly drawn: string;
}

/** A file of cases: prose, then one case for each `##`. */
export interface CaseFile {
  readonly path: string;
  readonly lead: string;
  readonly cases: readonly Case[];
  readonly problems: readonly string[];
}

/** What is drawn begins with this line. */
export const opening = "Migrated:";

export function caseFiles(): readonly CaseFile[] {
  const names = readdirSync("test/migrate").filter((name) => name.endsWith(".md"));
  return names.toSorted().map((name) => read(`test/migrate/${name}`));
}

/** Writes the files anew where that is asked for. */
export function redraw(file: CaseFile, draw: (each: Case) => string): void {
  if (!updating()) return;
  const sections = file.cases.map((each) => `${authorOf(each.example.written)}\n\n${draw(each)}`);
  const text = `${[file.lead, ...sections].join("\n\n")}\n`;
  if (text !== readText(file.path)) writeFileSync(file.path, text);
}

function read(path: string): CaseFile {
  const [lead = "", ...sections] = readText(path).split(/^(?=## )/m);
  const problems: string[] = [];
  const cases = sections.flatMap((section) => {
    const author = authorOf(section);
    const page = readPage(path, `${author}\n`);
    problems.push(...page.problems);
    return page.examples.map((example) => ({
      example,
      path: example.files.find((file) => file.path.startsWith(".github/workflows/"))?.path ?? "",
      drawn: section.slice(author.length).trim(),
    }));
  });
  return { path, lead: lead.trim(), cases, problems };
}

function authorOf(section: string): string {
  const end = section.indexOf(`\n${opening}\n`);
  return (end < 0 ? section : section.slice(0, end)).trim();
}
