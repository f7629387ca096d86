import type { Embedded, Span } from "../text.ts";
import type { Scalar } from "./tree.ts";

/** A YAML scalar's decoded text with the way back to the file, for every style a scalar can be written in. */
export function scalarText(span: Span, decoded: string, style: Scalar["style"]): Embedded {
  const opening = style === "single" || style === "double" ? 1 : 0;
  const source = span.file.text.slice(span.start + opening, span.end - opening);
  if (source === decoded) return { text: decoded, sourceOffset: (index) => span.start + opening + index };
  let offsets: readonly number[] | undefined;
  return {
    text: decoded,
    sourceOffset(index) {
      offsets ??= style === "literal" ? literalOffsets(span, decoded) : alignedOffsets(span, decoded, style);
      return Math.min(offsets[index] ?? offsets.at(-1) ?? span.start, span.end);
    },
  };
}

/** The lines of a literal block stand one to one in the file, each after the block's indentation. */
function literalOffsets(span: Span, decoded: string): readonly number[] {
  const { text } = span.file;
  let position = text.indexOf("\n", span.start) + 1 || text.length;
  const indentation = blockIndentation(text.slice(span.start, span.end), decoded);
  const offsets: number[] = [];
  for (const line of decoded.split("\n")) {
    const end = lineEnd(text, position);
    const start = Math.min(position + indentation, end);
    for (let index = 0; index <= line.length; index++) offsets.push(Math.min(start + index, end));
    position = text.indexOf("\n", end) + 1 || text.length;
  }
  return offsets;
}

/** What the block's first line with text lost of its leading spaces. */
function blockIndentation(source: string, decoded: string): number {
  const written =
    source
      .split("\n")
      .slice(1)
      .find((line) => line.trim() !== "") ?? "";
  const read = decoded.split("\n").find((line) => line.trim() !== "") ?? "";
  return leadingSpaces(written) - leadingSpaces(read);
}

function leadingSpaces(line: string): number {
  return line.length - line.trimStart().length;
}

function lineEnd(text: string, position: number): number {
  const end = text.indexOf("\n", position);
  if (end < 0) return text.length;
  return text[end - 1] === "\r" ? end - 1 : end;
}

/**
 * Folded and quoted scalars: white space is folded, the rest is in order.
 * Each character is looked for in turn; where that fails the last place found stands for the rest.
 */
function alignedOffsets(span: Span, decoded: string, style: Scalar["style"]): readonly number[] {
  const { text } = span.file;
  const opening = style === "single" || style === "double" ? 1 : 0;
  let position = style === "folded" ? lineEnd(text, span.start) : span.start + opening;
  const offsets: number[] = [];
  for (let index = 0; index < decoded.length; index++) {
    const character = decoded.charAt(index);
    if (!/\s/.test(character)) while (position < span.end && /\s/.test(text.charAt(position))) position++;
    offsets.push(Math.min(position, span.end - 1));
    if (/\s/.test(character) && !/\s/.test(text.charAt(position)) && text[position] !== "\\") continue;
    position += style === "double" && text[position] === "\\" ? escapeLength(text, position) : 1;
    if (style === "single" && character === "'" && text[position] === "'") position++;
  }
  offsets.push(Math.min(position, span.end));
  return offsets;
}

function escapeLength(text: string, position: number): number {
  const digits: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
  return 2 + (digits[text.charAt(position + 1)] ?? 0);
}
