import { limits } from "../../limits.ts";
import type { Mapping, Node } from "../../syntax/tree.ts";
import { textOfNode } from "../value.ts";

/** One run of a job: the values of its matrix, each as it is written. A name that isn't there may still have a value. */
export type Leg = ReadonlyMap<string, Node>;

/** A leg that notes which of its values it is asked for. */
export interface NotedLeg {
  readonly leg: Pick<Leg, "get">;
  /** Whether another leg has the same values, as far as this one was asked. */
  isLike(other: Leg): boolean;
}

export function notedLeg(leg: Leg): NotedLeg {
  const asked = new Map<string, Node | undefined>();
  return {
    leg: {
      get(name) {
        const value = leg.get(name);
        asked.set(name, value);
        return value;
      },
    },
    isLike: (other) => [...asked].every(([name, value]) => meansTheSame(value, other.get(name))),
  };
}

export interface Matrix {
  /** At least one; a job without a matrix has one leg without values. */
  readonly legs: readonly Leg[];
  /** Every leg and every value is known; without that a missing name is unknown, not empty. */
  readonly complete: boolean;
}

const none: Matrix = { legs: [new Map()], complete: true };
const unreadable: Matrix = { legs: [new Map()], complete: false };

export function readMatrix(node: Node | undefined): Matrix {
  if (node === undefined) return none;
  if (node.kind !== "mapping") return unreadable;
  const { axes, complete } = readAxes(node);
  let legs: readonly Leg[] = [new Map()];
  for (const [name, values] of axes) {
    if (legs.length * values.length > limits.legs) return unreadable;
    legs = legs.flatMap((leg) => values.map((value) => new Map([...leg, [name, value]])));
  }
  const excluded = combinations(node, "exclude");
  const included = combinations(node, "include");
  if (excluded === undefined || included === undefined)
    return { legs: axes.size === 0 ? [new Map()] : legs, complete: false };
  const kept = axes.size === 0 ? [] : legs.filter((leg) => !excluded.some((pattern) => matches(leg, pattern)));
  const all = include(kept, included, new Set(axes.keys()));
  if (all.length > limits.legs) return unreadable;
  return { legs: all.length === 0 ? [new Map()] : all, complete };
}

function readAxes(node: Mapping): { readonly axes: ReadonlyMap<string, readonly Node[]>; readonly complete: boolean } {
  const axes = new Map<string, readonly Node[]>();
  let complete = true;
  for (const { key, value } of node.entries) {
    if (key.value === "include" || key.value === "exclude") continue;
    if (value?.kind === "sequence" && !value.items.some(isExpression)) axes.set(key.value, value.items);
    else complete = false;
  }
  return { axes, complete };
}

/** The mappings under `include` or `exclude`; undefined where they can't be read. */
function combinations(matrix: Mapping, key: string): readonly Mapping[] | undefined {
  const value = matrix.entries.find((entry) => entry.key.value === key)?.value;
  if (value === undefined) return [];
  if (value.kind !== "sequence") return undefined;
  const mappings = value.items.filter((item) => item.kind === "mapping");
  return mappings.length === value.items.length ? mappings : undefined;
}

function matches(leg: Leg, pattern: Mapping): boolean {
  return pattern.entries.every(({ key, value }) => {
    const own = leg.get(key.value);
    return own !== undefined && value !== undefined && sameText(own, value);
  });
}

/** GitHub adds an entry to every leg whose axes it doesn't change; where there is none, it is a leg of its own. */
function include(legs: readonly Leg[], added: readonly Mapping[], axes: ReadonlySet<string>): readonly Leg[] {
  const result: Map<string, Node>[] = legs.map((leg) => new Map(leg));
  const originals = result.length;
  for (const mapping of added) {
    const values = mapping.entries.flatMap(({ key, value }) =>
      value === undefined ? [] : [[key.value, value] as const],
    );
    const fitting = result
      .slice(0, originals)
      .filter((leg) => values.every(([name, value]) => !axes.has(name) || sameText(leg.get(name), value)));
    if (fitting.length === 0) result.push(new Map(values));
    for (const leg of fitting) for (const [name, value] of values) leg.set(name, value);
  }
  return result;
}

function sameText(a: Node | undefined, b: Node): boolean {
  const first = a === undefined ? undefined : textOfNode(a)?.value;
  return first !== undefined && first === textOfNode(b)?.value;
}

/** Whether two values are the same to every expression. */
function meansTheSame(a: Node | undefined, b: Node | undefined): boolean {
  if (a === b) return true;
  const same =
    a?.kind === "scalar" && b?.kind === "scalar" && (typeof a.value === "boolean") === (typeof b.value === "boolean");
  return same && sameText(a, b);
}

function isExpression(node: Node): boolean {
  return node.kind === "scalar" && typeof node.value === "string" && node.value.includes("${{");
}
