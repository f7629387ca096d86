import {
  Binary,
  ContextAccess,
  type Expr,
  FunctionCall,
  Grouping,
  IndexAccess,
  Logical,
  Unary,
} from "@actions/expressions/ast";
import { limits } from "../limits.ts";
import { fromData, outcomeOf, parse, pathOf, truthOf, type Lookup, type Value } from "./expression-outcome.ts";

export { textThatBegins, type Lookup, type Value } from "./expression-outcome.ts";

/** An expression inside a text, from `${{` to `}}`, and what is between them. */
export interface Embedding {
  readonly start: number;
  readonly end: number;
  readonly source: string;
}

/** The value of an expression without its `${{ }}`; undefined where it isn't known or the expression is broken. */
export function evaluate(source: string, lookup: Lookup): Value | undefined {
  const outcome = outcomeOf(source, lookup);
  return "known" in outcome ? fromData(outcome.known) : undefined;
}

/** A text with its expressions replaced by their values; undefined where one of them isn't known. */
export function interpolate(text: string, lookup: Lookup): string | undefined {
  if (!text.includes("${{")) return text;
  let result = "";
  let position = 0;
  for (const { start, end, source } of expressionsIn(text)) {
    const outcome = outcomeOf(source, lookup);
    if (!("known" in outcome)) return undefined;
    result += text.slice(position, start) + outcome.known.coerceString();
    if (result.length > limits.value) return undefined;
    position = end;
  }
  const rest = text.slice(position);
  return rest.includes("${{") ? undefined : result + rest;
}

/** Whether an `if:` holds, with or without `${{ }}`; undefined where that isn't known. An empty one holds. */
export function evaluateIf(text: string, lookup: Lookup): boolean | undefined {
  if (text.trim() === "") return true;
  if (!text.includes("${{")) return truthOf(outcomeOf(text, lookup));
  // Anything around the expression, even a line break, makes it a text that GitHub takes for true: no intent to rely on.
  const [only] = expressionsIn(text);
  return only?.start === 0 && only.end === text.length ? truthOf(outcomeOf(only.source, lookup)) : undefined;
}

/** The expressions of a text in order; nothing after one without its `}}`. `}}` inside quotes ends nothing. */
export function expressionsIn(text: string): readonly Embedding[] {
  const found: Embedding[] = [];
  for (let start = text.indexOf("${{"); start >= 0; start = text.indexOf("${{", start)) {
    const close = closing(text, start + 3);
    if (close === undefined) break;
    found.push({ start, end: close + 2, source: text.slice(start + 3, close) });
    start = close + 2;
  }
  return found;
}

/**
 * The context paths that an expression mentions, each as long as it is constant: `secrets.A` and `secrets['A']`
 * give `["secrets", "A"]`, `secrets[matrix.name]` gives `["secrets"]` and `["matrix", "name"]`.
 * None for a broken expression.
 */
export function references(source: string): readonly (readonly string[])[] {
  const paths: (readonly string[])[] = [];
  try {
    const expression = parse(source);
    if (expression !== undefined) collect(expression, paths);
  } catch {
    return [];
  }
  return paths;
}

/** Where the `}}` stands that ends an expression. */
function closing(text: string, from: number): number | undefined {
  let quoted = false;
  for (let index = from; index < text.length; index++) {
    if (text[index] === "'") quoted = !quoted;
    else if (!quoted && text[index] === "}" && text[index + 1] === "}") return index;
  }
  return undefined;
}

function collect(node: Expr, paths: (readonly string[])[]): void {
  if (node instanceof ContextAccess || node instanceof IndexAccess) {
    const path = pathOf(node, () => undefined);
    if (path !== undefined) paths.push(path);
    else if (node instanceof IndexAccess) [node.expr, node.index].forEach((part) => collect(part, paths));
  } else if (node instanceof Grouping) collect(node.group, paths);
  else if (node instanceof Unary) collect(node.expr, paths);
  else if (node instanceof Binary) [node.left, node.right].forEach((part) => collect(part, paths));
  else if (node instanceof Logical || node instanceof FunctionCall) node.args.forEach((part) => collect(part, paths));
}
