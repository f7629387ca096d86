import { parseYaml } from "../syntax/yaml.ts";
import type { Node } from "../syntax/tree.ts";
import { lineEnding, lineStart, type Edit, type Span } from "../text.ts";
import { indentationAt, isJson, lineEnd } from "./place.ts";

/**
 * The edit that writes a comment on the line above a span, `words` being what follows its `#`.
 * Undefined where it would become a part of a value or break a script, and in languages without comments.
 */
export function insertComment(span: Span, words: string): Edit | undefined {
  const { file } = span;
  if (isJson(file)) return undefined;
  const { text } = file;
  const line = lineStart(text, span.start);
  const place = /(?:^|\/)\.npmrc$/.test(file.path) ? "above" : placeOf(span, line);
  if (place === undefined) return undefined;
  if (typeof place === "number") return insertion(span, place, ` # ${words}`);
  const start = text.startsWith("\uFEFF") ? Math.max(1, line) : line;
  return insertion(span, start, `${indentationAt(text, start)}# ${words}${lineEnding(text)}`);
}

function insertion({ file }: Span, at: number, text: string): Edit {
  return { span: { file, start: at, end: at }, text };
}

/** A line of its own, or the end of the line that begins a block scalar, where the line is the scalar's first. */
function placeOf({ file }: Span, line: number): "above" | number | undefined {
  const { root, errors } = parseYaml(file);
  if (errors > 0) return undefined;
  const around = textAround(root, line, undefined);
  if (around === undefined) return "above";
  const { node, key } = around;
  if (node.kind !== "scalar" || (node.style !== "literal" && node.style !== "folded")) return undefined;
  const header = lineEnd(file.text, node.span.start);
  if (lineStart(file.text, line - 1) <= node.span.start) return header;
  const before = file.text.slice(header, line);
  return key === "run" && node.style === "literal" && takesComment(before) && hasHashComments(file.text)
    ? "above"
    : undefined;
}

interface Around {
  readonly node: Exclude<Node, { readonly kind: "mapping" | "sequence" }>;
  readonly key: string | undefined;
}

/** The value of several lines that a line's beginning is in, with its key. */
function textAround(node: Node | undefined, offset: number, key: string | undefined): Around | undefined {
  // The span of what an alias leads to lies outside of the mapping that holds it, so nothing is visited twice.
  if (node === undefined || offset <= node.span.start || offset >= node.span.end) return undefined;
  switch (node.kind) {
    case "mapping":
      return firstOf(node.entries, (entry) => textAround(entry.value, offset, entry.key.value));
    case "sequence":
      return firstOf(node.items, (item) => textAround(item, offset, undefined));
    default:
      return { node, key };
  }
}

function firstOf<T>(items: readonly T[], find: (item: T) => Around | undefined): Around | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether a script goes on with a new command after these lines, as far as can be told: better no comment than a broken script. */
function takesComment(before: string): boolean {
  const isEven = (mark: string): boolean => before.split(mark).length % 2 === 1;
  const continued = /[\\`^]\s*$/.test(before) || before.includes("<<");
  const inExpression = before.lastIndexOf("${{") > before.lastIndexOf("}}");
  return !continued && !inExpression && ["'", '"', "`"].every(isEven);
}

/** Whether every shell that the file names takes `#` for a comment. */
function hasHashComments(text: string): boolean {
  return [...text.matchAll(/\bshell["']?:[ \t]*["']?([^\s"',}]+)/g)].every(([, shell = ""]) =>
    /^(?:bash|sh|zsh|pwsh|powershell|python)$/.test(shell),
  );
}
