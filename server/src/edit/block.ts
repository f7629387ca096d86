import type { Entry, Mapping } from "../syntax/tree.ts";
import { lineEnding, lineStart, type Edit } from "../text.ts";
import { flowMapping } from "./flow.ts";
import { before, columnOf, endOf, lastLineEnd, lineEnd, stepOf } from "./place.ts";
import { yamlScalar } from "./scalar.ts";
import type { Place, NewScalar, NewValue } from "./values.ts";

export function insertIntoBlock(
  mapping: Mapping,
  key: string,
  value: NewValue,
  place: Place,
): readonly Edit[] | undefined {
  const { file } = mapping.span;
  const { text } = file;
  const { entry } = place;
  const column = entry === undefined ? undefined : columnOf(text, entry.key.span.start);
  if (entry === undefined || column === undefined) return undefined;
  const eol = lineEnding(text);
  const indentation = " ".repeat(column);
  const lines = entryLines(key, value, stepOf(mapping)).join(eol + indentation);
  if (place.side === "after") {
    const end = lastLineEnd(text, entry.key.span.start, endOf(entry), column);
    return end === undefined ? undefined : [insertion(mapping, end, eol + indentation + lines)];
  }
  const start = entry.key.span.start;
  // Behind a dash the new key takes the old one's place; elsewhere it goes above the comments that belong to the old one.
  if (before(text, start).includes("-")) return [insertion(mapping, start, lines + eol + indentation)];
  return [insertion(mapping, aboveComments(text, start, column), indentation + lines + eol)];
}

export function replaceInBlock(mapping: Mapping, entry: Entry, value: NewValue): readonly Edit[] | undefined {
  const { file } = mapping.span;
  const { text } = file;
  const start = entry.key.span.end;
  const end = endOf(entry);
  const old = text.slice(start, end);
  const colon = start + text.slice(start, lineEnd(text, start)).indexOf(":") + 1;
  const between = text.slice(start, entry.value === undefined ? colon : entry.value.span.start);
  if (colon === start || !/^[ \t]*:[ \t]*$/.test(between) || /[\r\n]/.test(old)) return undefined;
  const last = lineEnd(text, Math.max(end, colon));
  const after = text.slice(Math.max(end, colon), last);
  if (!/^[ \t]*(?:#.*)?$/.test(after)) return undefined;
  const written = { file, start: colon, end: Math.max(end, colon) };
  if (typeof value !== "object") return [{ span: written, text: ` ${yamlScalar(value, false)}` }];
  if (entry.value !== undefined && "flow" in entry.value) return [{ span: written, text: ` ${flowMapping(value)}` }];
  const column = columnOf(text, entry.key.span.start);
  if (column === undefined || lastLineEnd(text, entry.key.span.start, written.end, column) !== last) return undefined;
  const step = " ".repeat(column + stepOf(mapping));
  const block = pairLines(value).map((line) => lineEnding(text) + step + line);
  // A comment stays after the key.
  if (after.trim() === "") return [{ span: { ...written, end: last }, text: block.join("") }];
  return [{ span: written, text: "" }, insertion(mapping, last, block.join(""))];
}

export function removeFromBlock(mapping: Mapping, entry: Entry): readonly Edit[] | undefined {
  const { file } = mapping.span;
  const { text } = file;
  const { start } = entry.key.span;
  const column = columnOf(text, start);
  const end = column === undefined ? undefined : lastLineEnd(text, start, endOf(entry), column);
  if (column === undefined || end === undefined) return undefined;
  if (before(text, start).includes("-")) {
    // The next key moves up to the dash.
    const next = mapping.entries[mapping.entries.indexOf(entry) + 1];
    if (next === undefined || text.slice(end, next.key.span.start).trim() !== "") return undefined;
    return [{ span: { file, start, end: next.key.span.start }, text: "" }];
  }
  const lineBreak = /^\r?\n/.exec(text.slice(end, end + 2))?.[0].length ?? 0;
  const from = lineStart(text, start);
  if (lineBreak > 0) return [{ span: { file, start: from, end: end + lineBreak }, text: "" }];
  // The file's last line ends with the text: the line break before it goes instead.
  return [{ span: { file, start: lineEnd(text, Math.max(0, from - 2)), end }, text: "" }];
}

function entryLines(key: string, value: NewValue, step: number): readonly string[] {
  const name = yamlScalar(key, false);
  if (typeof value !== "object") return [`${name}: ${yamlScalar(value, false)}`];
  return [`${name}:`, ...pairLines(value).map((line) => " ".repeat(step) + line)];
}

function pairLines(pairs: readonly (readonly [string, NewScalar])[]): readonly string[] {
  return pairs.map(([key, value]) => `${yamlScalar(key, false)}: ${yamlScalar(value, false)}`);
}

/** The start of the first of the comment lines that are right above an entry, in its column. */
function aboveComments(text: string, start: number, column: number): number {
  let top = lineStart(text, start);
  while (top > 0) {
    const above = lineStart(text, top - 1);
    const line = text.slice(above, top);
    if (!new RegExp(`^ {${column}}#`).test(line)) break;
    top = above;
  }
  return top === 0 && text.startsWith("\uFEFF") ? 1 : top;
}

function insertion(mapping: Mapping, offset: number, text: string): Edit {
  return { span: { file: mapping.span.file, start: offset, end: offset }, text };
}
