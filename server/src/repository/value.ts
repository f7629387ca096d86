import { entryOf, type Entry, type Node, type Scalar } from "../syntax/tree.ts";
import { lineSpan, type Embedded, type Located, type Span } from "../text.ts";

/** A scalar of a file as text, the way GitHub and npm take it: unquoted `24.10` is "24.1". */
export interface Text extends Located<string> {
  /** As written, decoded, with the way back to the file: for scripts. */
  readonly embedded: Embedded;
  /** For `edit.ts`. */
  readonly node: Scalar;
}

/** What a key holds where it should hold text: undefined where it isn't written, `unreadable` where it is something else. */
export type TextOr = Text | undefined | "unreadable";

export function textAt(node: Node | undefined, key: string): TextOr {
  const entry = entryOf(node, key);
  if (entry?.value === undefined) return undefined;
  return textOfNode(entry.value) ?? "unreadable";
}

/** The text at a key, where it can be read. */
export function readableText(node: Node | undefined, key: string): Text | undefined {
  const text = textAt(node, key);
  return text === "unreadable" ? undefined : text;
}

export function textOfNode(node: Node): Text | undefined {
  if (node.kind !== "scalar") return undefined;
  const value = typeof node.value === "string" ? node.value : node.value === null ? "" : String(node.value);
  return { value, span: lineOf(node.span), embedded: node.text, node };
}

/** The part of a value's span that is on its first line. */
export function lineOf(span: Span): Span {
  return lineSpan(span.file, span.start, span.end);
}

/** A piece of embedded text as a span of its file, cut at the line's end. */
export function embeddedSpan(file: Span["file"], embedded: Embedded, start: number, end: number): Span {
  const from = embedded.sourceOffset(start);
  // A script that ends the file has a line end more than the file.
  const to = Math.min(end > start ? embedded.sourceOffset(end - 1) + 1 : from, file.text.length);
  return lineSpan(file, from, Math.max(from, to));
}

/** Keys with text, in order; `complete` is false where some value couldn't be read as text. */
export interface TextMap {
  readonly texts: ReadonlyMap<string, Text | undefined>;
  readonly complete: boolean;
  readonly entries: readonly Entry[];
}

const empty: TextMap = { texts: new Map(), complete: true, entries: [] };

/** The mapping at a key as names with text; a name without a value maps to undefined. */
export function textMapAt(node: Node | undefined, key: string): TextMap {
  const value = entryOf(node, key)?.value;
  if (value === undefined) return empty;
  if (value.kind !== "mapping") return { ...empty, complete: false };
  const texts = new Map<string, Text | undefined>();
  let complete = true;
  for (const entry of value.entries) {
    const text = entry.value === undefined ? undefined : textOfNode(entry.value);
    if (entry.value !== undefined && text === undefined) complete = false;
    texts.set(entry.key.value, text);
  }
  return { texts, complete, entries: value.entries };
}

/** One text or a list of them, as in `runs-on` or `on`; undefined where it is something else. */
export function textsOf(node: Node | undefined): readonly Text[] | undefined {
  if (node === undefined) return [];
  if (node.kind === "scalar") {
    const text = textOfNode(node);
    return text === undefined ? undefined : [text];
  }
  if (node.kind !== "sequence") return undefined;
  const texts = node.items.map(textOfNode);
  return texts.every((text) => text !== undefined) ? texts : undefined;
}
