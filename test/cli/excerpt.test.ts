import assert from "node:assert/strict";
import { test } from "node:test";
import { excerptOf } from "../../server/src/cli/excerpt.ts";
import { columns, wrap } from "../../server/src/cli/terminal.ts";

/** The excerpt of the text between `«` and `»`. */
function excerpt(marked: string, width: number, secrets: readonly string[] = []) {
  const start = marked.indexOf("«");
  const end = marked.indexOf("»") - 1;
  const text = marked.replace("«", "").replace("»", "");
  const { source, carets } = excerptOf({ file: { path: "a.yml", text }, start, end }, secrets, width);
  return [source, carets];
}

const long = "abcdefghij".repeat(10);

const excerpts: readonly (readonly [string, string, number, readonly string[], readonly string[]])[] = [
  ["a span", 'x\n  node: «"22"»\ny', 40, [], ['  node: "22"', "        ^^^^"]],
  ["the line of a CRLF file", "a: «b»\r\nc: d\r\n", 40, [], ["a: b", "   ^"]],
  ["a tab before the span", "\ta:\t«b»", 40, [], ["    a:  b", "        ^"]],
  ["a tab inside the span", "«a\tb»", 40, [], ["a   b", "^^^^^"]],
  ["wide characters", "宽«字»é", 40, [], ["宽字é", "  ^^"]],
  ["an emoji of several code points", "👩‍👩‍👧 «x»", 40, [], ["👩‍👩‍👧 x", "   ^"]],
  ["a combining mark", "e\u0301 «x»", 40, [], ["e\u0301 x", "  ^"]],
  ["a BOM", "\uFEFF«a»: b", 40, [], ["a: b", "^"]],
  ["control characters", "\u001b[31m «x»\u202e", 40, [], ["�[31m x�", "      ^"]],
  ["a line that just fits", "ab«cd»efgh", 8, [], ["abcdefgh", "  ^^"]],
  ["a long line's beginning", `«ab»c${long}`, 12, [], ["abcabcdefgh…", "^^"]],
  ["a long line's middle", `${long}«XX»${long}`, 12, [], ["…ghijXXabcd…", "     ^^"]],
  ["a long line's end", `${long}«XX»`, 12, [], ["…bcdefghijXX", "          ^^"]],
  ["a span longer than the line", `ab«${long}»`, 12, [], ["…abcdefghij…", " ^^^^^^^^^^"]],
  ["a secret in the span", "token: «s3cr3t»", 40, ["s3cr3t"], ["token: •••", "       ^^^"]],
  ["a secret next to the span", "«token»: s3cr3t s3cr3t", 40, ["s3cr3t"], ["token: ••• •••", "^^^^^"]],
  ["secrets that overlap", "«a»: 12345", 40, ["1234", "345"], ["a: •••", "^"]],
  ["a span inside a secret", "a: 12«3»45", 40, ["12345"], ["a: •••", "   ^^^"]],
];

for (const [name, marked, width, secrets, expected] of excerpts) {
  test(`an excerpt shows ${name}`, () => {
    const found = excerpt(marked, width, secrets);
    assert.deepEqual(found, expected);
    assert.ok(columns(found[0] ?? "") <= width);
  });
}

test("an excerpt of an endless line is quick, and hides a secret wherever it is cut", () => {
  const text = `${"s3cr3t ".repeat(100_000)}x${" s3cr3t".repeat(100_000)}`;
  const start = text.indexOf("x");
  const { source, carets } = excerptOf({ file: { path: "a", text }, start, end: start + 1 }, ["s3cr3t"], 20);
  assert.equal(source, "…••• ••• x ••• ••• …");
  assert.equal(carets.trim(), "^");
});

test("columns are those of a terminal", () => {
  const known = { "": 0, abc: 3, 宽: 2, é: 1, "e\u0301": 1, "👩‍👩‍👧": 2, "✔": 1, "✔\uFE0F": 2, "…": 1, ｆ: 2 };
  for (const [text, expected] of Object.entries(known)) assert.equal(columns(text), expected, text);
});

test("words wrap, and one that is too long has a line of its own", () => {
  assert.deepEqual(wrap("a bb ccc", 4), ["a bb", "ccc"]);
  assert.deepEqual(wrap("a bbbbbbbb c", 4), ["a", "bbbbbbbb", "c"]);
  assert.deepEqual(wrap("", 4), [""]);
});

test("code in backquotes stays on one line where it can", () => {
  assert.deepEqual(wrap("give it `a: b`.", 12), ["give it", "`a: b`."]);
  assert.deepEqual(wrap("give it `a: b c d`.", 9), ["give it", "`a: b c", "d`."]);
  assert.deepEqual(wrap("a lone ` is no code", 9), ["a lone `", "is no", "code"]);
});
