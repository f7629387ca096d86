import { hunks, linesOf, type Hunk } from "../hunks.ts";
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

/** A hunk of as many lines as before changes them one by one. */
function byLine(hunk: Hunk): readonly Hunk[] {
  const { from, to, freshFrom, freshTo } = hunk;
  if (to - from !== freshTo - freshFrom) return [hunk];
  return Array.from({ length: to - from }, (_, index) => {
    const [line, fresh] = [from + index, freshFrom + index];
    return { from: line, to: line + 1, freshFrom: fresh, freshTo: fresh + 1 };
  });
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

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((length, line) => length + line.length, 0);
}
