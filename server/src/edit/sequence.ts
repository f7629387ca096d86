import type { Node, Sequence } from "../syntax/tree.ts";
import { lineEnding, lineStart, type Edit } from "../text.ts";
import { before, columnOf, lastLineEnd, sharesText } from "./place.ts";

export function insertIntoSequence(
  sequence: Sequence,
  index: number,
  lines: readonly string[],
): readonly Edit[] | undefined {
  const { file } = sequence.span;
  const { text } = file;
  const neighbour = sequence.items[Math.max(0, index)];
  const dash = neighbour === undefined ? undefined : dashOf(text, neighbour);
  const column = dash === undefined ? undefined : columnOf(text, dash);
  if (sequence.flow || sequence.aliased || neighbour === undefined || dash === undefined || column === undefined)
    return undefined;
  const eol = lineEnding(text);
  const gap = /^-( +)\S/.exec(text.slice(dash, dash + 20))?.[1] ?? " ";
  const [first = "", ...rest] = lines;
  const item = [`-${gap}${first}`, ...rest.map((line) => " ".repeat(column + 1 + gap.length) + line)].join(eol);
  const blank = hasBlankLines(sequence, index) ? eol : "";
  if (index < 0) {
    const span = { file, start: dash, end: dash };
    return [{ span, text: item + eol + blank + " ".repeat(column) }];
  }
  const end = lastLineEnd(text, dash, Math.max(neighbour.span.end, dash + 1), column);
  if (end === undefined) return undefined;
  return [{ span: { file, start: end, end }, text: eol + blank + " ".repeat(column) + item }];
}

export function moveInSequence(sequence: Sequence, from: number, to: number): readonly Edit[] | undefined {
  const { file } = sequence.span;
  const places = sequence.items.map((item) => placeOfItem(file.text, item));
  const [start, end, target] = [places[from], places[from + 1], places[to + 1]];
  if (sequence.flow || sequence.aliased || from >= to || sharesText(sequence.items[from])) return undefined;
  if (start === undefined || end === undefined || target === undefined) return undefined;
  return [
    { span: { file, start, end }, text: "" },
    { span: { file, start: target, end: target }, text: file.text.slice(start, end) },
  ];
}

export function removeFromSequence(sequence: Sequence, index: number): readonly Edit[] | undefined {
  const { file } = sequence.span;
  const { text } = file;
  const item = sequence.items[index];
  if (sequence.flow || sequence.aliased || item === undefined || sequence.items.length < 2 || sharesText(item))
    return undefined;
  const start = placeOfItem(text, item);
  const dash = dashOf(text, item);
  const column = dash === undefined ? undefined : columnOf(text, dash);
  if (start === undefined || dash === undefined || column === undefined) return undefined;
  const end = lastLineEnd(text, dash, Math.max(item.span.end, dash + 1), column);
  if (end === undefined) return undefined;
  if (index < sequence.items.length - 1) {
    const after = /^(?:[ \t]*\r?\n)*/.exec(text.slice(end))?.[0] ?? "";
    return [{ span: { file, start, end: end + after.length }, text: "" }];
  }
  // Of the last item the blank lines before it go, and what ends its last line stays.
  const kept = text.slice(0, start).replace(/(?<=[^ \t\r\n]|^)(?:[ \t]*\r?\n)+$/, "").length;
  return [{ span: { file, start: kept, end }, text: "" }];
}

/** Where the lines of an item begin, with the comments above it; undefined where something else is on its first line. */
function placeOfItem(text: string, item: Node): number | undefined {
  const dash = dashOf(text, item);
  if (dash === undefined || !/^ *$/.test(before(text, dash))) return undefined;
  let start = lineStart(text, dash);
  while (start > 0 && /^[ \t]*#/.test(text.slice(lineStart(text, start - 1), start)))
    start = lineStart(text, start - 1);
  return start;
}

/** Where the dash of an item stands; undefined where something else is between the two. */
function dashOf(text: string, item: Node): number | undefined {
  let offset = item.span.start - 1;
  while (/\s/.test(text.charAt(offset))) offset--;
  return text[offset] === "-" && !item.aliased ? offset : undefined;
}

/** Whether a blank line follows the item, or before it where it is the last one. */
function hasBlankLines(sequence: Sequence, index: number): boolean {
  const at = Math.max(0, Math.min(index, sequence.items.length - 2));
  const [item, next] = [sequence.items[at], sequence.items[at + 1]];
  if (item === undefined || next === undefined || item.aliased || next.aliased) return false;
  const { text } = sequence.span.file;
  const inside = text.slice(item.span.start, item.span.end);
  const from = item.span.start + inside.trimEnd().length;
  return /\n[ \t]*\r?\n/.test(text.slice(from, next.span.start));
}
