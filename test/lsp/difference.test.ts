import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { difference } from "../../server/src/lsp/difference.ts";
import { positionAt } from "../../server/src/lsp/positions.ts";
import { applyEdits } from "../../server/src/text.ts";

function edits(before: string, after: string): readonly string[] {
  return difference({ path: "", text: before }, after).map(({ span, text }) => `${span.start}-${span.end}:${text}`);
}

test("a difference is the edits that it takes, and no more", () => {
  assert.deepEqual(edits("a\nb\nc\n", "a\nb\nc\n"), []);
  assert.deepEqual(edits("a\nb\nc\n", "a\nc\n"), ["2-4:"]);
  assert.deepEqual(edits("a\nb\nc\n", "a\nb\nx\nc\ny\n"), ["4-4:x\n", "6-6:y\n"]);
  assert.deepEqual(edits("one\ntwo\nthree", "one\ntoo\nthree\n"), ["5-6:o", "13-13:\n"]);
  assert.deepEqual(edits("🚀", "🚁"), ["0-2:🚁"]);
  assert.deepEqual(edits("", "x"), ["0-0:x"]);
});

test("applied to the text before, a difference gives the text after", () => {
  const text = fc
    .array(fc.constantFrom("a", "b", "🚀", "🚁", "\n", "\r\n"), { maxLength: 40 })
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, text, (before, after) => {
      assert.equal(applyEdits(before, difference({ path: "", text: before }, after)), after);
    }),
    { seed: 1 },
  );
});

test("large files that differ everywhere are one edit", () => {
  const lines = (word: string) => Array.from({ length: 3_000 }, (_, index) => `${word}${index}\n`).join("");
  assert.equal(edits(lines("a"), `b\n${lines("b")}`).length, 1);
});

test("positions agree with counting line by line", () => {
  const text = fc
    .array(fc.constantFrom("a", "🚀", "\n", "\r\n", "\r"), { maxLength: 30 })
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, fc.nat(40), (whole, at) => {
      const offset = Math.min(at, whole.length);
      const lines = whole.slice(0, offset).split(/\r\n|\n|\r(?!\n)/);
      // Between the two characters of a line's end it is still that line.
      if (whole[offset - 1] === "\r" && whole[offset] === "\n") return;
      const position = positionAt({ path: "", text: whole }, offset);
      assert.deepEqual(position, { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 });
    }),
    { seed: 1 },
  );
});
