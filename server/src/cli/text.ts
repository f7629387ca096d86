import { ruleUrl } from "../product.ts";
import type { RuleFinding } from "../rule.ts";
import { describedIn } from "./described.ts";
import { excerptOf } from "./excerpt.ts";
import type { Fixed } from "./fix.ts";
import { positionOf } from "../report/position.ts";
import { shownText, shownPath, type Report } from "./report.ts";
import { severityStyles, summary } from "./summary.ts";
import { columns, styled, withoutCommands, wrap, type Style, type Terminal } from "./terminal.ts";

/**
 * The findings for a person, under each file's name, and a summary.
 * `verbose` adds what is known of each publish, the pages of the rules, the files read, and every place that wasn't understood.
 */
export function textReport(reports: readonly Report[], screen: Terminal, verbose: boolean): string {
  const terminal = { ...screen, width: Math.min(screen.width, widest) };
  const positions = reports.flatMap((report) => report.findings.map((finding) => positionText(finding).length));
  const layout: Layout = { terminal, gutter: positions.reduce((a, b) => Math.max(a, b), 5) + 4 };
  const blocks = reports.flatMap((report) => [
    ...byFile(report.fixed, ({ finding }) => finding).map((own) => fixedBlock(own, report, layout)),
    ...byFile(report.findings, (finding) => finding).map((own) => fileBlock(own, report, layout)),
  ]);
  const lines = [
    ...blocks.flatMap((block) => [...block, ""]),
    ...(verbose
      ? [
          ...section(
            "Publishes",
            reports.flatMap((report) => describedIn(report, terminal)),
            terminal,
          ),
          ...section("Pages", pagesOf(reports), terminal),
          ...section("Files read", readBy(reports), terminal),
        ]
      : []),
    ...summary(reports, terminal, verbose),
  ];
  return withoutCommands(`${lines.join("\n")}\n`);
}

/** Lines of more columns are hard to read. */
const widest = 120;

interface Layout {
  readonly terminal: Terminal;
  /** The column where severities and source lines begin. */
  readonly gutter: number;
}

function positionText(finding: RuleFinding): string {
  const { line, column } = positionOf(finding.span.file, finding.span.start);
  return `${line}:${column}`;
}

interface FileOf<T> {
  readonly path: string;
  readonly own: readonly T[];
}

function byFile<T>(items: readonly T[], findingOf: (item: T) => RuleFinding): readonly FileOf<T>[] {
  const files = new Map<string, T[]>();
  for (const item of items) {
    const { path } = findingOf(item).span.file;
    files.set(path, [...(files.get(path) ?? []), item]);
  }
  return [...files].map(([path, own]) => ({ path, own }));
}

function titleOf({ path }: FileOf<unknown>, report: Report, { terminal }: Layout): string {
  return styled(terminal, "underline", shownPath(report, path));
}

function fileBlock(file: FileOf<RuleFinding>, report: Report, layout: Layout): readonly string[] {
  const blocks = file.own.map((finding) => findingLines(finding, report, layout));
  return [titleOf(file, report, layout), ...blocks.flatMap((block, index) => (index > 0 ? ["", ...block] : block))];
}

function fixedBlock(file: FileOf<Fixed>, report: Report, layout: Layout): readonly string[] {
  const { terminal } = layout;
  const label = styled(terminal, "green", "fixed".padEnd(labelColumns));
  const lines = file.own.map(({ finding, what }) => {
    const text = paragraph(shownText(what, report), finding.rule.id, 2 + labelColumns, terminal);
    return `  ${label}${text.join("\n")}`;
  });
  return [titleOf(file, report, layout), ...lines];
}

function findingLines(finding: RuleFinding, report: Report, layout: Layout): readonly string[] {
  const { terminal, gutter } = layout;
  const { span, severity } = finding;
  const blank = " ".repeat(gutter);
  const head = `  ${styled(terminal, "dim", positionText(finding).padStart(gutter - 4))}  `;
  const message = paragraph(shownText(finding.message, report), finding.rule.id, gutter + severityColumns, terminal);
  const excerpt = excerptOf(span, report.secrets, terminal.width - gutter - 2);
  const number = String(positionOf(span.file, span.start).line).padStart(gutter - 1);
  const bar = styled(terminal, "dim", "│");
  const label = (name: string, style: Style, text: string): readonly string[] =>
    labelled(blank, name, style, text, terminal);
  return [
    `${head}${styled(terminal, severityStyles[severity], severity.padEnd(severityColumns))}${message.join("\n")}`,
    `${styled(terminal, "dim", number)} ${bar} ${excerpt.source}`.trimEnd(),
    `${blank}${bar} ${styled(terminal, severityStyles[severity], excerpt.carets)}`,
    ...(finding.related ?? []).flatMap((place) => {
      const { line } = positionOf(place.span.file, place.span.start);
      const { file } = place.span;
      const where = file === span.file ? `line ${line}` : `${shownPath(report, file.path)}:${line}`;
      return label("see", "cyan", `${where}: ${shownText(place.message, report)}`);
    }),
    ...(finding.fixes ?? []).flatMap((fix) => label("fix", "green", shownText(fix.title, report))),
  ];
}

const severityColumns = "warning".length + 2;
const labelColumns = "fix".length + 4;

/** A message's lines, indented from the second on, with the rule's id after the last word or on a line of its own. */
function paragraph(message: string, ruleId: string, indent: number, terminal: Terminal): readonly string[] {
  const lines = wrap(message, Math.max(20, terminal.width - indent));
  const last = lines.at(-1) ?? "";
  const fits = indent + columns(last) + 3 + ruleId.length <= terminal.width;
  const id = styled(terminal, "dim", ruleId);
  const all = fits ? [...lines.slice(0, -1), `${last}   ${id}`] : [...lines, id];
  return all.map((line, index) => (index === 0 ? line : " ".repeat(indent) + line));
}

/** `name   text`, the text's further lines below its first. */
function labelled(indent: string, name: string, style: Style, text: string, terminal: Terminal): readonly string[] {
  const column = indent.length + labelColumns;
  return wrap(text, Math.max(20, terminal.width - column)).map((line, index) =>
    index === 0 ? indent + styled(terminal, style, name.padEnd(labelColumns)) + line : " ".repeat(column) + line,
  );
}

function section(title: string, lines: readonly string[], terminal: Terminal): readonly string[] {
  return lines.length === 0
    ? []
    : [styled(terminal, "dim", title), ...lines.map((line) => (line === "" ? "" : `  ${line}`)), ""];
}

/** The page of each rule that reports something. */
function pagesOf(reports: readonly Report[]): readonly string[] {
  const ids = reports.flatMap((report) => report.findings.map((finding) => finding.rule.id));
  return [...new Set(ids)].toSorted().map(ruleUrl);
}

function readBy(reports: readonly Report[]): readonly string[] {
  return reports.flatMap((report) => report.read.map((path) => shownPath(report, path)));
}
