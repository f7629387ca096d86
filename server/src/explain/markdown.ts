import { pageUrl } from "../product.ts";
import type { Span } from "../text.ts";
import type { Change, ExplainedCause, ExplainedFailure, Explanation } from "./explanation.ts";

/** Where a span begins, counted from 1, and the address of its file where that isn't the path. */
export type Where = (span: Span) => {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly target?: string;
};

/** An explanation as a document. */
export function explanationMarkdown({ failures, notes }: Explanation, where: Where): string {
  const parts = failures.flatMap((failure) => failureParts(failure, where));
  return `${[...parts, ...(notes.length > 0 ? [list(notes.map(withLinks))] : [])].join("\n\n")}\n`;
}

function failureParts(failure: ExplainedFailure, where: Where): readonly string[] {
  const { code, title, place, packages, observed, causes, ruledOut, notIt, experiment, afterwards } = failure;
  return [
    `# ${code}`,
    title,
    ...(place === undefined ? [] : [list([`Line ${place.line} of the log: \`${place.says.replaceAll("`", "'")}\``])]),
    ...(packages.length === 0 ? [] : [list([`Package: ${packages.map((name) => `\`${name}\``).join(", ")}`])]),
    ...(observed.length === 0
      ? []
      : ["## What happened", list(observed.map(({ label, text }) => `**${label}**: ${text}`))]),
    "## Why",
    causes.map((cause, index) => causeText(cause, index + 1, where)).join("\n"),
    ...(ruledOut.length + notIt.length === 0
      ? []
      : ["## What it is not", list([...ruledOut, ...notIt].map(withLinks))]),
    ...(experiment === undefined
      ? []
      : ["## To find out", experiment.says, list(experiment.outcomes.map(([seen, means]) => `${seen}: ${means}`))]),
    ...(afterwards.length === 0 ? [] : ["## After the fix", list(afterwards)]),
    `[More](${pageUrl(`docs/errors/${failure.page}.md`)})`,
  ];
}

function causeText(
  { says, certainty, confirm, rulesOut, fix, changes, compare }: ExplainedCause,
  number: number,
  where: Where,
): string {
  const details = [
    ...(certainty === "certain" ? [] : [`Confirms it: ${confirm}`, `Rules it out: ${rulesOut}`]),
    ...compare.map(([field, value]) => `npmjs.com › ${field}: \`${value}\``),
    ...changes.flatMap((change) => changeTexts(change, where)),
    ...(changes.length > 0 ? [] : [`**Fix**: ${fix}`]),
  ];
  return [`${number}. **${certainty}**: ${says}`, ...details.map((text) => `   - ${text}`)].join("\n");
}

function changeTexts({ span, message, fixes = [] }: Change, where: Where): readonly string[] {
  const { path, line, target = path } = where(span);
  const fix = fixes[0] === undefined ? "" : ` **Fix**: ${fixes[0].title}.`;
  return [`[${path}:${line}](${target}#L${line}): ${message}${fix}`];
}

/** A citation of a fact becomes a link. */
function withLinks(text: string): string {
  return text.replaceAll(/ \((docs\/facts\/[\w.-]+#[\w-]+)\)/g, (_, page: string) => ` ([source](${pageUrl(page)}))`);
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}
