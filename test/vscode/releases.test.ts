import assert from "node:assert/strict";
import { test } from "node:test";
import { inEnglish } from "../../client/src/understood.ts";
import { replacement, summary } from "../../client/src/write/releases.ts";

for (const [before, after] of [
  ["a\nb\nc\n", "a\nx\nc\n"],
  ["a\nb\n", "a\nb\nb\n"],
  ["a\nb\nb\n", "a\nb\n"],
  ["a\r\nb\r\n", "a\r\nc\r\nb\r\n"],
  ["", "a\n"],
  ["a\n", ""],
  ["a", "a\n"],
  ["a\nb", "a\nb"],
] as const)
  test(`one edit leads from ${JSON.stringify(before)} to ${JSON.stringify(after)}`, () => {
    const { start, end, text } = replacement(before, after);
    assert.ok(start <= end);
    assert.equal(before.slice(0, start) + text + before.slice(end), after);
  });

test("the choices are listed in one line", () => {
  const built = { manager: "npm", build: [], node: { version: "24" }, tags: "v*" } as const;
  const choices = {
    ...built,
    packages: [""],
    branch: "main",
    repository: null,
    file: "npm.yml",
    trigger: "manual",
  } as const;
  assert.equal(
    summary({ ...choices, environment: null, action: "stage" }, inEnglish),
    "started by hand · built by npm with Node 24 · no environment · npm stage publish · npm.yml",
  );
});
