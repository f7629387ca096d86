import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type Node as YamlNode,
  type Pair,
  type ParsedNode,
  type YAMLError,
} from "yaml";
import { lineSpan, memo, textOf, type SourceFile, type Span } from "../text.ts";
import { scalarText } from "./embedded.ts";
import type { Entry, Fault, Mapping, Node, Scalar, Tree } from "./tree.ts";

/** Deeper nesting than any workflow has; below it the tree is opaque, so that no reader overflows the stack. */
const deepest = 60;

/**
 * A YAML file as a tree, with the core schema that GitHub uses (`on` is a string).
 * Never throws: half-typed text gives what could be read, text that overflows the parser gives nothing.
 */
export const parseYaml = memo((file: SourceFile): Tree => {
  try {
    const document = parseDocument(file.text, { uniqueKeys: false, prettyErrors: false, logLevel: "silent" });
    const context = rootContext(file);
    const root = document.contents === null ? undefined : convert(document.contents, context);
    const faults = [...faultsOf(file, document.errors), ...context.duplicates];
    const inOrder = faults.toSorted((a, b) => a.span.start - b.span.start);
    return { root, anchored: context.anchors.size > 0, errors: document.errors.length, faults: inOrder };
  } catch {
    return { root: undefined, anchored: false, errors: 1 };
  }
});

interface Context {
  readonly file: SourceFile;
  /** What each anchor stands for so far, in document order; null while it is being read, for an alias inside itself. */
  readonly anchors: Map<string, Node | null>;
  /** Inside an anchored value: its text serves every alias. */
  readonly shared: boolean;
  readonly depth: number;
  /** The second of two keys of one name, of all mappings. */
  readonly duplicates: Fault[];
}

/** What YAML 1.2 refuses whoever reads it: what some parsers let pass isn't told. */
function faultsOf(file: SourceFile, errors: readonly YAMLError[]): readonly Fault[] {
  // A value that goes on in the next line, which was meant for another key.
  const broken = new Set(errors.flatMap(({ code, pos }) => (code === "MULTILINE_IMPLICIT_KEY" ? [pos[0]] : [])));
  return errors.flatMap(({ code, message, pos: [start] }): readonly Fault[] => {
    const kind = broken.has(start) ? "indentation" : kinds[code];
    if (kind === undefined || (kind === "quote" && !message.includes("closing"))) return [];
    let from = Math.min(start, file.text.length - 1);
    // What isn't closed is noticed after the end.
    while (from > 0 && /\s/.test(file.text[from] ?? "")) from--;
    return from < 0 ? [] : [{ kind, span: lineSpan(file, from, from + 1) }];
  });
}

const kinds: Readonly<Record<string, Fault["kind"]>> = {
  BLOCK_AS_IMPLICIT_KEY: "colon",
  BAD_SCALAR_START: "start",
  MISSING_CHAR: "quote",
  BAD_INDENT: "indentation",
  TAB_AS_INDENT: "indentation",
};

function rootContext(file: SourceFile): Context {
  return { file, anchors: new Map(), shared: false, depth: 0, duplicates: [] };
}

function convert(node: YamlNode, outer: Context): Node {
  if (isAlias(node)) return outer.anchors.get(node.source) ?? opaque(node, outer, "an alias to nothing");
  const anchor = (node as ParsedNode).anchor;
  const context: Context = { ...outer, shared: outer.shared || anchor !== undefined, depth: outer.depth + 1 };
  if (anchor !== undefined) context.anchors.set(anchor, null);
  const converted = convertOwn(node, context);
  if (anchor !== undefined) context.anchors.set(anchor, converted);
  return converted;
}

function convertOwn(node: YamlNode, context: Context): Node {
  if (context.depth > deepest) return opaque(node, context, "nested too deep");
  if (isScalar(node)) return convertScalar(node, context);
  if (isSeq(node)) {
    const items = node.items.map((item) => convert(item as YamlNode, context));
    return { kind: "sequence", items, flow: node.flow === true, ...place(node, context) };
  }
  if (isMap(node)) return convertMapping(node, context);
  return opaque(node, context, "not a value");
}

function convertMapping(node: { items: Pair[]; flow?: boolean } & YamlNode, context: Context): Node {
  const entries: Entry[] = [];
  const seen = new Set<string>();
  for (const { key, value } of node.items) {
    if (!isScalar(key)) return opaque(node, context, "a key that isn't a scalar");
    const span = place(key, context).span;
    const { value: written } = key;
    const name = typeof written === "string" ? written : String((written as number | boolean | null) ?? "");
    if (name === "<<") return opaque(node, context, "a merge key, which GitHub refuses");
    if (seen.has(name) && span.start < span.end) context.duplicates.push({ kind: "duplicate", span });
    if (seen.has(name)) return opaque(node, context, `two keys \`${name}\``);
    seen.add(name);
    // A key that is only a value's stand-in (as in `a: [` half typed) may have no text of its own.
    if (span.start === span.end) return opaque(node, context, "a value without a key");
    if (/[\r\n]/.test(textOf(span))) return opaque(node, context, "a key on several lines");
    const present = value === null || isMissing(value as YamlNode) ? undefined : (value as YamlNode);
    entries.push({
      key: { value: name, span },
      value: present === undefined ? undefined : convert(present, context),
    });
  }
  const mapping: Mapping = { kind: "mapping", entries, flow: node.flow === true, ...place(node, context) };
  return mapping;
}

/** A value that isn't written at all, as after `key:`; `""` and `~` are written. */
function isMissing(node: YamlNode): boolean {
  const range = (node as ParsedNode).range;
  return isScalar(node) && node.value === null && node.anchor === undefined && range[0] === range[1];
}

function convertScalar(node: YamlNode & { value?: unknown; source?: string; type?: string }, context: Context): Scalar {
  const { value } = node;
  const style = styles[node.type ?? "PLAIN"] ?? "plain";
  const placed = place(node, context);
  const known = typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
  const decoded = typeof value === "string" ? value : (node.source ?? "");
  return { kind: "scalar", value: known, text: scalarText(placed.span, decoded, style), style, ...placed };
}

const styles: Readonly<Record<string, Scalar["style"]>> = {
  PLAIN: "plain",
  QUOTE_SINGLE: "single",
  QUOTE_DOUBLE: "double",
  BLOCK_LITERAL: "literal",
  BLOCK_FOLDED: "folded",
};

function opaque(node: YamlNode, context: Context, why: string): Node {
  return { kind: "opaque", why, ...place(node, context) };
}

function place(node: YamlNode, context: Context): { readonly span: Span; readonly aliased: boolean } {
  const [start, end] = (node as ParsedNode).range ?? [0, 0];
  return { span: { file: context.file, start, end }, aliased: context.shared };
}
