import assert from "node:assert/strict";
import { test } from "node:test";
import { nextSteps, replacement, summary } from "../../client/src/releases.ts";

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

test("the choices are told in one line", () => {
  const choices = { packages: [""], branch: "main", repository: null, file: "npm.yml", trigger: "manual" } as const;
  assert.equal(
    summary({ ...choices, environment: null, action: "stage" }),
    "started by hand · no environment · npm stage publish · npm.yml",
  );
});

test("steps are Markdown: commands to copy, fields as a table, foreign names as they are", () => {
  const markdown = nextSteps(
    "release.yml is written",
    [
      {
        title: "Trust <b>x</b>:",
        lines: ["npm trust github a", "or at https://npmjs.example/a:", "  Repository: a|b"],
      },
    ],
    ["Look at `*this*` and *that*"],
  );
  assert.equal(
    markdown,
    `# release.yml is written

## To look at

- Look at \`*this*\` and \\*that\\*

## Next steps

1. Trust \\<b\\>x\\</b\\>:

   \`\`\`sh
   npm trust github a
   \`\`\`


   or at <https://npmjs.example/a>:

   | Field | Value |
   | --- | --- |
   | Repository | \`a\\|b\` |


`,
  );
});
