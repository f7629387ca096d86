import type { Position, Range } from "vscode-languageserver";
import { memo, type SourceFile, type Span } from "../text.ts";

/** Zero-based line and UTF-16 column. Editors take a BOM away, so it is no column of the first line. */
export function positionAt(file: SourceFile, offset: number): Position {
  const starts = lineStarts(file);
  let line = 0;
  for (let above = starts.length; above - line > 1;) {
    const middle = (line + above) >> 1;
    if ((starts[middle] ?? 0) <= offset) line = middle;
    else above = middle;
  }
  const character = offset - (starts[line] ?? 0);
  return { line, character: line === 0 && file.text.startsWith("\uFEFF") ? Math.max(0, character - 1) : character };
}

export function rangeOf(span: Span): Range {
  return { start: positionAt(span.file, span.start), end: positionAt(span.file, span.end) };
}

/** Whether two ranges have a place in common, be it the end of one and the start of the other. */
export function meet(a: Range, b: Range): boolean {
  return isBefore(a.start, b.end) && isBefore(b.start, a.end);
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character <= b.character);
}

/** Lines end as the protocol has it: `\n`, `\r\n` or `\r`. */
const lineStarts = memo((file: SourceFile): readonly number[] => [
  0,
  ...Array.from(file.text.matchAll(/\r\n|\n|\r/g), (end) => end.index + end[0].length),
]);
