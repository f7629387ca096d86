/** Lines `from` to `to` become the fresh lines `freshFrom` to `freshTo`; the ends are exclusive. */
export interface Hunk {
  readonly from: number;
  readonly to: number;
  readonly freshFrom: number;
  readonly freshTo: number;
}

/** A text's lines, each with its line end. */
export function linesOf(text: string): readonly string[] {
  return text.split(/(?<=\n)/);
}

/** What differs of two lists of lines, around the longest common subsequence of what lies between the common head and tail. */
export function hunks(old: readonly string[], fresh: readonly string[]): readonly Hunk[] {
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

/** A table of this many cells is made in some milliseconds. */
const largestTable = 4_000_000;
