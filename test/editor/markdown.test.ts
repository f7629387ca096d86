import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { marked, type Token } from "marked";
import { codeBlock, codeSpan, inertMarkdown } from "../../server/src/editor/markdown.ts";
import { nextSteps } from "../../server/src/editor/next-steps.ts";

/** What VS Code's renderer, with GitHub's flavour, makes of it. */
function kindsIn(markdown: string): readonly string[] {
  const kinds: string[] = [];
  void marked.walkTokens(marked.lexer(markdown, { gfm: true }), (token: Token) => {
    kinds.push(token.type === "link" ? `link ${String(token["href"])}` : token.type);
  });
  return kinds;
}

const live = /^(?:link|image|html|heading|strong|em|del|list|blockquote|hr|table|def)/;

const hostile = [
  "``p`X``[click](https://evil.example) ![i](https://evil.example/x.png)`",
  "`a``[x](https://evil.example)``b`",
  "`[x](https://evil.example)",
  "a ` b `` [x](https://evil.example) ` c ``",
  "https://evil.example www.evil.example me@evil.example",
  "<https://evil.example> <img src=x> <!-- ",
  "[x]: https://evil.example\n\n[x]",
  "# title\n- list\n> quote\n***",
  "\\`[x](https://evil.example)\\`",
  "~~a~~ **b** _c_ | d |",
];

for (const text of hostile)
  test(`is inert: ${JSON.stringify(text)}`, () => {
    assert.deepEqual(
      kindsIn(`x ${inertMarkdown(text)} y`).filter((kind) => live.test(kind)),
      [],
    );
  });

const pieces = [
  "`",
  "``",
  "[",
  "](",
  ")",
  "![",
  "https://",
  "www.",
  "evil.example",
  "@",
  " ",
  "\n",
  "<",
  ">",
  "\\",
  "*",
  "_",
  "a",
  "|",
  "#",
  "~~",
];
const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => parts.join(""));

test("any text is inert", () => {
  fc.assert(
    fc.property(texts, texts, (one, other) => {
      const kinds = kindsIn(`x ${inertMarkdown(one)} · ${inertMarkdown(`Uses \`${one}\` for ${other}`)} y`);
      assert.deepEqual(
        kinds.filter((kind) => live.test(kind)),
        [],
      );
    }),
    { numRuns: 2_000, seed: 20261130 },
  );
});

test("code in backquotes stays code", () => {
  assert.equal(inertMarkdown("Give the job `id-token: write`."), "Give the job `id-token: write`.");
  assert.ok(kindsIn(inertMarkdown("Give the job `id-token: write`.")).includes("codespan"));
});

test("code holds any text", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const inline = kindsIn(`x ${codeSpan(text)} y`);
      const block = kindsIn(codeBlock("sh", [text]).join("\n"));
      assert.deepEqual(
        [...inline, ...block].filter((kind) => live.test(kind)),
        [],
      );
    }),
    { numRuns: 1_000, seed: 20261130 },
  );
});

test("steps are Markdown: commands to copy, fields as a table, only our own addresses as links", () => {
  const markdown = nextSteps(
    [
      {
        title: "Trust <b>x</b>:",
        lines: ["npm trust github a", "or at https://www.npmjs.com/package/a/access:", "  Repository: a|b`"],
      },
      { title: "Look at [this](https://evil.example)", lines: ["echo '```'", "https://evil.example/x"] },
    ],
    ["Look at `*this*` and *that*"],
  );
  assert.equal(
    markdown,
    `## To look at

- Look at \`*this*\` and \\*that\\*

## Next steps

1. Trust \\<b\\>x\\</b\\>:

   \`\`\`sh
   npm trust github a
   \`\`\`

   or at <https://www.npmjs.com/package/a/access>:

   | Field | Value |
   | --- | --- |
   | Repository | \`\` a\\|b\` \`\` |

2. Look at \\[this\\]\\(https\\://evil.example\\)

   \`\`\`\`sh
   echo '\`\`\`'
   \`\`\`\`

   https\\://evil.example/x

`,
  );
  assert.deepEqual(
    kindsIn(markdown).filter((kind) => /^(?:link|image|html)/.test(kind)),
    ["link https://www.npmjs.com/package/a/access"],
  );
});
