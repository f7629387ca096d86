import { visit, type JSONVisitor } from "jsonc-parser";
import { memo, type Embedded, type SourceFile, type Span } from "../text.ts";
import type { Entry, Node, Scalar, Tree } from "./tree.ts";

/** Deeper nesting than any manifest has; the parser is recursive and would overflow the stack. */
const deepest = 200;

/**
 * A JSON file as a tree. Strict JSON counts the errors, yet comments, trailing commas and half-typed text are read.
 * Of duplicate keys the last stands, as in `JSON.parse`. Never throws.
 */
export const parseJson = memo((file: SourceFile): Tree => {
  // A BOM becomes one space: the offsets stay right.
  const text = file.text.replace(/^\uFEFF/, " ");
  let root: Node | undefined;
  let errors = 0;
  const open: Container[] = [];

  const enter = (container: Container): void => {
    if (open.length === deepest) throw new RangeError("nested too deep");
    open.push(container);
  };
  const put = (node: Node): void => {
    const container = open.at(-1);
    if (container === undefined) root ??= node;
    else if (container.kind === "sequence") container.items.push(node);
    else container.put(node);
  };
  /** Closes the innermost container of the kind, and what half-typed text left open inside it. */
  const close = (kind: Container["kind"] | undefined, offset: number): void => {
    // The parser counts one too many after a comment without an end.
    const end = Math.min(offset, text.length);
    for (let container = open.pop(); container !== undefined; container = open.pop()) {
      put(container.node(end));
      if (container.kind === kind) return;
    }
  };

  const visitor: JSONVisitor = {
    onObjectBegin: (start) => enter(mappingAt(file, start)),
    onArrayBegin: (start) => enter(sequenceAt(file, start)),
    onObjectProperty(_name, start, length) {
      const container = open.at(-1);
      if (container?.kind !== "mapping") return;
      const span: Span = { file, start, end: start + length };
      container.key({ value: decode(span).text, span });
    },
    onLiteralValue: (value, start, length) => put(scalar(value, { file, start, end: start + length })),
    onObjectEnd: (offset, length) => close("mapping", offset + length),
    onArrayEnd: (offset, length) => close("sequence", offset + length),
    onError: () => void errors++,
  };
  try {
    visit(text, visitor, { disallowComments: true });
  } catch {
    const span: Span = { file, start: 0, end: text.length };
    return {
      root: { kind: "opaque", why: "nested too deep", span, aliased: false },
      anchored: false,
      errors: errors + 1,
    };
  }
  close(undefined, text.trimEnd().length);
  return { root, anchored: false, errors };
});

type Container = OpenMapping | OpenSequence;

interface OpenMapping {
  readonly kind: "mapping";
  key(key: Entry["key"]): void;
  put(value: Node): void;
  node(end: number): Node;
}

interface OpenSequence {
  readonly kind: "sequence";
  readonly items: Node[];
  node(end: number): Node;
}

function mappingAt(file: SourceFile, start: number): OpenMapping {
  const entries = new Map<string, Entry>();
  let key: Entry["key"] | undefined;
  const enter = (value: Node | undefined): void => {
    if (key === undefined) return;
    // Deleted first, so that the last of two entries also is in the last one's place.
    entries.delete(key.value);
    entries.set(key.value, { key, value });
    key = undefined;
  };
  return {
    kind: "mapping",
    key(next) {
      enter(undefined);
      key = next;
    },
    put: enter,
    node(end) {
      enter(undefined);
      const span = { file, start, end };
      return { kind: "mapping", entries: [...entries.values()], flow: true, span, aliased: false };
    },
  };
}

function sequenceAt(file: SourceFile, start: number): OpenSequence {
  const items: Node[] = [];
  return {
    kind: "sequence",
    items,
    node: (end) => ({ kind: "sequence", items, flow: true, span: { file, start, end }, aliased: false }),
  };
}

function scalar(value: unknown, span: Span): Scalar {
  if (typeof value === "string") {
    const text = decode(span);
    return { kind: "scalar", value: text.text, text, style: "double", span, aliased: false };
  }
  const known = typeof value === "number" || typeof value === "boolean" ? value : null;
  const text: Embedded = {
    text: span.file.text.slice(span.start, span.end),
    sourceOffset: (index) => span.start + index,
  };
  return { kind: "scalar", value: known, text, style: "plain", span, aliased: false };
}

/** The text of a quoted string, which half typed may lack its end; broken escapes count for nothing. */
function decode(span: Span): Embedded {
  const { text } = span.file;
  const start = span.start + 1;
  const end = span.end > start && text[span.end - 1] === '"' && !escaped(text, span) ? span.end - 1 : span.end;
  const raw = text.slice(start, end);
  if (!raw.includes("\\")) return { text: raw, sourceOffset: (index) => start + index };
  let decoded = "";
  const offsets: number[] = [];
  for (const { 0: unit, index } of raw.matchAll(/\\u[\da-f]{4}|\\[^]?|[^\\]/gi)) {
    const read = unit.startsWith("\\") ? unescape(unit) : unit;
    if (read !== "") offsets.push(start + index);
    decoded += read;
  }
  return { text: decoded, sourceOffset: (index) => offsets[index] ?? end };
}

function unescape(unit: string): string {
  try {
    return String(JSON.parse(`"${unit}"`));
  } catch {
    return "";
  }
}

function escaped(text: string, span: Span): boolean {
  let backslashes = 0;
  while (text[span.end - 2 - backslashes] === "\\") backslashes++;
  return backslashes % 2 === 1;
}
