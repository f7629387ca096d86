import type { ExpressionData } from "@actions/expressions/data/expressiondata";
import { Kind } from "@actions/expressions/data/index";
import { limits } from "../limits.ts";

/** Whether a function's value stays within the limit: `format('{0}{0}', …)` and `join(…)` in each other double a text each time. */
export function isSmall(name: string, args: readonly ExpressionData[]): boolean {
  const [first, ...others] = args;
  const sizes = args.map(sizeOf);
  if (first === undefined || sizes.some((size) => size > limits.value)) return first === undefined;
  const places =
    name === "format" && first.kind === Kind.String
      ? first.value.split("{").length - 1
      : name === "join" && first.kind === Kind.Array
        ? first.values().length
        : 0;
  return places * Math.max(0, ...others.map(sizeOf)) + (sizes[0] ?? 0) <= limits.value;
}

/** The characters of a value, and one more for each part of it. */
function sizeOf(data: ExpressionData): number {
  if (data.kind === Kind.String) return data.value.length;
  if (data.kind === Kind.Array) return data.values().reduce((sum, each) => sum + 1 + sizeOf(each), 0);
  if (data.kind !== Kind.Dictionary) return 1;
  return data.pairs().reduce((sum, { key, value }) => sum + 1 + key.length + sizeOf(value), 0);
}
