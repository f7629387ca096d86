import { existsSync, readdirSync } from "node:fs";
import type { Rule } from "../../server/src/rule.ts";
import { readText, updating, writeText } from "./current.ts";
import { drawExample, drawPage, type Drawn } from "./draw.ts";
import { readPage, type Example, type Page } from "./read.ts";
import { ownFindings, trialOf, type Trial } from "./trial.ts";

/** The paths of all rules' pages, their further examples, and files of cases. */
export function pagePaths(): readonly string[] {
  return [...markdown("docs/rules"), ...markdown("test/rules"), ...markdown("test/cases")];
}

/** Of a rule's page, the file with its further examples. */
export function furtherPath(page: Page): string | undefined {
  const path = `test/rules/${page.rule}.md`;
  return page.path.startsWith("docs/rules/") && existsSync(path) ? path : undefined;
}

/** Every rule's page, further examples and cases, or those of these paths; with UPDATE=1 each is first drawn anew. */
export function readPages(rules: readonly Rule[], paths = pagePaths()): readonly Page[] {
  return paths.map((path) => {
    const page = readPage(path, readText(path));
    if (!updating() || page.problems.length > 0) return page;
    const text = redrawn(page, rules);
    if (text !== readText(path)) writeText(path, text);
    return readPage(path, text);
  });
}

/** The page with each example as it should be. */
export function drawn(page: Page, rules: readonly Rule[]): string {
  return drawPage(
    page,
    rules,
    page.examples.map((example) => draw(example, rules)),
    furtherTrials(page, rules),
  );
}

/** As `drawn`, but an example that would change its section or lose its last mark stays as it is, and its test fails. */
export function redrawn(page: Page, rules: readonly Rule[]): string {
  const examples = page.examples.map((example) => {
    const anew = draw(example, rules);
    return mayRedraw(anew) ? anew : { ...anew, text: example.written };
  });
  return drawPage(page, rules, examples, furtherTrials(page, rules));
}

/** The examples of the rule that aren't in its page: the page's head counts their fixes too. */
function furtherTrials(page: Page, rules: readonly Rule[]): readonly Trial[] {
  const path = furtherPath(page);
  return path === undefined ? [] : readPage(path, readText(path)).examples.map((example) => trialOf(example, rules));
}

function draw(example: Example, rules: readonly Rule[]): Drawn {
  const trial = trialOf(example, rules);
  return { example, trial, text: drawExample(trial) };
}

function mayRedraw({ example, trial }: Drawn): boolean {
  const reports = ownFindings(trial).length > 0;
  if (example.reported !== undefined) return reports === example.reported;
  return reports || example.files.every((file) => file.marks.length === 0);
}

function markdown(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true }).map((name) => String(name).replaceAll("\\", "/"));
  return names
    .filter((name) => name.endsWith(".md"))
    .map((name) => `${folder}/${name}`)
    .toSorted();
}
