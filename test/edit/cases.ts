import assert from "node:assert/strict";
import { test } from "node:test";
import {
  insertItemAfter,
  insertKey,
  removeEntry,
  removeItem,
  replaceValue,
  setValue,
} from "../../server/src/edit/edit.ts";
import type { Holder } from "../../server/src/edit/values.ts";
import { parseJson } from "../../server/src/syntax/json.ts";
import {
  entryOf,
  type Entry,
  type Mapping,
  type Node,
  type Scalar,
  type Sequence,
} from "../../server/src/syntax/tree.ts";
import { parseYaml } from "../../server/src/syntax/yaml.ts";
import { applyEdits, type Edit } from "../../server/src/text.ts";

/** A place in a tree: keys, and places in sequences. */
type Path = readonly (string | number)[];

interface Root {
  node(path?: Path): Node;
  mapping(path?: Path): Mapping;
  sequence(path: Path): Sequence;
  scalar(path: Path): Scalar;
  /** The entries that lead to a path, the innermost first. */
  holders(path: Path): readonly Holder[];
}

type Change = (root: Root) => readonly Edit[] | undefined;

function parse(path: string, text: string): Root {
  const { root } = (path.endsWith(".json") ? parseJson : parseYaml)({ path, text });
  const node = (at: Path = []): Node => {
    let found = root;
    for (const part of at) {
      if (typeof part === "number") found = found?.kind === "sequence" ? found.items[part] : undefined;
      else found = entryOf(found, part)?.value;
    }
    assert.ok(found, `nothing at ${at.join(".")}`);
    return found;
  };
  const of = <K extends Node["kind"]>(kind: K, at?: Path): Extract<Node, { kind: K }> => {
    const found = node(at);
    assert.equal(found.kind, kind);
    return found as Extract<Node, { kind: K }>;
  };
  return {
    node,
    mapping: (at) => of("mapping", at),
    sequence: (at) => of("sequence", at),
    scalar: (at) => of("scalar", at),
    holders: (at) =>
      at
        .flatMap((key, index) => {
          if (typeof key === "number") return [];
          const mapping = of("mapping", at.slice(0, index));
          return [[mapping, entryIn(mapping, key)] as const];
        })
        .toReversed(),
  };
}

export function entryIn(mapping: Mapping, key: string): Entry {
  const entry = entryOf(mapping, key);
  assert.ok(entry, key);
  return entry;
}

export const insert =
  (
    path: Path,
    ...rest: [key: string, value: Parameters<typeof insertKey>[2], position?: Parameters<typeof insertKey>[3]]
  ): Change =>
  (root) =>
    insertKey(root.mapping(path), ...rest);
export const set =
  (path: Path, value: string): Change =>
  (root) =>
    setValue(root.scalar(path), value);
export const replace =
  (path: Path, key: string, value: Parameters<typeof insertKey>[2]): Change =>
  (root) =>
    replaceValue(root.mapping(path), entryIn(root.mapping(path), key), value);
export const remove =
  (path: Path): Change =>
  (root) => {
    const [[mapping, entry] = [], ...holders] = root.holders(path);
    assert.ok(mapping && entry);
    return removeEntry(mapping, entry, holders);
  };
export const item =
  (path: Path, index: number, ...lines: readonly string[]): Change =>
  (root) =>
    insertItemAfter(root.sequence(path), index, lines);

export const drop =
  (path: Path, index: number): Change =>
  (root) =>
    removeItem(root.sequence(path), index);

export type Case = readonly [title: string, before: string, change: Change, after: string | undefined];

export const grant = [
  ["contents", "read"],
  ["id-token", "write"],
] as const;

export function check([title, before, change, after]: Case, path: string): void {
  test(`${path}: ${title}`, () => {
    const edits = change(parse(path, before));
    assert.equal(edits && applyEdits(before, edits), after);
    for (const { span } of edits ?? []) assert.ok(span.start <= span.end && span.end <= before.length);
  });
}
