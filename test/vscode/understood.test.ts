import assert from "node:assert/strict";
import { test } from "node:test";
import { inEnglish, nearestRoot, words, type NotUnderstood, type Understood } from "../../client/src/understood.ts";

const start = { line: 0, character: 0 };
const one: NotUnderstood = { uri: "file:///w/a.yml", range: { start, end: start }, why: "semantic-release" };
const none: Understood = {
  root: "file:///w",
  version: 1,
  workflows: 3,
  publishes: 0,
  unknown: [],
  errors: 0,
  warnings: 0,
};

const said: readonly (readonly [Partial<Understood>, string, string])[] = [
  [{}, "No npm publishes found", "No problems in 3 workflows"],
  [{ workflows: 1, publishes: 1 }, "1 npm publish checked", "No problems in 1 workflow"],
  [{ publishes: 2, errors: 1, warnings: 2 }, "2 npm publishes checked", "1 error, 2 warnings in 3 workflows"],
  [
    { publishes: 2, unknown: [one], warnings: 1 },
    "2 npm publishes checked, 1 not understood",
    "1 warning in 3 workflows",
  ],
  [{ unknown: [one] }, "1 npm publish not understood", "No problems in 3 workflows"],
  [{ unknown: [one, one] }, "2 npm publishes not understood", "No problems in 3 workflows"],
];

for (const [understood, text, detail] of said) {
  test(`the status says "${text}"`, () => {
    assert.deepEqual(words({ ...none, ...understood }, inEnglish), { text, detail });
  });
}

test("a document belongs to the innermost root above it", () => {
  const roots = ["file:///w", "file:///w/inner", "file:///w/inner/x.yml", "vscode-vfs://host/"];
  const nearest: readonly (readonly [string, string | undefined])[] = [
    ["file:///w/package.json", "file:///w"],
    ["file:///w/inner/package.json", "file:///w/inner"],
    ["file:///w/inner-most/package.json", "file:///w"],
    ["file:///w/inner/x.yml", "file:///w/inner/x.yml"],
    ["vscode-vfs://host/a/package.json", "vscode-vfs://host/"],
    ["file:///elsewhere/package.json", undefined],
  ];
  for (const [document, root] of nearest) assert.equal(nearestRoot(roots, document), root, document);
});
