import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseJson } from "../../server/src/syntax/json.ts";
import { valueOf, type Node } from "../../server/src/syntax/tree.ts";
import { textOf, type SourceFile } from "../../server/src/text.ts";

const file = (text: string): SourceFile => ({ path: "package.json", text });

/** The tree as a plain value; a missing value is `<none>`, an opaque node `<why>`. */
function plain(node: Node | undefined): unknown {
  if (node === undefined) return "<none>";
  if (node.kind === "scalar") return node.value;
  if (node.kind === "opaque") return `<${node.why}>`;
  if (node.kind === "sequence") return node.items.map(plain);
  return Object.fromEntries(node.entries.map((entry) => [entry.key.value, plain(entry.value)]));
}

const cases: readonly (readonly [text: string, value: unknown, errors: number])[] = [
  ['{"a": [1, true, null, "x"], "b": {}}', { a: [1, true, null, "x"], b: {} }, 0],
  ['\uFEFF{"a": 1}', { a: 1 }, 0],
  ['{"a": 1, "b": 2, "a": 3}', { b: 2, a: 3 }, 0],
  ['{"a": 1,}', { a: 1 }, 2],
  ['{"a": 1} trailing', { a: 1 }, 1],
  ['{ // why\n"a": 1 }', { a: 1 }, 1],
  ['{"a": ', { a: "<none>" }, 2],
  ['{"a"', { a: "<none>" }, 2],
  ['{"a": {"b": [1, 2', { a: { b: [1, 2] } }, 3],
  ['{"a": [1, }', { a: [1] }, 3],
  ['{"scripts": {"a": "x"\n"b": "y"}}', { scripts: { a: "x", b: "y" } }, 1],
  ['"\\u0041\\n\\"\\q"', 'A\n"', 1],
  ["", "<none>", 1],
  ["24.10", 24.1, 0],
  ["[".repeat(20_000), "<nested too deep>", 1],
  ['{"a":'.repeat(20_000) + "1" + "}".repeat(20_000), "<nested too deep>", 1],
];

for (const [text, value, errors] of cases) {
  test(`reads ${JSON.stringify(text).slice(0, 60)}`, () => {
    const tree = parseJson(file(text));
    assert.deepEqual(plain(tree.root), value);
    assert.equal(tree.errors, errors);
  });
}

test("spans cover the values as they are written", () => {
  const { root } = parseJson(file('\uFEFF{ "na\\u006De": "x",\n  "files": [ "a" ] }'));
  const entries = root?.kind === "mapping" ? root.entries : [];
  assert.deepEqual(
    entries.map((entry) => [entry.key.value, textOf(entry.key.span), entry.value && textOf(entry.value.span)]),
    [
      ["name", '"na\\u006De"', '"x"'],
      ["files", '"files"', '[ "a" ]'],
    ],
  );
  assert.equal(root && textOf(root.span), '{ "na\\u006De": "x",\n  "files": [ "a" ] }');
});

test("every character of a decoded string leads back to its escape", () => {
  const text = '{"run": "a\\"b\\u0063\\\\d" }';
  const node = valueOf(parseJson(file(text)).root, "run");
  assert.ok(node?.kind === "scalar");
  assert.equal(node.text.text, 'a"bc\\d');
  const starts = ["a", '\\"', "b", "\\u0063", "\\\\", "d", '" }'];
  starts.forEach((start, index) => assert.ok(text.startsWith(start, node.text.sourceOffset(index)), start));
});

test("the same file is parsed once", () => {
  const same = file("{}");
  assert.equal(parseJson(same), parseJson(same));
});

test("what JSON.parse reads, it reads alike", () => {
  fc.assert(
    fc.property(fc.json(), fc.boolean(), (text, spread) => {
      const written = spread ? JSON.stringify(JSON.parse(text), undefined, 2) : text;
      const tree = parseJson(file(written));
      assert.equal(tree.errors, 0);
      assert.equal(JSON.stringify(plain(tree.root)), JSON.stringify(JSON.parse(written)));
    }),
  );
});

test("no prefix and no mutilation throws", () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.string({ maxLength: 3 }), (text, at, put) => {
      const cut = at % (text.length + 1);
      for (const mutilated of [text.slice(0, cut), text.slice(0, cut) + put + text.slice(cut)]) {
        const { root } = parseJson(file(mutilated));
        if (root !== undefined) assert.ok(root.span.end <= mutilated.length);
      }
    }),
  );
});
