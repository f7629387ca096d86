import {
  Binary,
  ContextAccess,
  type Expr,
  FunctionCall,
  Grouping,
  IndexAccess,
  Literal,
  Logical,
  Star,
  Unary,
} from "@actions/expressions/ast";
import type { ExpressionData } from "@actions/expressions/data/expressiondata";
import {
  Array as List,
  BooleanData,
  Dictionary,
  Kind,
  Null,
  NumberData,
  StringData,
} from "@actions/expressions/data/index";
import { Evaluator } from "@actions/expressions/evaluator";
import { wellKnownFunctions } from "@actions/expressions/funcs";
import { Lexer, TokenType, type Token } from "@actions/expressions/lexer";
import { Parser } from "@actions/expressions/parser";
import { falsy } from "@actions/expressions/result";
import { limits } from "../limits.ts";
import { keepNewest } from "../text.ts";
import { isSmall } from "./expression-size.ts";

export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

/**
 * What a context path such as `["matrix", "node"]` holds; undefined where that isn't known.
 * The context's name is in lower case, keys are as written. `success()` and other functions that
 * the expression language itself doesn't define ask for `["success"]`.
 */
export type Lookup = (path: readonly string[]) => Value | Beginning | undefined;

const beginning = Symbol("beginning");

/** A text of which only the beginning is known. */
export interface Beginning {
  readonly [beginning]: string;
}

export function textThatBegins(text: string): Beginning {
  return { [beginning]: text };
}

/** A known value, or an unknown one of which the truth may be known: `x || true`, or how its text begins. */
export type Outcome =
  | { readonly known: ExpressionData }
  | { readonly truth: boolean | undefined; readonly begins?: string };

const unknown: Outcome = { truth: undefined };

export function outcomeOf(source: string, lookup: Lookup): Outcome {
  try {
    const expression = parse(source);
    return expression === undefined ? unknown : outcome(expression, lookup);
  } catch {
    // Broken syntax, a call that GitHub refuses too, or nesting that overflows the stack.
    return unknown;
  }
}

export function truthOf(of: Outcome): boolean | undefined {
  return "known" in of ? !falsy(of.known) : of.truth;
}

const parsed = new Map<string, Expr | undefined>();

export function parse(source: string): Expr | undefined {
  if (!parsed.has(source)) {
    // What throws is broken, and isn't read a second time.
    keepNewest(parsed, source, undefined);
    parsed.set(source, parseFresh(source));
  }
  return parsed.get(source);
}

function parseFresh(source: string): Expr | undefined {
  if (source.length > limits.expression) return undefined;
  const { tokens } = new Lexer(source).lex();
  // The library undoubles only a string's first quote.
  for (const token of tokens) {
    if (token.type === TokenType.STRING) token.value = token.lexeme.slice(1, -1).replaceAll("''", "'");
  }
  // Every name is allowed: one that we don't know is a value that we don't know.
  const names = tokens.filter((token) => token.type === TokenType.IDENTIFIER).map((token) => token.lexeme);
  const functions = names
    .filter((name) => !Object.hasOwn(wellKnownFunctions, name.toLowerCase()))
    .map((name) => ({ name, minArgs: 0, maxArgs: 255 }));
  return new Parser(tokens, names, functions).parse();
}

function outcome(node: Expr, lookup: Lookup): Outcome {
  if (node instanceof Literal) return { known: node.literal };
  if (node instanceof Grouping) return outcome(node.group, lookup);
  if (node instanceof Logical) return logical(node, lookup);
  if (node instanceof Unary) {
    const truth = truthOf(outcome(node.expr, lookup));
    return truth === undefined ? unknown : { known: new BooleanData(!truth) };
  }
  if (node instanceof Binary) {
    const left = outcome(node.left, lookup);
    const right = outcome(node.right, lookup);
    if (!("known" in left && "known" in right)) return compare(node.operator.lexeme, left, right);
    return constant(new Binary(literal(left.known), node.operator, literal(right.known)));
  }
  if (node instanceof FunctionCall) return call(node, lookup);
  if (node instanceof ContextAccess || node instanceof IndexAccess) return access(node, lookup);
  return unknown;
}

/** `&&` stops at the first false argument, `||` at the first true one; an unknown argument may have stopped it before. */
function logical(node: Logical, lookup: Lookup): Outcome {
  const stop = node.operator.type === TokenType.OR;
  let certain = true;
  let last: Outcome = unknown;
  for (const argument of node.args) {
    last = outcome(argument, lookup);
    const truth = truthOf(last);
    if (truth === stop) return certain ? last : { truth: stop };
    certain &&= truth !== undefined;
  }
  return certain ? last : unknown;
}

function call(node: FunctionCall, lookup: Lookup): Outcome {
  const name = node.functionName.lexeme.toLowerCase();
  if (!Object.hasOwn(wellKnownFunctions, name)) {
    return node.args.length === 0 ? read(lookup([name])) : unknown;
  }
  const args = node.args.map((argument) => outcome(argument, lookup));
  const known = args.flatMap((argument) => ("known" in argument ? [literal(argument.known)] : []));
  if (known.length === args.length)
    return isSmall(
      name,
      known.map((each) => each.literal),
    )
      ? constant(new FunctionCall(node.functionName, known))
      : unknown;
  const [text, part] = args;
  return text !== undefined && part !== undefined ? compare(name, text, part) : unknown;
}

/** What the beginning of a text decides; like GitHub it ignores case. */
function compare(operator: string, left: Outcome, right: Outcome): Outcome {
  if ("known" in left) return "known" in right || !/^[!=]=$/.test(operator) ? unknown : compare(operator, right, left);
  if (left.begins === undefined || !("known" in right) || right.known.kind !== Kind.String) return unknown;
  const begins = left.begins.toLowerCase();
  const text = right.known.value.toLowerCase();
  const open = text.startsWith(begins);
  if (operator === "contains") return { truth: begins.includes(text) || undefined };
  if (operator === "startswith") return { truth: begins.startsWith(text) || (open ? undefined : false) };
  return /^[!=]=$/.test(operator) ? { truth: open ? undefined : operator === "!=" } : unknown;
}

function read(value: ReturnType<Lookup>): Outcome {
  if (value === undefined) return unknown;
  if (!isBeginning(value)) return { known: toData(value) };
  return { truth: value[beginning] === "" ? undefined : true, begins: value[beginning] };
}

function isBeginning(value: Value | Beginning): value is Beginning {
  return typeof value === "object" && value !== null && beginning in value;
}

function access(node: ContextAccess | IndexAccess, lookup: Lookup): Outcome {
  const path = pathOf(node, lookup);
  const value = path === undefined ? undefined : lookup(path);
  if (value !== undefined || node instanceof ContextAccess) return read(value);
  const whole = outcome(node.expr, lookup);
  const index = node.index instanceof Star ? undefined : outcome(node.index, lookup);
  if (!("known" in whole) || (index !== undefined && !("known" in index))) return unknown;
  return constant(new IndexAccess(literal(whole.known), index === undefined ? node.index : literal(index.known)));
}

export function pathOf(node: Expr, lookup: Lookup): readonly string[] | undefined {
  if (node instanceof ContextAccess) return [node.name.lexeme.toLowerCase()];
  if (node instanceof Grouping) return pathOf(node.group, lookup);
  if (!(node instanceof IndexAccess) || node.index instanceof Star) return undefined;
  const path = pathOf(node.expr, lookup);
  const index = path === undefined ? unknown : outcome(node.index, lookup);
  return path !== undefined && "known" in index && index.known.primitive
    ? [...path, index.known.coerceString()]
    : undefined;
}

/** The library's own answer, where nothing unknown is left. */
function constant(node: Expr): Outcome {
  return { known: new Evaluator(node, new Dictionary()).evaluate() };
}

function literal(value: ExpressionData): Literal {
  return new Literal(value, nowhere);
}

const nowhere: Token = {
  type: TokenType.UNKNOWN,
  lexeme: "",
  range: { start: { line: 0, column: 0 }, end: { line: 0, column: 0 } },
};

function toData(value: Value): ExpressionData {
  if (value === null) return new Null();
  if (typeof value === "string") return new StringData(value);
  if (typeof value === "number") return new NumberData(value);
  if (typeof value === "boolean") return new BooleanData(value);
  if (isList(value)) {
    const list = new List();
    for (const item of value) list.add(toData(item));
    return list;
  }
  const dictionary = new Dictionary();
  for (const [key, item] of Object.entries(value)) dictionary.add(key, toData(item));
  return dictionary;
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function fromData(data: ExpressionData): Value {
  switch (data.kind) {
    case Kind.Null:
      return null;
    case Kind.String:
    case Kind.Number:
    case Kind.Boolean:
      return data.value;
    case Kind.Array:
      return data.values().map(fromData);
    case Kind.Dictionary:
      return Object.fromEntries(data.pairs().map(({ key, value }) => [key, fromData(value)]));
  }
}
