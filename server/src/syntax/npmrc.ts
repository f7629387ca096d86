import { memo, type Located, type SourceFile, type Span } from "../text.ts";

/** One `key = value` of a `.npmrc`, as npm's ini dialect reads it. */
export interface NpmrcLine {
  /** Decoded, without the `[]` of a list's item; the span covers the key as written. */
  readonly key: Located<string>;
  /**
   * Decoded, with `${…}` left in; the span is empty where nothing follows the `=`.
   * Undefined without `=`, which npm reads as `true`.
   */
  readonly value: Located<string> | undefined;
  /** `key[] = item`: the item joins those of the same key. */
  readonly item: boolean;
  /** The `[section]` that the line is in. npm reads no setting from a section. */
  readonly section: string | undefined;
  /** The environment variables that the key and the value name, in order. */
  readonly variables: readonly Variable[];
}

/** `${NAME}`, which stays as written where the variable is unset, or `${NAME?}`, which is empty then (npm ≥ 11.6.0). */
interface Variable {
  readonly name: string;
  readonly optional: boolean;
  /** From `$` to `}`. */
  readonly span: Span;
}

/**
 * The lines of a `.npmrc`: comments, blank lines and lines without a key are left out. Never throws.
 * Source: package `ini` 6 and `@npmcli/config` in npm 12.2.0, by running them.
 */
export const parseNpmrc = memo((file: SourceFile): readonly NpmrcLine[] => {
  const lines: NpmrcLine[] = [];
  let section: string | undefined;
  for (const match of file.text.matchAll(/[^\r\n]+/g)) {
    const written: Piece = { file, start: match.index, text: match[0] };
    if (/^\s*(?:[;#]|$)/.test(written.text)) continue;
    const heading = /^\[([^\]]*)\]\s*$/.exec(written.text);
    if (heading !== null) section = decode({ ...written, start: written.start + 1, text: heading[1] ?? "" }).text;
    else lines.push(...lineOf(written, section));
  }
  return lines;
});

/** A part of one line. */
interface Piece {
  readonly file: SourceFile;
  readonly start: number;
  readonly text: string;
}

/** What is written where; `offsets` has one more entry than `text`: where the text ends. */
interface Decoded {
  readonly text: string;
  readonly offsets: readonly number[];
  readonly span: Span;
}

function lineOf(written: Piece, section: string | undefined): readonly NpmrcLine[] {
  const equals = written.text.indexOf("=");
  if (equals === 0) return [];
  const key = decode(equals < 0 ? written : { ...written, text: written.text.slice(0, equals) });
  const value =
    equals < 0
      ? undefined
      : decode({ ...written, start: written.start + equals + 1, text: written.text.slice(equals + 1) });
  const item = key.text.length > 2 && key.text.endsWith("[]");
  const name = item ? key.text.slice(0, -2) : key.text;
  if (name === "" || name === "__proto__") return [];
  return [
    {
      key: { value: name, span: key.span },
      value: value && { value: value.text, span: value.span },
      item,
      section,
      variables: [key, ...(value === undefined ? [] : [value])].flatMap((decoded) =>
        variablesOf(written.file, decoded),
      ),
    },
  ];
}

/** The text without its quotes, escapes and trailing comment. Quoted text that isn't JSON stays as it is. */
function decode(piece: Piece): Decoded {
  const start = piece.start + piece.text.length - piece.text.trimStart().length;
  const text = piece.text.trim();
  const quote = text[0];
  if (quote !== undefined && `"'`.includes(quote) && text.endsWith(quote)) {
    return decodeQuoted({ ...piece, start, text }, quote);
  }
  return decodePlain({ ...piece, start, text });
}

function decodePlain({ file, start, text }: Piece): Decoded {
  let decoded = "";
  const offsets: number[] = [];
  let index = 0;
  for (; index < text.length; index++) {
    const character = text.charAt(index);
    if (character === ";" || character === "#") break;
    offsets.push(start + index);
    const next = text[index + 1];
    const escapes = character === "\\" && next !== undefined && `\\;#`.includes(next);
    decoded += escapes ? next : character;
    // Any other escaped character keeps its backslash, and is itself never read as the start of anything.
    if (character === "\\" && next !== undefined) {
      index++;
      if (escapes) continue;
      offsets.push(start + index);
      decoded += next;
    }
  }
  const trimmed = decoded.trimEnd();
  const end = start + text.slice(0, index).trimEnd().length;
  return { text: trimmed, offsets: [...offsets.slice(0, trimmed.length), end], span: { file, start, end } };
}

/** `'x'` loses its quotes; what is left, or `"x"` whole, is read as JSON where it is JSON. */
function decodeQuoted({ file, start, text }: Piece, quote: string): Decoded {
  const span: Span = { file, start, end: start + text.length };
  const opening = quote === "'" ? 1 : 0;
  const source = opening === 1 ? text.slice(1, -1) : text;
  const base = start + opening;
  const read = jsonString(source);
  if (read === undefined) return { text: source, offsets: offsetsFrom(base, source.length), span };
  const units = [...source.slice(1, -1).matchAll(/\\u[\da-f]{4}|\\.|[^\\]/gi)];
  return { text: read, offsets: [...units.map((unit) => base + 1 + unit.index), span.end - 1 - opening], span };
}

/** What a JSON text stands for as npm makes it text again, or undefined where it isn't JSON. */
function jsonString(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

function offsetsFrom(start: number, length: number): readonly number[] {
  return Array.from({ length: length + 1 }, (_, index) => start + index);
}

/** An odd number of backslashes before `$` makes it plain text. */
function variablesOf(file: SourceFile, { text, offsets, span }: Decoded): readonly Variable[] {
  return [...text.matchAll(/(?<!\\)(\\*)\$\{([^${}?]+)(\?)?\}/g)].flatMap((match) => {
    const [whole, escapes = "", name = "", modifier] = match;
    if (escapes.length % 2 === 1) return [];
    const start = offsets[match.index + escapes.length] ?? span.start;
    const end = offsets[match.index + whole.length] ?? span.end;
    return [{ name, optional: modifier === "?", span: { file, start, end } }];
  });
}
