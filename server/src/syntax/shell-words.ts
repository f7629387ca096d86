import {
  parse,
  type AssignmentPrefix,
  type ParsedScript,
  type Redirection,
  type Word as ParsedWord,
  type WordPart,
} from "unbash";

/** A word of a command. Offsets are within the script. */
export interface Word {
  /** As written, with its quotes. */
  readonly text: string;
  /** What the command is given, or undefined where it depends on what the files don't say. */
  readonly value: string | undefined;
  readonly start: number;
  readonly end: number;
}

/** What stands outside the script: `${{ }}` by its source, and environment variables; undefined is not known. */
export interface ShellScope {
  expression(source: string): string | undefined;
  variable(name: string): string | undefined;
}

/** A script as bash reads it once GitHub's expressions are out of the way, and those expressions in order. */
export interface Parsed {
  readonly text: string;
  readonly script: ParsedScript;
  readonly expressions: readonly string[];
}

const parsedScripts = new Map<string, Parsed>();

/** Remembers the newest scripts by their text: most keystrokes change none of them. */
export function parseScript(text: string): Parsed {
  const known = parsedScripts.get(text);
  if (known !== undefined) return known;
  const { masked, expressions } = maskExpressions(text);
  const parsed = { text, script: parse(masked), expressions };
  parsedScripts.set(text, parsed);
  if (parsedScripts.size > 2_000) parsedScripts.delete(parsedScripts.keys().next().value ?? "");
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
  const expressions: string[] = [];
  const masked = text.replaceAll(/\$\{\{((?:'[^']*'|[^'}]|\}(?!\}))*)\}\}/g, (whole, source: string) => {
    if (expressions.length >= mostExpressions) return whole;
    expressions.push(source.trim());
    const number = String.fromCharCode(firstNumber + expressions.length - 1);
    return maskStart + number + maskPadding.repeat(whole.length - 2);
  });
  return { masked, expressions };
}

/** The words that one written word becomes: an unquoted value is split at white space, an empty one vanishes. */
export function expandWord(word: ParsedWord, parsed: Parsed, scope: ShellScope): readonly Word[] {
  if (word.parts !== undefined || word.value.includes(maskStart)) return expandDynamic(word, parsed, scope);
  let constant = constants.get(word);
  if (constant === undefined) {
    constant = [{ text: parsed.text.slice(word.pos, word.end), value: word.value, start: word.pos, end: word.end }];
    constants.set(word, constant);
  }
  return constant;
}

/** Most words depend on nothing: they are read once for each script's text. */
const constants = new WeakMap<ParsedWord, readonly Word[]>();

function expandDynamic(word: ParsedWord, parsed: Parsed, scope: ShellScope): readonly Word[] {
  const placed = { text: parsed.text.slice(word.pos, word.end), start: word.pos, end: word.end };
  const value = word.parts === undefined ? unmask(word.value, parsed, scope) : joined(word.parts, parsed, scope);
  const quoted = /["']/.test(placed.text);
  const dynamic = word.parts?.some((part) => part.type !== "Literal") === true || word.value.includes(maskStart);
  if (value === undefined || quoted || !dynamic) return [{ ...placed, value }];
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
): readonly (readonly [string, string | undefined])[] {
  return nodes.flatMap((node) => {
    if (node.type !== "Assignment") return [];
    if (node.value.type !== "Word" || node.append === true || node.index !== undefined)
      return [[node.name, undefined] as const];
    const { parts } = node.value;
    const value = parts === undefined ? unmask(node.value.value, parsed, scope) : joined(parts, parsed, scope);
    return [[node.name, value] as const];
  });
}

function joined(parts: readonly WordPart[], parsed: Parsed, scope: ShellScope): string | undefined {
  let result = "";
  for (const part of parts) {
    const value = partValue(part, parsed, scope);
    if (value === undefined) return undefined;
    result += value;
  }
  return result;
}

function partValue(part: WordPart, parsed: Parsed, scope: ShellScope): string | undefined {
  switch (part.type) {
    case "Literal":
    case "SingleQuoted":
    case "AnsiCQuoted":
      return unmask(part.value, parsed, scope);
    case "DoubleQuoted":
    case "LocaleString":
      return joined(part.parts, parsed, scope);
    case "SimpleExpansion":
      return scope.variable(part.text.slice(1));
    case "ParameterExpansion":
      return parameter(part, scope);
    default:
      return undefined;
  }
}

function parameter(part: Extract<WordPart, { type: "ParameterExpansion" }>, scope: ShellScope): string | undefined {
  if (part.prefix !== undefined || part.index !== undefined) return undefined;
  const value = scope.variable(part.parameter);
  if (part.operation === undefined) return value;
  const hasDefault = part.operation.type === "Default" && part.operation.operator.endsWith("-");
  return hasDefault && value !== undefined && value !== "" ? value : undefined;
}

function unmask(value: string, parsed: Parsed, scope: ShellScope): string | undefined {
  if (!value.includes(maskStart)) return value;
  let known = true;
  const result = value.replaceAll(mask, (_, number: string) => {
    const source = parsed.expressions[number.charCodeAt(0) - firstNumber];
    const replacement = source === undefined ? undefined : scope.expression(source);
    if (replacement === undefined) known = false;
    return replacement ?? "";
  });
  return known ? result : undefined;
}
