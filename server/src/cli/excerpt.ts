import { lineStart, type Span } from "../text.ts";
import { graphemeColumns, graphemes, printable } from "./terminal.ts";

/** A source line and, under it, carets below a span: both fit `width` columns. */
export interface Excerpt {
  readonly source: string;
  readonly carets: string;
}

/** The line that a span is on, cut around the span where it is too long; secrets show as `•••`. */
export function excerptOf(span: Span, secrets: readonly string[], width: number): Excerpt {
  const cells = cellsOf(span, secrets);
  const marked = cells.findIndex((cell) => cell.marked);
  const { first, after } = windowOf(cells, Math.max(0, marked), Math.max(8, width));
  const shown = cells.slice(first, after);
  if (first > 0) shown.unshift(ellipsis);
  if (after < cells.length) shown.push(ellipsis);
  return {
    source: shown
      .map((cell) => cell.text)
      .join("")
      .trimEnd(),
    carets: shown
      .map((cell) => (cell.marked ? "^" : " ").repeat(cell.columns))
      .join("")
      .trimEnd(),
  };
}

interface Cell {
  readonly text: string;
  readonly columns: number;
  readonly marked: boolean;
}

const ellipsis: Cell = { text: "…", columns: 1, marked: false };

const tabStop = 4;

/** Of an endless line only so much is looked at on either side of the span's beginning. */
const reach = 1000;

function cellsOf(span: Span, secrets: readonly string[]): readonly Cell[] {
  const { text } = span.file;
  const from = lineStart(text, span.start);
  const lineBreak = text.indexOf("\n", from);
  const line = text.slice(from, lineBreak < 0 ? text.length : lineBreak).replace(/\r$/, "");
  const start = Math.max(0, span.start - from - reach);
  const end = span.start - from + reach;
  const hidden = occurrences(line, secrets).filter((range) => range.start < end && range.end > start);
  const cells: Cell[] = [];
  let column = 0;
  const add = (content: string, columns: number, begin: number, finish: number): void => {
    cells.push({ text: content, columns, marked: begin < span.end - from && finish > span.start - from });
    column += columns;
  };
  for (let at = start; at < Math.min(line.length, end);) {
    const secret = hidden.find((range) => range.start <= at && at < range.end);
    if (secret !== undefined) {
      add("•••", 3, at, secret.end);
      at = secret.end;
      continue;
    }
    const next = Math.min(line.length, ...hidden.filter((range) => range.start > at).map((range) => range.start));
    for (const { segment, index } of graphemes.segment(line.slice(at, Math.min(next, end)))) {
      const begin = at + index;
      if (segment === "\uFEFF") continue;
      if (segment === "\t") {
        const columns = tabStop - (column % tabStop);
        add(" ".repeat(columns), columns, begin, begin + 1);
      } else {
        const shown = printable(segment);
        add(shown, shown === segment ? graphemeColumns(segment) : 1, begin, begin + segment.length);
      }
    }
    at = Math.min(next, end);
  }
  return cells;
}

/** Where secrets are in a line, merged where they overlap. */
function occurrences(line: string, secrets: readonly string[]): readonly { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (const secret of secrets) {
    for (let at = line.indexOf(secret); at >= 0; at = line.indexOf(secret, at + secret.length)) {
      found.push({ start: at, end: at + secret.length });
    }
  }
  const merged: { start: number; end: number }[] = [];
  for (const range of found.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last !== undefined && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else merged.push({ ...range });
  }
  return merged;
}

/** The cells that fit: from the line's beginning where the span is then seen whole, else with the span in the middle. */
function windowOf(cells: readonly Cell[], marked: number, width: number): { first: number; after: number } {
  const total = columnsOf(cells, 0, cells.length);
  if (total <= width) return { first: 0, after: cells.length };
  let end = marked;
  while (cells[end]?.marked === true) end++;
  if (columnsOf(cells, 0, end) < width) return { first: 0, after: fitting(cells, 0, width - 1) };
  const context = Math.max(0, (width - 2 - columnsOf(cells, marked, end)) >> 1);
  let first = marked;
  for (let room = context; first > 0; first--) {
    room -= cells[first - 1]?.columns ?? 0;
    if (room < 0) break;
  }
  if (columnsOf(cells, first, cells.length) < width) {
    while (first > 0 && columnsOf(cells, first - 1, cells.length) < width) first--;
    return { first, after: cells.length };
  }
  return { first, after: fitting(cells, first, width - 2) };
}

function columnsOf(cells: readonly Cell[], from: number, to: number): number {
  let columns = 0;
  for (let index = from; index < to; index++) columns += cells[index]?.columns ?? 0;
  return columns;
}

/** The index after the last cell that still fits into `room` columns. */
function fitting(cells: readonly Cell[], from: number, room: number): number {
  let index = from;
  for (let left = room; index < cells.length; index++) {
    left -= cells[index]?.columns ?? 0;
    if (left < 0) break;
  }
  return index;
}
