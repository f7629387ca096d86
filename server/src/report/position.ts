import { memo, type SourceFile, type Span } from "../text.ts";

/** Lines and columns count from 1, columns in UTF-16 units; a BOM takes no column. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Range {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Where an offset of a file stands, counted as editors do. */
export function positionOf(file: SourceFile, offset: number): Position {
  const starts = lineStarts(file);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: Math.max(0, offset - (starts[low] ?? 0)) + 1 };
}

/** The end is exclusive: the column after the last character. */
export function rangeOf(span: Span): Range {
  const start = positionOf(span.file, span.start);
  const end = positionOf(span.file, span.end);
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

/** The offset of each line's first character that isn't a BOM. */
const lineStarts = memo((file: SourceFile): readonly number[] => {
  const { text } = file;
  const starts = [text.startsWith("\uFEFF") ? 1 : 0];
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) starts.push(end + 1);
  return starts;
});
