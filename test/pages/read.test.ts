import assert from "node:assert/strict";
import test from "node:test";
import { registryHost } from "../../server/src/npm-host.ts";
import type { Rule } from "../../server/src/rule.ts";
import { drawn } from "./all.ts";
import { defaultGiven } from "./given.ts";
import { readPage } from "./read.ts";
import { hiddenColumns } from "./registry.ts";
import { spansOf, toyOf } from "./toy.ts";
import { tryOut } from "./trial.ts";

const text = `# toy

Prose, and a fence that is no file:

\`\`\`console
### not a heading
\`\`\`

## Reported

### Several files

Prose before \`release.yml\`:

\`\`\`\`yaml
a: https://REGISTRY/old # REGISTRY
                    ^^^ error toy: Old, say https://REGISTRY and \`old\`.
\tb: "é old"
\t      ^^^ error toy: Old, say https://REGISTRY and \`old\`.
\`\`\`
\`\`\`\`

Prose between.

\`packages/a/package.json\`:

\`\`\`json
\`\`\`

\`\`\`given
remotes: { upstream: "https://github.com/acme/gadgets" }
today: 2026-01-15
github: acme/gadgets
pedantic: true
rules: { other: off }
unknown: [.npmrc, secret/]
\`\`\`

Also: other

## What npm prints

### Not an example

## Not reported

### Nothing

\`release.yml\`:

\`\`\`yaml
a: b
\`\`\`
`;

const toyRule = toyOf((file) =>
  spansOf(file, /\bold\b/g).map((span) => ({
    severity: "error",
    span,
    message: `Old, say https://${registryHost} and \`old\`.`,
  })),
);
const other: Rule = toyOf(
  (file) => spansOf(file, /b:/g).map((span) => ({ severity: "info", span, message: "Other." })),
  "other",
);

test("a page gives its examples", () => {
  const page = readPage("docs/rules/toy.md", text);
  assert.deepEqual(page.problems, []);
  assert.deepEqual(
    page.examples.map(({ title, reported }) => [title, reported]),
    [
      ["Several files", true],
      ["Nothing", false],
    ],
  );
  const [first, second] = page.examples;
  assert.deepEqual(
    first?.files.map(({ path, text: own }) => [path, own]),
    [
      ["release.yml", `a: https://${registryHost}/old # REGISTRY\n\tb: "é old"\n\`\`\`\n`],
      ["packages/a/package.json", ""],
    ],
  );
  const says = "error toy: Old, say https://REGISTRY and `old`.";
  assert.deepEqual(first?.files[0]?.marks, [
    { line: 0, start: 20, end: 23, says },
    { line: 1, start: 7, end: 10, says },
  ]);
  assert.deepEqual(first?.given, {
    remotes: [{ name: "upstream", url: "https://github.com/acme/gadgets" }],
    today: "2026-01-15",
    github: "acme/gadgets",
    pedantic: true,
    rules: { other: "off" },
    unknown: [".npmrc", "secret/"],
  });
  assert.deepEqual(second?.given, defaultGiven);
});

test("drawing and reading give the page back", () => {
  const page = readPage("docs/rules/toy.md", text.replace("rules: { other: off }\n", ""));
  const once = drawn(page, [toyRule, other]);
  assert.equal(once.replace(/<!--.*-->\n\n/, ""), text.replace("rules: { other: off }\n", ""));
  const again = readPage("docs/rules/toy.md", once);
  assert.deepEqual(again.examples, page.examples);
  assert.equal(drawn(again, [toyRule, other]), once);
});

test("line ends of the page don't matter", () => {
  assert.deepEqual(readPage("docs/rules/toy.md", text.replaceAll("\n", "\r\n")), readPage("docs/rules/toy.md", text));
});

test("an example gives a repository in which nothing is pending", () => {
  const [example] = readPage("docs/rules/toy.md", text).examples;
  assert.ok(example);
  const asking: Rule<"repository"> = {
    ...toyRule,
    check(repository) {
      for (const path of ["packages/a/package.json", ".npmrc", "secret/x", "gone"]) repository.file(path);
      for (const path of ["", "packages", "secret", "gone"]) repository.directory(path);
      return [];
    },
  };
  const { input, linted } = tryOut(example, [asking]);
  assert.deepEqual(linted.pending, { files: [], directories: [] });
  assert.equal(input.reader.file(".npmrc"), "unknown");
  assert.equal(input.reader.file("gone"), "absent");
  const listed = ["", "gone", "packages", "packages/a", "secret"].map((path) => input.reader.directory(path));
  assert.deepEqual(listed, [
    [".npmrc", "packages/", "release.yml", "secret/"],
    "absent",
    ["a/"],
    ["package.json"],
    "unknown",
  ]);
});

test("cases stand under `##`, without sections", () => {
  const page = readPage(
    "test/cases/words.md",
    "# Words\n\nProse.\n\n## One\n\n### Part\n\n`a`:\n\n```\nx\n```\n\n## Two\n\n`a`:\n\n```\n```\n",
  );
  assert.deepEqual(page.problems, []);
  assert.deepEqual(
    page.examples.map(({ title, rule, reported }) => [title, rule, reported]),
    [
      ["One", undefined, undefined],
      ["Two", undefined, undefined],
    ],
  );
});

/** What is in an example instead of notation, and what the reader says. */
const wrong: readonly (readonly [string, RegExp])[] = [
  ["```yaml\na: b\n```", /line 7: no path/],
  ["`a`:\n\n```yaml\na: b", /fence is never closed/],
  ["`../a`:\n\n```\n```", /isn't a path inside/],
  ["`a`:\n\n```\n```\n\n`a`:\n\n```\n```", /a second a/],
  ["`a`:\n\n```\n^ error x: Y.\n```", /mark stands above the first line/],
  ["Nothing", /"Title" has no file/],
  ["`a`:\n\n```\n```\n\nAlso: x\n\nLost prose", /would be lost/],
  ["`a`:\n\n```\n```\n\n### Title\n\n`a`:\n\n```\n```", /two examples are called "Title"/],
  ["```given\ncolour: red\n```", /knows no `colour`/],
  ["```given\nrules: { x: loud }\n```", /`loud` is no setting/],
  ["```given\ntoday: soon\n```", /`today` isn't/],
  ["```given\npedantic: very\n```", /`pedantic` is neither true nor false/],
  ["```given\nremotes: origin\n```", /`remotes` is no mapping/],
  ["```given\n- x\n```", /`given` is no mapping/],
  ["```given\nunknown: x\n```", /`unknown` is no list/],
  ["```given\na: [\n```", /line 7: /],
];

for (const [body, says] of wrong)
  test(`the reader refuses ${JSON.stringify(body)}`, () => {
    const { problems } = readPage("docs/rules/toy.md", `# toy\n\n## Reported\n\n### Title\n\n${body}\n`);
    assert.ok(
      problems.some((problem) => says.test(problem)),
      problems.join("\n"),
    );
  });

test("columns are those of the page, where the registry is shorter", () => {
  const line = `a ${registryHost} b`;
  const columns = (start: number, end: number): string =>
    `a REGISTRY b`.slice(...Object.values(hiddenColumns(line, start, end)));
  assert.equal(columns(0, 1), "a");
  assert.equal(columns(2, 2 + registryHost.length), "REGISTRY");
  assert.equal(columns(4, 9), "REGISTRY");
  assert.equal(columns(3 + registryHost.length, line.length), "b");
});
