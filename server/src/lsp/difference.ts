import type { Edit, SourceFile } from "../text.ts";

/** The edits of whole lines, cut to what differs in them, that make `after` of a file's text. */
export function difference(file: SourceFile, after: string): readonly Edit[] {
  const [old, fresh] = [linesOf(file.text), linesOf(after)];
  return hunks(old, fresh)
    .flatMap(byLine)
    .map(({ from, to, freshFrom, freshTo }) => {
      const text = fresh.slice(freshFrom, freshTo).join("");
      const start = lengthOf(old.slice(0, from));
      return cut({ span: { file, start, end: start + lengthOf(old.slice(from, to)) }, text });
    });
}

/** Lines `from` to `to` become the fresh lines `freshFrom` to `freshTo`; the ends are exclusive. */
interface Hunk {
  readonly from: number;
  readonly to: number;
  readonly freshFrom: number;
  readonly freshTo: number;
}

/** A hunk of as many lines as before changes them one by one. */
function byLine(hunk: Hunk): readonly Hunk[] {
  const { from, to, freshFrom, freshTo } = hunk;
  if (to - from !== freshTo - freshFrom) return [hunk];
  return Array.from({ length: to - from }, (_, index) => {
    const [line, fresh] = [from + index, freshFrom + index];
    return { from: line, to: line + 1, freshFrom: fresh, freshTo: fresh + 1 };
  });
}

/** A table of this many cells is made in some milliseconds. */
const largestTable = 4_000_000;

/** What differs, around the longest common subsequence of what lies between the common head and tail. */
function hunks(old: readonly string[], fresh: readonly string[]): readonly Hunk[] {
  let head = 0;
  while (head < old.length && head < fresh.length && old[head] === fresh[head]) head++;
  let tail = 0;
  const shorter = Math.min(old.length, fresh.length) - head;
  while (tail < shorter && old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]) tail++;
  const [rows, columns] = [old.length - tail - head, fresh.length - tail - head];
  if (rows === 0 && columns === 0) return [];
  if (rows === 0 || columns === 0 || rows * columns > largestTable) {
    return [{ from: head, to: head + rows, freshFrom: head, freshTo: head + columns }];
  }
  const width = columns + 1;
  /** How many lines are common from this row and column on. */
  const common = new Uint32Array((rows + 1) * width);
  const at = (row: number, column: number): number => common[row * width + column] ?? 0;
  const equal = (row: number, column: number): boolean => old[head + row] === fresh[head + column];
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      common[row * width + column] = equal(row, column)
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const found: Hunk[] = [];
  for (let row = 0, column = 0; row < rows || column < columns;) {
    const [fromRow, fromColumn] = [row, column];
    while ((row < rows || column < columns) && !(row < rows && column < columns && equal(row, column))) {
      if (column === columns || (row < rows && at(row + 1, column) >= at(row, column + 1))) row++;
      else column++;
    }
    found.push({ from: head + fromRow, to: head + row, freshFrom: head + fromColumn, freshTo: head + column });
    while (row < rows && column < columns && equal(row, column)) {
      row++;
      column++;
    }
  }
  return found;
}

/** Without the characters that stay the same at both ends; a surrogate pair stays whole. */
function cut({ span, text }: Edit): Edit {
  const old = span.file.text.slice(span.start, span.end);
  const shorter = Math.min(old.length, text.length);
  let head = 0;
  while (head < shorter && old[head] === text[head]) head++;
  if (/[\uD800-\uDBFF]/.test(old[head - 1] ?? "")) head--;
  let tail = 0;
  while (tail < shorter - head && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail++;
  if (/[\uDC00-\uDFFF]/.test(old[old.length - tail] ?? "")) tail--;
  const file = span.file;
  return { span: { file, start: span.start + head, end: span.end - tail }, text: text.slice(head, text.length - tail) };
}

function linesOf(text: string): readonly string[] {
  return text.split(/(?<=\n)/);
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((length, line) => length + line.length, 0);
}
