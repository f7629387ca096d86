import type { Embedded, Located, Span } from "../text.ts";

/** What YAML, JSON and their embedded text have in common: a tree of values with the places they were written. */
export type Node = Scalar | Sequence | Mapping | Opaque;

interface Placed {
  /** The value's own text, quotes and brackets included; may cover several lines. */
  readonly span: Span;
  /** Reached through an alias: the text is elsewhere and serves others too, so no edit may touch it. */
  readonly aliased: boolean;
}

export interface Scalar extends Placed {
  readonly kind: "scalar";
  /** As the YAML core schema or JSON reads it: unquoted `24.10` is the number 24.1. */
  readonly value: string | number | boolean | null;
  /** The decoded text, with the way back to the file; for a plain scalar what is written, such as `24.10`. */
  readonly text: Embedded;
  readonly style: "plain" | "single" | "double" | "literal" | "folded";
}

export interface Sequence extends Placed {
  readonly kind: "sequence";
  readonly items: readonly Node[];
  readonly flow: boolean;
}

export interface Mapping extends Placed {
  readonly kind: "mapping";
  readonly entries: readonly Entry[];
  readonly flow: boolean;
}

export interface Entry {
  /** Decoded; the span covers the key as written, quotes included. */
  readonly key: Located<string>;
  /** Undefined where nothing is written after the key. */
  readonly value: Node | undefined;
}

/** A value that can't be relied on: a mapping with duplicate or merge keys, an alias to nothing, nesting too deep. */
interface Opaque extends Placed {
  readonly kind: "opaque";
  readonly why: string;
}

export interface Tree {
  /** Undefined for an empty file and for text that is no YAML or JSON at all. */
  readonly root: Node | undefined;
  /** Some value has an anchor, so that others may stand for it. */
  readonly anchored: boolean;
  /** How many syntax errors the parser met. */
  readonly errors: number;
  /** Those for which every reader of YAML refuses the file, in its order; of JSON there is none. */
  readonly faults?: readonly Fault[];
}

/** The entry of a mapping by its key; undefined for any other node. */
export function entryOf(node: Node | undefined, key: string): Entry | undefined {
  return node?.kind === "mapping" ? node.entries.find((entry) => entry.key.value === key) : undefined;
}

export function valueOf(node: Node | undefined, key: string): Node | undefined {
  return entryOf(node, key)?.value;
}

/** Why a file isn't valid YAML. */
export interface Fault {
  /**
   * - `colon`: a plain value holds `: `, which begins a key.
   * - `start`: a plain value begins with a character that none may begin with.
   * - `quote`: a quote or a bracket isn't closed.
   * - `indentation`: lines of one block begin at different columns, or with a tab.
   * - `duplicate`: a mapping has a key twice.
   */
  readonly kind: "colon" | "start" | "quote" | "indentation" | "duplicate";
  readonly span: Span;
}
