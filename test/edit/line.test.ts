import assert from "node:assert/strict";
import { test } from "node:test";
import { removeLine } from "../../server/src/edit/line.ts";
import { applyEdits } from "../../server/src/text.ts";

const table: readonly (readonly [what: string, before: string, after: string])[] = [
  ["a line in the middle", "a\nx\nb\n", "a\nb\n"],
  ["the first line", "x\nb\n", "b\n"],
  ["the last line", "a\nx\n", "a\n"],
  ["the last line, without a line end", "a\nx", "a"],
  ["after a blank line, without a line end", "a\n\nx", "a\n"],
  ["the only line", "x\n", ""],
  ["the only line, without a line end", "x", ""],
  ["with CRLF", "a\r\nx\r\nb\r\n", "a\r\nb\r\n"],
  ["the last line with CRLF, without a line end", "a\r\nx", "a"],
  ["after a BOM", "\uFEFFx\nb\n", "\uFEFFb\n"],
  ["all that a BOM stands before", "\uFEFFx", "\uFEFF"],
];

for (const [what, text, after] of table)
  test(`a line is removed with its line end: ${what}`, () => {
    const start = text.indexOf("x");
    const edits = removeLine({ file: { path: ".npmrc", text }, start, end: start + 1 });
    assert.equal(applyEdits(text, edits), after);
  });
