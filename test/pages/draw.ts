import type { Severity } from "../../server/src/finding.ts";
import type { Rule, RuleFinding } from "../../server/src/rule.ts";
import { lineStart, type Span } from "../../server/src/text.ts";
import { severitiesOf } from "./generated.ts";
import { withPrinted } from "./printed.ts";
import type { Example, ExampleFile, Page } from "./read.ts";
import { hiddenColumns, hideRegistry } from "./registry.ts";
import { outcomes, ownFindings, safelyFixed, sourceFiles, textsOf, type Outcome, type Trial } from "./trial.ts";

/** The page as it should be: everything generated is drawn anew, everything else stays. `further` are the rule's other examples. */
export function drawPage(
  page: Page,
  rules: readonly Rule[],
  examples: readonly Drawn[],
  further: readonly Trial[] = [],
): string {
  const rule = page.path.startsWith("docs/rules/") ? rules.find(({ id }) => id === page.rule) : undefined;
  const [lead = "", ...rest] = page.parts.map((part) =>
    typeof part === "string"
      ? withPrinted(part)
      : (examples.find(({ example }) => example === part)?.text ?? part.written),
  );
  const head =
    rule === undefined ? lead : withHead(lead, drawHead(rule, [...examples.map(({ trial }) => trial), ...further]));
  return [head, ...rest].map((part) => `${part}\n`).join("\n");
}

/** An example with the text that stands for it. */
export interface Drawn {
  readonly example: Example;
  readonly trial: Trial;
  readonly text: string;
}

/** The example as it should be, by what lint says. */
export function drawExample(trial: Trial): string {
  const { example } = trial;
  const own = ownFindings(trial);
  const author = example.parts.map((part) =>
    typeof part === "string" ? part.replaceAll(/\n{3,}/g, "\n\n") : drawFile(part, own),
  );
  const tail = example.rule === undefined ? caseTail(trial) : pageTail(trial);
  return [author.join("\n").trim(), ...tail.filter((block) => block !== "")].join("\n\n");
}

/** The comment on the page's third line. */
function drawHead(rule: Rule, trials: readonly Trial[]): string {
  const findings = trials.flatMap(ownFindings);
  const kinds = (["safe", "review", "manual"] as const).flatMap((kind) => {
    const having = findings.filter((finding) => finding.fixes?.some((fix) => fix.kind === kind));
    return having.length === 0 ? [] : having.length === findings.length ? [kind] : [`some ${kind}`];
  });
  return `<!-- generated: ${severitiesOf(rule)} · fixes: ${kinds.join(", ") || "none"} · ${rule.summary} -->`;
}

/** Puts the comment under the title, in place of the one that is there. */
function withHead(lead: string, head: string): string {
  const [title = "", ...below] = lead.split("\n");
  const prose = below.filter((line) => !/^<!-- generated\b.*-->$/.test(line)).join("\n");
  return `${title}\n\n${head}\n\n${prose.trim()}`.trimEnd();
}

function drawFile(file: ExampleFile, findings: readonly RuleFinding[]): string {
  const marks = findings.flatMap(marksOf).filter(({ span }) => span.file.path === file.path);
  const lines = file.text.split("\n").slice(0, -1);
  const drawn = lines.flatMap((line, index) => {
    const here = marks.filter(({ span }) => lineOf(span.file.text, span.start) === index);
    const inOrder = here.toSorted((a, b) => a.span.start - b.span.start);
    return [hideRegistry(line), ...unique(inOrder.map((mark) => drawMark(line, mark)))];
  });
  return [file.fence, ...drawn, ticksOf(file.fence)].join("\n");
}

/** What is drawn under a line: where, and what is said. */
interface DrawnMark {
  readonly span: Span;
  readonly says: string;
}

/** A finding's own place and the related ones. */
function marksOf({ span, severity, rule, message, related = [] }: RuleFinding): readonly DrawnMark[] {
  return [
    { span, says: `${severity} ${rule.id}: ${message}` },
    ...related.map((place) => ({ span: place.span, says: `related ${rule.id}: ${place.message}` })),
  ];
}

/** A span that breaks the laws is drawn as well as can be: one caret where it is empty, cut at the line's end. */
function drawMark(line: string, { span: { file, start, end }, says }: DrawnMark): string {
  const from = lineStart(file.text, start);
  const columns = hiddenColumns(line, start - from, Math.min(end - from, line.length));
  const carets = "^".repeat(Math.max(1, columns.end - columns.start));
  // Tabs stay, so that the carets stand under what they mark.
  const before = hideRegistry(line).slice(0, columns.start).padEnd(columns.start).replaceAll(/[^\t]/g, " ");
  return `${before}${carets} ${hideRegistry(says).replaceAll(/\s*[\r\n]+\s*/g, " ")}`;
}

function pageTail(trial: Trial): readonly string[] {
  const { rule } = trial.example;
  const others = trial.findings.filter((finding) => finding.rule.id !== rule).map((finding) => finding.rule.id);
  const fixed = unique(outcomes(trial).map((outcome) => drawOutcome(trial, outcome)));
  return [...fixed, others.length === 0 ? "" : `Also: ${unique(others.toSorted()).join(", ")}`];
}

function drawOutcome(before: Trial, { fix, after }: Outcome): string {
  const kind = fix.kind === "safe" ? "" : ` (${fix.kind})`;
  const then = after === undefined ? [] : revealed(before, after);
  return [
    `Fixed by "${hideRegistry(fix.title)}"${kind}:`,
    ...(after === undefined ? [] : drawChanges(before, after)),
    ...(then.length === 0 ? [] : [`Then: ${then.map(({ rule, severity }) => `${rule} ${severity}`).join(", ")}`]),
  ].join("\n\n");
}

/** What every safe fix together does to a case, what is left then, and what lint understood. */
function caseTail(trial: Trial): readonly string[] {
  const after = safelyFixed(trial);
  const changes = drawChanges(trial, after);
  const left = unique(after.findings.map(({ rule, severity }) => `${rule.id} ${severity}`));
  const { workflows, publishes, unknown } = trial.linted.understood;
  const places = unknown.map(
    ({ span, why }) => `\`${span.file.path}:${lineOf(span.file.text, span.start) + 1}\` ${hideRegistry(why)}`,
  );
  return [
    ...(changes.length === 0 ? [] : ["Fixed by every safe fix:", ...changes]),
    changes.length === 0 || left.length === 0 ? "" : `Then: ${left.join(", ")}`,
    `Understood: ${publishes} publish${publishes === 1 ? "" : "es"} in ${workflows} workflow${workflows === 1 ? "" : "s"}`,
    places.length === 0 ? "" : `Not understood: ${places.join(", ")}`,
  ];
}

/** The findings of other rules that a fix brings to light. */
export function revealed(
  before: Trial,
  after: Trial,
): readonly { readonly rule: string; readonly severity: Severity }[] {
  const known = before.findings.map(({ rule, severity }) => `${rule.id} ${severity}`);
  return after.findings.flatMap(({ rule, severity }) => {
    const at = known.indexOf(`${rule.id} ${severity}`);
    if (at >= 0) known.splice(at, 1);
    return at >= 0 || rule.id === before.example.rule ? [] : [{ rule: rule.id, severity }];
  });
}

/** The files that changed, complete. */
function drawChanges(before: Trial, after: Trial): readonly string[] {
  const old = textsOf(before);
  return sourceFiles(after).flatMap(({ path, text }) => {
    if (old.get(path) === text) return [];
    const fence = before.example.files.find((file) => file.path === path)?.fence ?? "```";
    const lines = hideRegistry(text.endsWith("\n") ? text.slice(0, -1) : text);
    return [`\`${path}\`:`, [fence, ...(text === "" ? [] : [lines]), ticksOf(fence)].join("\n")];
  });
}

function ticksOf(fence: string): string {
  return /^`*/.exec(fence)?.[0] ?? "";
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length - 1;
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
