import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { insertItemAfter, insertKey, removeEntry, replaceValue, setValue } from "../../server/src/edit/edit.ts";
import type { NewValue } from "../../server/src/edit/values.ts";
import { parseJson } from "../../server/src/syntax/json.ts";
import type { Mapping, Node, Scalar, Sequence } from "../../server/src/syntax/tree.ts";
import { parseYaml } from "../../server/src/syntax/yaml.ts";
import { applyEdits, type Edit } from "../../server/src/text.ts";
import { file, layout, render, word } from "./documents.ts";

type Plain = string | null | readonly Plain[] | { readonly [key: string]: Plain };

function plain(node: Node | undefined): Plain {
  if (node === undefined) return null;
  if (node.kind === "scalar") return node.style === "literal" ? node.text.text.trimEnd() : String(node.value ?? "");
  if (node.kind === "sequence") return node.items.map(plain);
  assert.equal(node.kind, "mapping");
  return Object.fromEntries(node.entries.map((entry) => [entry.key.value, plain(entry.value)]));
}

function all<K extends Node["kind"]>(node: Node | undefined, kind: K): readonly Extract<Node, { kind: K }>[] {
  if (node === undefined) return [];
  const inner =
    node.kind === "mapping" ? node.entries.map((entry) => entry.value) : node.kind === "sequence" ? node.items : [];
  const own = node.kind === kind ? [node as Extract<Node, { kind: K }>] : [];
  return [...own, ...inner.flatMap((each) => all(each, kind))];
}

/** The tree as it must be read afterwards: `change` says what a node becomes, undefined where it stays. */
function rewritten(node: Node | undefined, change: (node: Node) => Plain | undefined): Plain {
  const changed = node === undefined ? undefined : change(node);
  if (changed !== undefined || node === undefined) return changed ?? null;
  if (node.kind === "sequence") return node.items.map((item) => rewritten(item, change));
  if (node.kind !== "mapping") return plain(node);
  return Object.fromEntries(node.entries.map((entry) => [entry.key.value, rewritten(entry.value, change)]));
}

const text = fc.constantFrom(
  "x",
  "24",
  "24.10",
  "true",
  "it's",
  "a: b",
  "c # d",
  "${{ x }}",
  "",
  "- y",
  "npm@^11.5.1",
  '"q"',
);

const newValue: fc.Arbitrary<NewValue> = fc.oneof(
  text,
  fc.constantFrom<NewValue>(
    [
      ["contents", "read"],
      ["id-token", "write"],
    ],
    [["a", "${{ b }}"]],
    true,
    [["skipChecks", true]],
  ),
);

const asPlain = (value: NewValue): Plain =>
  typeof value === "object" ? Object.fromEntries(value.map(([key, each]) => [key, String(each)])) : String(value);

interface Changed {
  readonly edits: readonly Edit[] | undefined;
  readonly expected: Plain;
}

const changes: Readonly<Record<string, (root: Node, pick: number, value: NewValue) => Changed | undefined>> = {
  insertKey(root, pick, value) {
    const mapping = picked<Mapping>(all(root, "mapping"), pick);
    if (mapping === undefined) return undefined;
    const key = picked(mapping.entries, pick + 1)?.key.value ?? "x";
    const position = [{}, { before: ["q", key] }, { after: [key] }][pick % 3] ?? {};
    return {
      edits: insertKey(mapping, "new", value, position),
      expected: rewritten(root, (node) =>
        node === mapping ? { ...(plain(node) as object), new: asPlain(value) } : undefined,
      ),
    };
  },
  setValue(root, pick, value) {
    const scalar = picked<Scalar>(all(root, "scalar"), pick);
    if (scalar === undefined || typeof value !== "string") return undefined;
    return {
      edits: setValue(scalar, value),
      expected: rewritten(root, (node) => (node === scalar ? value : undefined)),
    };
  },
  replaceValue(root, pick, value) {
    const mapping = picked<Mapping>(all(root, "mapping"), pick);
    const entry = mapping && picked(mapping.entries, pick + 1);
    if (mapping === undefined || entry?.value === undefined) return undefined;
    return {
      edits: replaceValue(mapping, entry, value),
      expected: rewritten(root, (node) => (node === entry.value ? asPlain(value) : undefined)),
    };
  },
  removeEntry(root, pick) {
    const mapping = picked<Mapping>(all(root, "mapping"), pick);
    const entry = mapping && picked(mapping.entries, pick + 1);
    if (mapping === undefined || entry === undefined) return undefined;
    const rest = mapping.entries.filter((each) => each !== entry).map((each) => [each.key.value, plain(each.value)]);
    return {
      edits: removeEntry(mapping, entry),
      expected: rewritten(root, (node) => (node === mapping ? (Object.fromEntries(rest) as Plain) : undefined)),
    };
  },
  insertItemAfter(root, pick) {
    const sequence = picked<Sequence>(all(root, "sequence"), pick);
    if (sequence === undefined) return undefined;
    const index = (pick % (sequence.items.length + 1)) - 1;
    const items = sequence.items.map(plain).toSpliced(index + 1, 0, { run: "x", if: "y" });
    return {
      edits: insertItemAfter(sequence, index, ["run: x", "if: y"]),
      expected: rewritten(root, (node) => (node === sequence ? items : undefined)),
    };
  },
};

function picked<T>(from: readonly T[], pick: number): T | undefined {
  return from[pick % Math.max(1, from.length)];
}

function verify(
  before: string,
  path: string,
  name: string,
  pick: number,
  value: NewValue,
): "done" | "refused" | "none" {
  const parse = path.endsWith(".json") ? parseJson : parseYaml;
  const { root, errors } = parse({ path, text: before });
  assert.equal(errors, 0, before);
  assert.ok(root);
  const changed = changes[name]?.(root, pick, value);
  if (changed === undefined) return "none";
  if (changed.edits === undefined) return "refused";
  const after = applyEdits(before, changed.edits);
  assert.ok(after !== undefined);
  const tree = parse({ path, text: after });
  assert.equal(tree.errors, 0, after);
  assert.deepEqual(plain(tree.root), changed.expected, `${before}\n=>\n${after}`);
  if (name.startsWith("insert") && before.length > 2) {
    for (const { span } of changed.edits) assert.match(before.slice(span.start, span.end), /^\s*$/);
  }
  const comments = (of: string): number => of.split("# c").length;
  if (!name.startsWith("remove")) assert.equal(comments(after), comments(before), after);
  if (/\r\n/.test(before)) assert.doesNotMatch(after, /(?<!\r)\n/);
  assert.doesNotMatch(after, path.endsWith(".json") ? /,,/ : /\t/);
  return "done";
}

for (const name of Object.keys(changes)) {
  test(`${name} on any YAML says what was asked, and nothing else changes`, () => {
    const seen = { done: 0, refused: 0, none: 0 };
    fc.assert(
      fc.property(file, layout, fc.nat(1000), newValue, (value, look, pick, what) => {
        seen[verify(render(value, look), "release.yml", name, pick, what)]++;
      }),
      { numRuns: 200 },
    );
    assert.ok(seen.done > 30, JSON.stringify(seen));
  });
}

for (const name of ["insertKey", "setValue", "replaceValue", "removeEntry"]) {
  test(`${name} on any JSON says what was asked, and nothing else changes`, () => {
    const leaf = fc.constantFrom<Plain>("a", "", 'x"y', "1");
    const { json } = fc.letrec<{ json: Plain }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.array(tie("json"), { maxLength: 2 }),
        fc.dictionary(word, tie("json"), { maxKeys: 3 }),
      ),
    }));
    const indent = fc.constantFrom(0, 2, 4, "\t");
    const seen = { done: 0, refused: 0, none: 0 };
    fc.assert(
      fc.property(
        fc.dictionary(word, json),
        indent,
        fc.boolean(),
        fc.nat(1000),
        newValue,
        (value, step, crlf, at, what) => {
          const lines = JSON.stringify(value, undefined, step);
          seen[verify(crlf ? lines.replaceAll("\n", "\r\n") : lines, "package.json", name, at, what)]++;
        },
      ),
      { numRuns: 200 },
    );
    assert.ok(seen.done > 30, JSON.stringify(seen));
  });
}

test("half-typed text is left in no worse state", () => {
  const cut = fc.nat(400);
  fc.assert(
    fc.property(file, layout, cut, fc.nat(1000), newValue, (value, look, end, pick, what) => {
      const before = render(value, look).slice(0, end);
      const tree = parseYaml({ path: "release.yml", text: before });
      // The parser takes the quotes that end `'it''` and `"a\"` for closing ones.
      if (tree.root === undefined || /(?:''|\\")$/.test(before)) return;
      for (const change of Object.values(changes)) {
        const edits = change(tree.root, pick, what)?.edits;
        const after = edits && applyEdits(before, edits);
        if (after === undefined) continue;
        const { errors } = parseYaml({ path: "release.yml", text: after });
        assert.ok(errors <= tree.errors, `${before}\n=>\n${after}`);
      }
    }),
    { numRuns: 200 },
  );
});
