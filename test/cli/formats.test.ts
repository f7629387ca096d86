import assert from "node:assert/strict";
import { test } from "node:test";
import { githubReport } from "../../server/src/cli/github.ts";
import { jsonReport } from "../../server/src/cli/json.ts";
import { textReport } from "../../server/src/cli/text.ts";
import { positionOf } from "../../server/src/report/position.ts";
import { described, file, finding, report, secret, spanOf, tooOld } from "./findings.ts";

test("JSON holds what was understood and every finding, counted from 1", () => {
  const found: unknown = JSON.parse(jsonReport([report({ findings: [tooOld] })]));
  const range = { line: 9, column: 25, endLine: 9, endColumn: 29 };
  assert.deepEqual(found, {
    version: 1,
    files: 1,
    publishes: 2,
    unknown: 0,
    found: [],
    failures: [],
    diagnostics: [
      {
        rule: "npm-too-old",
        severity: "error",
        path: file.path,
        ...range,
        message: tooOld.message,
        url: "https://github.com/seed-f6c9f4ec/trusted-publishing/blob/main/docs/rules/npm-too-old.md",
        related: [
          { path: file.path, line: 5, column: 3, endLine: 5, endColumn: 10, message: "the job that publishes" },
        ],
        fixes: [{ title: "Use Node 24", kind: "review", edits: [{ path: file.path, ...range, text: '"24"' }] }],
      },
    ],
  });
});

test("JSON adds up several repositories, whose paths are relative to the folder that holds them", () => {
  const found = jsonReport([report({ name: "a", findings: [tooOld] }), report({ name: "b" })]);
  assert.match(found, /"files": 2,\n {2}"publishes": 4,/);
  assert.equal(found.match(/"path": "a\/\.github\/workflows\/release\.yml"/g)?.length, 3);
});

test("JSON holds what is known of each publish, where that was asked for", () => {
  const [found] = (JSON.parse(jsonReport([report({ described, secrets: ["s3cr3t"] })])) as { understood: unknown[] })
    .understood;
  const at = { path: file.path, line: 5, column: 3, endLine: 5, endColumn: 10 };
  const node = { path: file.path, line: 9, column: 25, endLine: 9, endColumn: 29 };
  const token = { path: file.path, line: 3, column: 3, endLine: 3, endColumn: 8 };
  assert.deepEqual(found, {
    kind: "publish",
    ...at,
    title: "npm publish",
    mode: "a token",
    lines: [
      {
        label: "client",
        pieces: [
          { text: "npm 11.6.0", known: true, ...node },
          { text: "run by pnpm", known: true, ...at },
        ],
      },
      { label: "credentials", pieces: [{ text: "•••, an action", known: false, ...token }] },
    ],
  });
});

test("JSON shows no secret, not even in an edit", () => {
  const found = jsonReport([report({ findings: [secret], secrets: ["s3cr3t"] })]);
  assert.ok(!found.includes("s3cr3t"));
  assert.match(found, /"title": "Remove ••• \(revoke it first\)"/);
  assert.doesNotMatch(found, /Move it/);
});

test("workflow commands are escaped", () => {
  const odd = finding("odd", { span: spanOf("on"), severity: "info", message: "100% of a, b: c\r\nd" });
  const found = githubReport([report({ findings: [tooOld, odd] })], (_report, path) => `a,b:c%/${path}`);
  const at = "file=a%2Cb%3Ac%25/.github/workflows/release.yml";
  assert.equal(
    found,
    `::error ${at},line=9,endLine=9,col=25,endColumn=29,title=npm-too-old::${tooOld.message}
::notice ${at},line=1,endLine=1,col=1,endColumn=3,title=odd::100%25 of a, b: c��d
2 publishes in 3 workflows checked
1 error, 1 info · 1 can be fixed with --fix=all
`,
  );
});

const failed = [{ what: "The rule x", error: "Error: s3cr3t\n::error::y" }];

test("a failure of the program stands in JSON, without secrets", () => {
  const found = jsonReport([report({ name: "a", failures: failed, secrets: ["s3cr3t"] })]);
  const { failures } = JSON.parse(found) as { readonly failures: unknown };
  assert.deepEqual(failures, [{ repository: "a", what: "The rule x", error: "Error: •••\n::error::y" }]);
});

test("a failure of the program is an annotation of its own", () => {
  const found = githubReport([report({ failures: failed, secrets: ["s3cr3t"] })], (_report, path) => path);
  const [line] = found.split("\n");
  assert.equal(
    line,
    "::error title=trusted-publishing failed::The rule x failed, its findings are missing: Error: •••�::error::y",
  );
});

test("no line of text is a command of GitHub's runner, whatever paths are called", () => {
  const read = ["::error::PWN", " ::add-mask::x", "a ##[error]b"];
  const unread = read.map((path) => ({ path, why: "it can't be read" }));
  const odd = report({ read, understood: { workflows: 1, publishes: 0, unknown: [], unread } });
  const texts = [textReport([odd], { width: 20, color: false }, true), githubReport([odd], (_report, path) => path)];
  for (const line of texts.join("").split("\n")) {
    assert.doesNotMatch(line.trimStart(), /^::/);
    assert.doesNotMatch(line, /##\[/);
  }
});

test("positions count as editors do", () => {
  const text = "\uFEFFab\r\n\r\n宽👩x";
  const at = (offset: number) => Object.values(positionOf({ path: "a", text }, offset)).join(":");
  // A text's last offset stands after its last character.
  const expected = {
    0: "1:1",
    1: "1:1",
    2: "1:2",
    3: "1:3",
    4: "1:4",
    5: "2:1",
    7: "3:1",
    8: "3:2",
    10: "3:4",
    11: "3:5",
  };
  for (const [offset, position] of Object.entries(expected)) assert.equal(at(Number(offset)), position);
  assert.deepEqual(positionOf({ path: "b", text: "" }, 0), { line: 1, column: 1 });
});
