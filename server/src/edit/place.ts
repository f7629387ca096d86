import { lineStart, type SourceFile } from "../text.ts";
import type { Entry, Mapping, Node } from "../syntax/tree.ts";

/** Where things are in a file: what edits have to know of its layout. */

export function isJson(file: SourceFile): boolean {
  return /\.(?:json|jsonc)$/.test(file.path) || file.path.endsWith(".releaserc");
}

/** Where the line that holds `offset` ends, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  if (end < 0) return text.length;
  return end > offset && text[end - 1] === "\r" ? end - 1 : end;
}

/** What is on the line before `offset`, without a BOM. */
export function before(text: string, offset: number): string {
  return text.slice(lineStart(text, offset), offset).replace("\uFEFF", "");
}

/** The white space that the line of `offset` begins with. */
export function indentationAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(before(text, offset) + text.slice(offset))?.[0] ?? "";
}

/**
 * How far an entry of a block begins from the left, where nothing but spaces and the dashes of lists comes before it;
 * undefined elsewhere (after an anchor, a tag, a tab, or another value).
 */
export function columnOf(text: string, offset: number): number | undefined {
  const prefix = before(text, offset);
  return /^ *(?:- +)*$/.test(prefix) ? prefix.length : undefined;
}

/** Where an entry's own text ends; an alias leads to a value that is elsewhere. */
export function endOf(entry: Entry): number {
  const { key, value } = entry;
  return value === undefined || value.span.start < key.span.end ? key.span.end : value.span.end;
}

/**
 * The end of the last line that belongs to a block value which ends at `end`: its trailing comment is a part of it,
 * and so are comments on lines below that are indented deeper than `column`. Undefined for a block scalar that keeps its blank lines.
 */
export function lastLineEnd(text: string, start: number, end: number, column: number): number | undefined {
  if (/(?:^|\s)[|>][\d]*\+[\d]*[ \t]*(?:#.*)?\r?$/m.test(text.slice(start, end))) return undefined;
  let position = end;
  while (position > start && /\s/.test(text.charAt(position - 1))) position--;
  let last = lineEnd(text, position);
  for (;;) {
    const next = /^\r?\n( *)#.*/.exec(text.slice(last, last + 2000));
    if (next === null || (next[1] ?? "").length <= column) return last;
    last = lineEnd(text, last + next[0].length);
  }
}

/** By how many spaces the blocks of a file stand deeper than their keys: as in the mapping's own, else in the file's first, else two. */
export function stepOf(mapping: Mapping): number {
  const { text } = mapping.span.file;
  for (const { key, value } of mapping.entries) {
    const inner = value?.kind === "mapping" && !value.flow && !value.aliased ? value.entries[0] : undefined;
    const own = columnOf(text, key.span.start);
    const deeper = inner === undefined ? undefined : columnOf(text, inner.key.span.start);
    if (own !== undefined && deeper !== undefined && deeper > own) return deeper - own;
  }
  return /^[\w"'-]+:[ \t]*(?:#.*)?\r?\n( +)[\w"']/m.exec(text)?.[1]?.length ?? 2;
}

/** Whether a value, or anything inside it, is shared through an anchor. */
export function sharesText(node: Node | undefined): boolean {
  if (node === undefined) return false;
  if (node.aliased || node.kind === "opaque") return true;
  if (node.kind === "sequence") return node.items.some(sharesText);
  return node.kind === "mapping" && node.entries.some((entry) => sharesText(entry.value));
}
