import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  evaluate,
  evaluateIf,
  expressionsIn,
  interpolate,
  references,
  textThatBegins,
  type Lookup,
  type Value,
} from "../../server/src/syntax/expression.ts";

const contexts: Readonly<Record<string, Value>> = {
  "github.event_name": "push",
  "github.ref": "refs/heads/main",
  "matrix.node": 24,
  "matrix.empty": "",
  "matrix.missing": null,
  "env.LIST": '["a","b"]',
  inputs: { "dry-run": false, tag: "next" },
  "matrix.package": { name: "widgets", tags: ["a", "b"] },
  success: true,
  failure: false,
};

const lookup: Lookup = (path) => (Object.hasOwn(contexts, path.join(".")) ? contexts[path.join(".")] : undefined);

// `x`, `secrets.X` and what else isn't above is unknown.
const values: readonly (readonly [source: string, value: Value | undefined])[] = [
  ["1 + 1", undefined],
  ["'it''s ''so'''", "it's 'so'"],
  ["true", true],
  ["0x10", 16],
  ["null", null],
  ["github.event_name", "push"],
  ["GitHub.event_name", "push"],
  ["github['event_name']", "push"],
  ["github[format('{0}_name', 'event')]", "push"],
  ["github.event_name == 'PUSH'", true],
  ["github.event_name != 'push'", false],
  ["matrix.node == '24'", true],
  ["matrix.node >= 22 && matrix.node < 26", true],
  ["matrix.missing == ''", true],
  ["matrix.missing == 0", true],
  ["'abc' == 0", false],
  ["inputs.dry-run", false],
  ["inputs.tag", "next"],
  ["inputs.nothing", null],
  ["matrix.package.tags[1]", "b"],
  ["join(matrix.package.tags, '-')", "a-b"],
  ["join(matrix.package.*, '-')", "widgets-Array"],
  ["fromJSON(env.LIST)[0]", "a"],
  ["fromJSON('{')", undefined],
  ["contains(github.ref, 'MAIN')", true],
  ["contains(fromJSON('[\"push\"]'), github.event_name)", true],
  ["startsWith(github.ref, 'refs/tags/')", false],
  ["format('{0}-{1}', matrix.node, true)", "24-true"],
  ["toJSON(matrix.package)", '{\n  "name": "widgets",\n  "tags": [\n    "a",\n    "b"\n  ]\n}'],
  ["!github.event_name", false],
  ["success()", true],
  ["success() && !failure()", true],
  ["cancelled()", undefined],
  ["hashFiles('**')", undefined],
  ["x", undefined],
  ["x.y == 'a'", undefined],
  ["false && x", false],
  ["x && false", undefined],
  ["!(x && false)", true],
  ["x || 'a'", undefined],
  ["'a' || x", "a"],
  ["'' || 'a'", "a"],
  ["matrix.empty || matrix.node", 24],
  ["matrix.node && 'yes' || 'no'", "yes"],
  ["secrets.X && 'yes' || 'no'", undefined],
  ["(true || x) && 'y'", "y"],
  ["(x || true) && 'y'", "y"],
  ["constructor", undefined],
  ["constructor()", undefined],
  ["unknown(1, 2) || true", undefined],
  ["github.", undefined],
  ["a b", undefined],
  ["", undefined],
  ["'", undefined],
  ["(".repeat(30_000), undefined],
  [`1${" == 1".repeat(30_000)}`, undefined],
];

for (const [source, value] of values) {
  test(`evaluates ${source.slice(0, 60)}`, () => assert.deepEqual(evaluate(source, lookup), value));
}

const texts: readonly (readonly [text: string, result: string | undefined])[] = [
  ["plain", "plain"],
  ["", ""],
  ["${{ matrix.node }}", "24"],
  ["v${{ matrix.node }}.${{ inputs.dry-run }}${{ null }}", "v24.false"],
  ["${{ '}}' }}!", "}}!"],
  ["${{ format('{0}', 'it''s') }}", "it's"],
  ["${{ matrix.package }}", "Object"],
  ["a ${{ secrets.X }}", undefined],
  ["a ${{ matrix.node", undefined],
  ["${{ matrix.node }} ${{", undefined],
];

for (const [text, result] of texts) {
  test(`interpolates ${text}`, () => assert.equal(interpolate(text, lookup), result));
}

const conditions: readonly (readonly [text: string, holds: boolean | undefined])[] = [
  ["", true],
  ["true", true],
  ["false", false],
  ["${{ false }}", false],
  ["github.event_name == 'push'", true],
  ["github.event_name == 'push' && x", undefined],
  ["${{ github.event_name != 'push' && x }}", false],
  ["x || always()", undefined],
  ["x || success()", true],
  ["x && failure()", false],
  ["'false'", true],
  ["''", false],
  ["${{ false }}\n", undefined],
  ["${{ false }} && true", undefined],
  ["!${{ true }}", undefined],
  ["${{ true", undefined],
  ["a b", undefined],
];

for (const [text, holds] of conditions) {
  test(`if: ${JSON.stringify(text)}`, () => assert.equal(evaluateIf(text, lookup), holds));
}

// `ref` begins with `refs/tags/v`, and `any` with nothing.
const begun: readonly (readonly [text: string, holds: boolean | undefined])[] = [
  ["ref", true],
  ["any", undefined],
  ["startsWith(ref, 'refs/tags/')", true],
  ["startsWith(ref, 'REFS/Tags/V')", true],
  ["startsWith(ref, 'refs/tags/v1')", undefined],
  ["startsWith(ref, 'refs/heads/')", false],
  ["startsWith('refs/tags/v1', ref)", undefined],
  ["startsWith(any, 'v')", undefined],
  ["ref == 'refs/tags/v1'", undefined],
  ["'refs/heads/main' == ref", false],
  ["'refs/heads/main' != ref", true],
  ["ref == 1", undefined],
  ["ref < 'refs'", undefined],
  ["contains(ref, 'TAGS')", true],
  ["contains(ref, 'beta')", undefined],
  ["endsWith(ref, 'v')", undefined],
  ["x && startsWith(ref, 'refs/heads/')", false],
  ["!startsWith(ref, 'refs/heads/')", true],
  ["format('{0}', ref)", undefined],
];

const begin: Lookup = ([name]) =>
  name === "ref" ? textThatBegins("refs/tags/v") : name === "any" ? textThatBegins("") : undefined;

for (const [text, holds] of begun) {
  test(`a text that begins: ${text}`, () => assert.equal(evaluateIf(text, begin), holds));
}

test("what the beginning of a text decides holds for the whole", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "A", "b", "/"), maxLength: 4 });
  const source = fc.constantFrom("ref == '?'", "'?' != ref", "startsWith(ref, '?')", "contains(ref, '?')", "ref");
  fc.assert(
    fc.property(source, text, text, text, (condition, head, tail, other) => {
      const written = condition.replace("?", other);
      const guess = evaluateIf(written, () => textThatBegins(head));
      if (guess !== undefined)
        assert.equal(
          evaluateIf(written, () => head + tail),
          guess,
        );
    }),
    { numRuns: 1000 },
  );
});

test("expressions are found with their places", () => {
  const text = "a${{ x }}b${{'}}'}}c${{";
  assert.deepEqual(
    expressionsIn(text).map(({ start, end, source }) => [text.slice(start, end), source]),
    [
      ["${{ x }}", " x "],
      ["${{'}}'}}", "'}}'"],
    ],
  );
  assert.deepEqual(expressionsIn("${{ 'a }}"), []);
});

const mentions: readonly (readonly [source: string, ...paths: readonly string[]])[] = [
  ["secrets.NPM_TOKEN", "secrets.NPM_TOKEN"],
  ["Secrets['NPM_TOKEN']", "secrets.NPM_TOKEN"],
  ["secrets.A || secrets.B", "secrets.A", "secrets.B"],
  ["secrets[matrix.name]", "secrets", "matrix.name"],
  ["toJSON(secrets)", "secrets"],
  ["github.event.commits.*.id", "github.event.commits"],
  ["!contains(github.ref, env.X) && (steps.a.outputs.b == 'c')", "github.ref", "env.X", "steps.a.outputs.b"],
  ["fromJSON(needs.a.outputs.list)[0]", "needs.a.outputs.list"],
  ["success()"],
  ["a b"],
];

for (const [source, ...paths] of mentions) {
  test(`references of ${source}`, () =>
    assert.deepEqual(
      references(source).map((path) => path.join(".")),
      paths,
    ));
}

test("nothing throws", () => {
  const piece = fc.constantFrom(
    ..."( ) [ ] . * ! == != < >= && || , 'a' '' ' 1 -x x secrets github contains( fromJSON( join( format( '{0}' ${{ }} null".split(
      " ",
    ),
    "\n",
    "constructor",
    "__proto__",
    "\u{1F600}",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), fc.boolean(), (pieces, spaced) => {
      const text = pieces.join(spaced ? " " : "");
      evaluate(text, lookup);
      interpolate(text, lookup);
      evaluateIf(text, lookup);
      references(text);
    }),
    { numRuns: 2000 },
  );
});

test("an unknown that turns out either way never contradicts the answer given before", () => {
  const leaf = fc.constantFrom("a", "b", "true", "false", "''", "'s'", "1", "0", "null", "!a", "!b");
  const operator = fc.constantFrom("&&", "||", "==", "!=");
  const source = fc
    .array(fc.tuple(leaf, operator, fc.boolean()), { minLength: 1, maxLength: 7 })
    .map((parts) => parts.map(([value, sign, paren]) => `${paren ? `(${value})` : value} ${sign}`).join(" ") + " true");
  const known = fc.constantFrom<Value>(true, false, "", "s", 0, 1, null);
  fc.assert(
    fc.property(source, known, known, (text, a, b) => {
      const full: Lookup = ([name]) => (name === "a" ? a : b);
      const none: Lookup = () => undefined;
      const before = evaluate(text, none);
      if (before !== undefined) assert.deepEqual(evaluate(text, full), before);
      const truth = evaluateIf(text, none);
      if (truth !== undefined) assert.equal(evaluateIf(text, full), truth);
    }),
    { numRuns: 2000 },
  );
});
