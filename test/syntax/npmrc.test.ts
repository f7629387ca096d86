import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseNpmrc, type NpmrcLine } from "../../server/src/syntax/npmrc.ts";
import { textOf, type SourceFile } from "../../server/src/text.ts";

const file = (text: string): SourceFile => ({ path: ".npmrc", text });

const pairs = (lines: readonly NpmrcLine[]): readonly unknown[] =>
  lines.map((line) => [line.key.value, line.value === undefined ? true : line.value.value]);

// Each was read so by package `ini` 6.0.0 as npm 12.2.0 carries it.
const cases: readonly (readonly [text: string, ...lines: readonly (readonly [string, string | true])[]])[] = [
  ["a=b", ["a", "b"]],
  ["  a  =  b  \r\nc = d", ["a", "b"], ["c", "d"]],
  ["\uFEFFa=b", ["a", "b"]],
  ["; a=b\n# c=d\n\n   \ne=f", ["e", "f"]],
  ["a=b ; why", ["a", "b"]],
  ["a=b# why", ["a", "b"]],
  ["a=b\\;c\\#d\\\\e\\f", ["a", "b;c#d\\e\\f"]],
  ['a="b ; c"', ["a", "b ; c"]],
  ['a="b\\"c\\u0041"', ["a", 'b"cA']],
  ['a="b" ; why', ["a", '"b"']],
  ["a='b # c'", ["a", "b # c"]],
  ["a='\"b\"'", ["a", "b"]],
  ["a='b", ["a", "'b"]],
  ['a="b\\c"', ["a", '"b\\c"']],
  ["a=", ["a", ""]],
  ["always-auth", ["always-auth", true]],
  ["a=b=c", ["a", "b=c"]],
  ["=b"],
  ["ca[] = one\nca[] = two", ["ca", "one"], ["ca", "two"]],
  ["@acme:registry=https://npm.pkg.github.com/", ["@acme:registry", "https://npm.pkg.github.com/"]],
];

for (const [text, ...lines] of cases) {
  test(`reads ${JSON.stringify(text)}`, () => assert.deepEqual(pairs(parseNpmrc(file(text))), lines));
}

test("keys of a section differ from npm's settings", () => {
  const lines = parseNpmrc(file("a=1\n[section]\nb=2\n[ other ] \nc=3"));
  assert.deepEqual(
    lines.map((line) => [line.key.value, line.section]),
    [
      ["a", undefined],
      ["b", "section"],
      ["c", "other"],
    ],
  );
});

test("a list's items are marked", () => {
  assert.deepEqual(
    parseNpmrc(file("ca[]=x\nca=y")).map((line) => line.item),
    [true, false],
  );
});

test("spans cover keys and values as they are written", () => {
  const lines = parseNpmrc(file("x = y z ; why\r\n  \"k\" = 'a b' \nca[]=\n"));
  assert.deepEqual(
    lines.map(({ key, value }) => [textOf(key.span), value && textOf(value.span)]),
    [
      ["x", "y z"],
      ['"k"', "'a b'"],
      ["ca[]", ""],
    ],
  );
});

// What `@npmcli/config` of npm 12.2.0 replaces.
const variables: readonly (readonly [text: string, ...names: readonly string[]])[] = [
  ["//REGISTRY/:_authToken=${NPM_TOKEN}", "NPM_TOKEN"],
  ["a=${X?}", "X?"],
  ["a=${X}-${Y}", "X", "Y"],
  ["//${HOST}/:_authToken=${T}", "HOST", "T"],
  ['a="${X}"', "X"],
  ["a='${X}'", "X"],
  ["a=\\${X}"],
  ["a=\\\\${X}"],
  ["a=\\\\\\\\${X}", "X"],
  ["a=$X ${} ${X ; ${Y}"],
  ["a=b # ${X}"],
  ['a="\\u0024{X}"', "X"],
];

for (const [text, ...names] of variables) {
  test(`finds the variables of ${text}`, () => {
    const found = parseNpmrc(file(text)).flatMap((line) => line.variables);
    assert.deepEqual(
      found.map(({ name, optional }) => name + (optional ? "?" : "")),
      names,
    );
    for (const { name, span } of found) assert.match(textOf(span), new RegExp(`^(?:\\$|\\\\u0024)\\{${name}\\??\\}$`));
  });
}

test("no text throws, and every span lies in its line", () => {
  const piece = fc.constantFrom(
    "a",
    "=",
    '"',
    "'",
    "\\",
    "#",
    ";",
    "[",
    "]",
    "${A}",
    "${",
    "}",
    " ",
    "\n",
    "\r",
    "\\u00",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      for (const { key, value, variables: found } of parseNpmrc(file(pieces.join("")))) {
        for (const { span } of [key, ...(value === undefined ? [] : [value]), ...found]) {
          assert.ok(span.start <= span.end);
          assert.doesNotMatch(textOf(span), /[\r\n]/);
        }
      }
    }),
  );
});
