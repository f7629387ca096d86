import {
  parse,
  type AssignmentPrefix,
  type HereDoc,
  type ParsedScript,
  type Redirection,
  type Word as ParsedWord,
  type WordPart,
} from "unbash";
import { limits } from "../limits.ts";
import { keepNewest } from "../text.ts";
import { expressionsIn } from "./expression.ts";

/** A word of a command. Offsets are within the script. */
export interface Word {
  /** As written, with its quotes. */
  readonly text: string;
  /** What the command is given, or undefined where it depends on what the files don't say. */
  readonly value: string | undefined;
  /** The same in parts, where the value isn't known. */
  readonly pieces?: readonly Piece[];
  readonly start: number;
  readonly end: number;
}

/** A part of a text that a script makes: constant, or a variable or `${{ }}` from outside of the script, or neither. */
export type Piece =
  | string
  | {
      readonly kind: "variable" | "expression" | "unknown";
      readonly source: string;
      /** Every text that it may be, where those are known. */
      readonly choices?: readonly string[] | undefined;
    };

/** What a script set a variable to: null is unset, undefined is not known, pieces are in parts from outside. */
export type Held = string | null | undefined | readonly Piece[];

/** What stands outside the script: `${{ }}` by its source, and environment variables; undefined is not known. */
export interface ShellScope {
  expression(source: string): string | undefined;
  variable(name: string): string | undefined;
  /** The variables that scripts have set; the others come from outside. */
  readonly held?: Pick<ReadonlyMap<string, Held>, "has" | "get">;
}

/** A script as bash reads it once GitHub's expressions are out of the way, and those expressions in order. */
export interface Parsed {
  readonly text: string;
  readonly script: ParsedScript;
  readonly expressions: readonly string[];
  /** Most words depend on nothing: they are read once for each script's text. */
  readonly constants: Map<ParsedWord, readonly Word[]>;
}

const parsedScripts = new Map<string, Parsed>();

/** Remembers the newest scripts by their text: most keystrokes change none of them. */
export function parseScript(text: string): Parsed {
  const known = parsedScripts.get(text);
  if (known !== undefined) return known;
  const { masked, expressions } = maskExpressions(text);
  const parsed = { text, script: parse(masked), expressions, constants: new Map() };
  keepNewest(parsedScripts, text, parsed);
  return parsed;
}

// GitHub replaces `${{ }}` before the shell sees the script. Characters of the private use area hold its place:
// a start, the expression's number, and padding to the same length, so that offsets stay.
const maskStart = "\uE000";
const maskPadding = "\uE001";
const firstNumber = 0xe100;
const mostExpressions = 0xf8ff - firstNumber;
const mask = /\uE000([\uE100-\uF8FF])\uE001*/g;

/** Each `${{ … }}` replaced by a word of the same length; quotes inside an expression may hold `}}`. */
export function maskExpressions(text: string): { readonly masked: string; readonly expressions: readonly string[] } {
  const found = expressionsIn(text).slice(0, mostExpressions);
  let masked = "";
  let position = 0;
  found.forEach(({ start, end }, index) => {
    const number = String.fromCharCode(firstNumber + index);
    masked += text.slice(position, start) + maskStart + number + maskPadding.repeat(end - start - 2);
    position = end;
  });
  return { masked: masked + text.slice(position), expressions: found.map(({ source }) => source.trim()) };
}

/** The words that one written word becomes: an unquoted value is split at white space, an empty one vanishes. */
export function expandWord(word: ParsedWord, parsed: Parsed, scope: ShellScope): readonly Word[] {
  if (word.end - word.pos > limits.word) return [{ ...placeOf(word, parsed), value: undefined }];
  if (word.parts !== undefined || word.value.includes(maskStart)) return expandDynamic(word, parsed, scope);
  let constant = parsed.constants.get(word);
  if (constant === undefined) {
    constant = [{ ...placeOf(word, parsed), value: word.value }];
    parsed.constants.set(word, constant);
  }
  return constant;
}

/** Behind a backslash at the script's end the parser sees one character more. */
export function placeOf(word: { readonly pos: number; readonly end: number }, { text }: Parsed): Omit<Word, "value"> {
  const [start, end] = [Math.min(word.pos, text.length), Math.min(word.end, text.length)];
  return { text: text.slice(start, Math.min(end, start + limits.word)), start, end };
}

function expandDynamic(word: ParsedWord, parsed: Parsed, scope: ShellScope): readonly Word[] {
  const placed = placeOf(word, parsed);
  const pieces = piecesOf(word.parts ?? word.value, parsed, scope);
  const value = joined(pieces);
  const quoted = /["']/.test(placed.text);
  const dynamic = word.parts?.some((part) => part.type !== "Literal") === true || word.value.includes(maskStart);
  if (value === undefined) return [{ ...placed, value, pieces }];
  if (quoted || !dynamic) return [{ ...placed, value }];
  return value
    .split(/\s+/)
    .filter((piece) => piece !== "")
    .map((piece) => ({ ...placed, value: piece }));
}

/** The names a command's prefix or `export` sets, with their values where known. */
export function assignmentsOf(
  nodes: readonly (AssignmentPrefix | Redirection | ParsedWord)[],
  parsed: Parsed,
  scope: ShellScope,
): readonly (readonly [string, Held])[] {
  return nodes.flatMap((node): readonly (readonly [string, Held])[] => {
    if (node.type !== "Assignment") return [];
    if (node.value.type !== "Word" || node.append === true || node.index !== undefined) return [[node.name, undefined]];
    const pieces = piecesOf(node.value.parts ?? node.value.value, parsed, scope);
    return [[node.name, joined(pieces) ?? (pieces.some(isUnknown) && !isFiles(pieces) ? undefined : pieces)]];
  });
}

/** The text of a heredoc, without the tabs that `<<-` takes away. */
export function hereDocPieces(node: HereDoc, parsed: Parsed, scope: ShellScope): readonly Piece[] {
  const { text, parts } = node.body;
  const pieces = piecesOf(parts ?? text, parsed, scope);
  if (node.operator === "<<") return pieces;
  return pieces.map((piece) => (typeof piece === "string" ? piece.replaceAll(/^\t+/gm, "") : piece));
}

function joined(pieces: readonly Piece[]): string | undefined {
  return pieces.every((piece) => typeof piece === "string") ? pieces.join("") : undefined;
}

/** The names of files, which say at least where those are. */
function isFiles([only, ...others]: readonly Piece[]): boolean {
  return typeof only === "object" && others.length === 0 && /^\$\(\s*(?:find|ls)\s/.test(only.source);
}

function isUnknown(piece: Piece): boolean {
  return typeof piece === "object" && piece.kind === "unknown";
}

function piecesOf(parts: readonly WordPart[] | string, parsed: Parsed, scope: ShellScope): readonly Piece[] {
  if (typeof parts === "string") return unmask(parts, parsed, scope);
  const pieces: Piece[] = [];
  let size = 0;
  for (const part of parts)
    for (const piece of partPieces(part, parsed, scope)) {
      size += typeof piece === "string" ? piece.length : 20;
      if (size > limits.value) return [unknown("")];
      pieces.push(piece);
    }
  return pieces;
}

function partPieces(part: WordPart, parsed: Parsed, scope: ShellScope): readonly Piece[] {
  switch (part.type) {
    case "Literal":
    case "SingleQuoted":
    case "AnsiCQuoted":
      return unmask(part.value, parsed, scope);
    case "DoubleQuoted":
    case "LocaleString":
      return piecesOf(part.parts, parsed, scope);
    case "SimpleExpansion":
      return variable(part.text.slice(1), scope);
    case "ParameterExpansion":
      return parameter(part, scope);
    default:
      return [unknown(part.text)];
  }
}

function parameter(part: Extract<WordPart, { type: "ParameterExpansion" }>, scope: ShellScope): readonly Piece[] {
  if (part.prefix !== undefined || part.index !== undefined) return [unknown(part.text)];
  if (part.operation === undefined) return variable(part.parameter, scope);
  const value = scope.variable(part.parameter);
  const hasDefault = part.operation.type === "Default" && part.operation.operator.endsWith("-");
  return [hasDefault && value !== undefined && value !== "" ? value : unknown(part.text)];
}

function variable(name: string, scope: ShellScope): readonly Piece[] {
  const value = scope.variable(name);
  if (value !== undefined) return [value];
  if (scope.held?.has(name) !== true)
    return [/^[A-Za-z_]\w*$/.test(name) ? { kind: "variable", source: name } : unknown(name)];
  const held = scope.held.get(name);
  return typeof held === "object" ? (held ?? [""]) : [unknown(name)];
}

function unknown(source: string): Piece {
  return { kind: "unknown", source };
}

function unmask(value: string, parsed: Parsed, scope: ShellScope): readonly Piece[] {
  if (!value.includes(maskStart)) return [value];
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of value.matchAll(mask)) {
    const source = parsed.expressions[(match[1] ?? "").charCodeAt(0) - firstNumber] ?? "";
    pieces.push(
      value.slice(end, match.index),
      scope.expression(source) ?? { kind: "expression", source, choices: choices(source) },
    );
    end = match.index + match[0].length;
  }
  return [...pieces, value.slice(end)].filter((piece) => piece !== "");
}

/** The texts of `condition && 'a' || 'b'`. */
function choices(source: string): readonly string[] | undefined {
  const parts = source.split("||");
  const texts = parts.map(
    (part, index) => (index < parts.length - 1 ? /&&\s*'([^']*)'\s*$/ : /^\s*'([^']*)'\s*$/).exec(part)?.[1],
  );
  return parts.length < 2 || texts.includes(undefined) ? undefined : texts.flatMap((text) => text ?? []);
}
