import type { Rule } from "../../server/src/rule.ts";
import { drawn } from "./all.ts";
import { difference } from "./difference.ts";
import { printedProblems } from "./printed.ts";
import type { Page } from "./read.ts";
import { storyProblems } from "./story.ts";
import { ownFindings, trialOf } from "./trial.ts";
import { messageProblems } from "./wording.ts";

/**
 * Laws 1, 10 and 11 for one page: it is notation, has examples of both kinds, and its generated parts are current.
 * `further` is the file with the rule's other examples, whose examples and printed errors count as the page's.
 */
export function pageProblems(
  page: Page,
  source: string,
  rules: readonly Rule[],
  further?: { readonly page: Page; readonly source: string },
): readonly string[] {
  if (page.problems.length > 0) return page.problems;
  if (page.rule === undefined)
    return [
      ...headProblems(page, source, rules),
      ...(page.examples.length > 0 ? storyProblems(page, rules) : ["has no example"]),
    ];
  const rule = rules.find(({ id }) => id === page.rule);
  if (rule === undefined) return ["rules/index.ts lists no such rule"];
  const title = source.startsWith(`# ${rule.id}\n`) ? [] : [`the first line isn't "# ${rule.id}"`];
  if (page.path.startsWith("test/rules/")) return [...title, ...printedProblems(source)];
  const examples = [...page.examples, ...(further?.page.examples ?? [])];
  const seen = new Set(
    examples.flatMap((example) => ownFindings(trialOf(example, rules)).map(({ severity }) => severity)),
  );
  return [
    ...headProblems(page, source, rules),
    ...title,
    ...shapeProblems(source),
    ...(examples.some(({ reported }) => reported === false) ? [] : ["has no example that isn't reported"]),
    ...rule.severities
      .filter((severity) => !seen.has(severity))
      .map((severity) => `no example shows the severity ${severity}`),
    ...printedProblems(source, undefined, further?.source),
    ...messageProblems(rule.summary).map((problem) => `of the rule's summary, ${problem}`),
  ];
}

const headings = ["What it reports", "Why", "Example", "How to fix it", "When it stays silent"];
const longest = 150;

/** A page is one screen: five sections in one order, and no more lines than a reader scrolls through. */
function shapeProblems(source: string): readonly string[] {
  const lines = source.split("\n");
  const prose = source.replaceAll(/^(`{3,})[^]*?^\1$/gm, "");
  const found = [...prose.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
  const length = lines.length - 1;
  return [
    ...(found.join() === headings.join() ? [] : [`its sections are ${found.join(", ")}, not ${headings.join(", ")}`]),
    ...(length <= longest ? [] : [`has ${length} lines, more than ${longest}: examples can move to test/rules`]),
  ];
}

function headProblems(page: Page, source: string, rules: readonly Rule[]): readonly string[] {
  const head = lead(drawn(page, rules));
  return head === lead(source) ? [] : [`the page (-) and its rule (+) differ:\n${difference(lead(source), head)}`];
}

/** Law 10: the rules, their files and their pages have the same names. */
export function nameProblems(
  rules: readonly Rule[],
  files: readonly string[],
  pages: readonly string[],
): readonly string[] {
  const ids = rules.map(({ id }) => id);
  return [
    ...ids.filter((id) => !/^[a-z]+(?:-[a-z]+)*$/.test(id)).map((id) => `"${id}" isn't kebab-case`),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `rules/index.ts lists ${id} twice`),
    ...ids.filter((id) => !files.includes(id)).map((id) => `${id} has no file server/src/rules/${id}.ts`),
    ...ids.filter((id) => !pages.includes(id)).map((id) => `${id} has no page docs/rules/${id}.md`),
    ...files.filter((id) => !ids.includes(id)).map((id) => `server/src/rules/${id}.ts isn't listed in rules/index.ts`),
    ...pages.filter((id) => !ids.includes(id)).map((id) => `docs/rules/${id}.md is the page of no rule`),
    ...rules.filter(({ severities }) => severities.length === 0).map(({ id }) => `${id} names no severity`),
    ...rules
      .filter(({ pedantic, severities }) => pedantic && !severities.includes("info"))
      .map(({ id }) => `${id} is pedantic, and info isn't among its severities`),
  ];
}

/** The text before the first example. */
function lead(text: string): string {
  return text.split(/^## /m, 1)[0] ?? "";
}
