import type { Description } from "../editor/describe.ts";
import type { Span } from "../text.ts";
import { positionOf } from "../report/position.ts";
import { shownText, shownPath, type Report } from "./report.ts";
import { styled, wrap, type Terminal } from "./terminal.ts";

/** What was understood of each publish; what wasn't understood is in the summary. */
export function describedIn(report: Report, terminal: Terminal): readonly string[] {
  const understood = report.described.filter(({ kind }) => kind !== "unclear");
  return understood.flatMap((each, index) => [...(index === 0 ? [] : [""]), ...linesOf(each, report, terminal)]);
}

const labelColumns = "credentials".length + 2;

function linesOf({ spans, title, mode, lines }: Description, report: Report, terminal: Terminal): readonly string[] {
  const [start] = spans;
  const width = Math.max(20, terminal.width - 4 - labelColumns);
  return [
    `${spans.map((span) => whereOf(span, report)).join(" → ")}: ${title} · ${shownText(mode, report)}`,
    ...lines.flatMap(({ label, phrases }) => {
      const glue = phrases.some(({ text }) => text.includes(",")) ? "; " : ", ";
      const shown = phrases.map(({ text, span, known }) => {
        const place = spans.some((each) => isSameLine(span, each))
          ? ""
          : ` (${span.file === start.file ? `line ${lineOf(span)}` : whereOf(span, report)})`;
        return `${known ? "" : "not known because of "}${shownText(text, report)}${place}`;
      });
      return wrap(shown.join(glue), width).map(
        (text, index) =>
          `  ${index === 0 ? styled(terminal, "dim", label.padEnd(labelColumns)) : " ".repeat(labelColumns)}${text}`,
      );
    }),
  ];
}

function whereOf(span: Span, report: Report): string {
  return `${shownPath(report, span.file.path)}:${lineOf(span)}`;
}

function isSameLine(span: Span, other: Span): boolean {
  return span.file === other.file && lineOf(span) === lineOf(other);
}

function lineOf({ file, start }: Span): number {
  return positionOf(file, start).line;
}
