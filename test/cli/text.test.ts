import assert from "node:assert/strict";
import { test } from "node:test";
import { stripVTControlCharacters } from "node:util";
import { type Terminal, columns } from "../../server/src/cli/terminal.ts";
import { textReport } from "../../server/src/cli/text.ts";
import { described, file, finding, report, secret, spanOf, tooOld } from "./findings.ts";

const plain: Terminal = { width: 80, color: false };

test("a finding shows where it is, what is wrong, the line and the fix", () => {
  const unknown = [{ span: spanOf("uses"), why: "a remote reusable workflow" }];
  const understood = { workflows: 3, publishes: 2, unknown, unread: [] };
  assert.equal(
    textReport([report({ findings: [tooOld], understood })], { width: 120, color: false }, false),
    `.github/workflows/release.yml
   9:25  error    npm 10.9.8, bundled with Node 22, can't exchange an OIDC token. Trusted publishing needs npm 11.5.1 or
                  later.   npm-too-old
       9 │           node-version: "22"
         │                         ^^^^
         see    line 5: the job that publishes
         fix    Use Node 24

2 publishes in 3 workflows checked, 1 not understood (.github/workflows/release.yml:7: a remote reusable workflow)
1 error · 1 can be fixed with --fix=all
`,
  );
});

test("no line is wider than the terminal, with colours and without", () => {
  for (const width of [60, 80, 120]) {
    const shown = textReport([report({ findings: [secret, tooOld] })], { width, color: true }, true);
    assert.notEqual(stripVTControlCharacters(shown), shown);
    const lines = stripVTControlCharacters(shown).split("\n");
    for (const line of lines) assert.ok(columns(line) <= width || /https:|not understood/.test(line), line);
    assert.equal(
      stripVTControlCharacters(shown),
      textReport([report({ findings: [secret, tooOld] })], { width, color: false }, true),
    );
  }
});

test("a clean repository gets one line that says what was understood", () => {
  const clean = (understood: { workflows: number; publishes: number }) =>
    textReport([report({ understood: { ...understood, unknown: [], unread: [] } })], plain, false);
  assert.equal(clean({ workflows: 3, publishes: 2 }), "2 publishes in 3 workflows checked\n");
  assert.equal(clean({ workflows: 1, publishes: 1 }), "1 publish in 1 workflow checked\n");
  assert.equal(clean({ workflows: 3, publishes: 0 }), "No publish to npm found in 3 workflows.\n");
  assert.equal(clean({ workflows: 0, publishes: 0 }), "No workflow found.\n");
});

test("a workflow that can't be read isn't passed over in silence", () => {
  const unread = [{ path: ".github/workflows/big.yml", why: "it can't be read" }];
  const shown = (publishes: number) =>
    textReport([report({ understood: { workflows: 3, publishes, unknown: [], unread } })], plain, false);
  const end = "1 not understood:\n  .github/workflows/big.yml: it can't be read\n";
  assert.equal(shown(2), `2 publishes in 3 workflows checked, ${end}`);
  assert.equal(shown(0), `No publish checked in 3 workflows, ${end}`);
});

test("of many places that weren't understood five are named, and all with --verbose", () => {
  const unknown = Array.from({ length: 7 }, () => ({ span: spanOf("uses"), why: "yarn" }));
  const understood = { workflows: 1, publishes: 0, unknown, unread: [] };
  const shown = textReport([report({ understood })], plain, false);
  const place = "  .github/workflows/release.yml:7: yarn\n";
  const first = "No publish checked in 1 workflow, 7 not understood:\n";
  assert.equal(shown, `${first}${place.repeat(5)}  and 2 more, see --verbose\n`);
  const files = "Files read\n  .github/workflows/release.yml\n\n";
  assert.equal(textReport([report({ understood })], plain, true), `${files}${first}${place.repeat(7)}`);
});

test("places that weren't understood stand from top to bottom, and are wrapped", () => {
  const why = "a remote reusable workflow that may publish with whatever its inputs and secrets say";
  const unknown = ["uses", "env", "on"].map((text) => ({ span: spanOf(text), why: text === "env" ? why : "yarn" }));
  const understood = { workflows: 1, publishes: 1, unknown, unread: [] };
  assert.equal(
    textReport([report({ understood })], plain, false),
    `1 publish in 1 workflow checked, 3 not understood:
  .github/workflows/release.yml:1: yarn
  .github/workflows/release.yml:2: a remote reusable workflow that may publish
    with whatever its inputs and secrets say
  .github/workflows/release.yml:7: yarn
`,
  );
});

test("a publish that is understood but for some facts says which", () => {
  const unknown = [
    { span: spanOf("on"), why: "the version of pnpm", missing: "npm's version" },
    { span: spanOf("uses"), why: "a remote reusable workflow" },
  ];
  const understood = { workflows: 1, publishes: 1, unknown, unread: [] };
  assert.equal(
    textReport([report({ understood })], plain, false),
    `1 publish in 1 workflow checked, 1 partly understood, 1 not understood:
  .github/workflows/release.yml:1: all but npm's version: the version of pnpm
  .github/workflows/release.yml:7: a remote reusable workflow
`,
  );
});

test("--verbose names each rule's page and each file once, where there are any", () => {
  const shown = textReport([report({ findings: [secret, tooOld, secret] })], plain, true);
  const page = "  https://github.com/seed-f6c9f4ec/trusted-publishing/blob/main/docs/rules/";
  assert.ok(
    shown.includes(`

Pages
${page}literal-token.md
${page}npm-too-old.md

Files read
  .github/workflows/release.yml

2 publishes in 3 workflows checked
`),
    shown,
  );
  const understood = { workflows: 0, publishes: 0, unknown: [], unread: [] };
  assert.equal(textReport([report({ understood, read: [] })], plain, true), "No workflow found.\n");
});

test("--verbose says what was understood of each publish, and why something isn't known", () => {
  const text = textReport([report({ described, secrets: ["s3cr3t"] })], { width: 70, color: false }, true);
  assert.equal(
    text,
    `Publishes
  .github/workflows/release.yml:5: npm publish · a token
    client       npm 11.6.0 (line 9), run by pnpm
    credentials  not known because of •••, an action (line 3)

  .github/workflows/release.yml:1 → .github/workflows/release.yml:5: np · never runs

Files read
  .github/workflows/release.yml

2 publishes in 3 workflows checked
`,
  );
  assert.ok(!textReport([report({ described })], plain, false).includes("npm publish"));
});

test("on a wide screen lines end after 120 columns", () => {
  const wide = textReport([report({ findings: [tooOld, secret] })], { width: 300, color: false }, true);
  assert.equal(wide, textReport([report({ findings: [tooOld, secret] })], { width: 120, color: false }, true));
});

test("the summary counts every severity, and what each --fix can do", () => {
  const safe = { title: "Fix it", kind: "safe", edits: [] } as const;
  const span = spanOf("on");
  const findings = [
    finding("a", { span, fixes: [safe] }),
    finding("b", { span, fixes: [safe, { ...safe, kind: "review" }] }),
    finding("c", { span, severity: "warning", fixes: [{ ...safe, kind: "review" }] }),
    finding("d", { span, severity: "info", fixes: [{ ...safe, kind: "manual" }] }),
  ];
  const lines = textReport([report({ findings, fixed: [{ finding: tooOld, what: tooOld.message }] })], plain, false)
    .trimEnd()
    .split("\n");
  assert.deepEqual(lines.slice(-3), [
    "1 fixed",
    "2 errors, 1 warning, 1 info",
    "2 can be fixed with --fix, 1 more with --fix=all",
  ]);
  assert.deepEqual(lines.slice(0, 5), [
    ".github/workflows/release.yml",
    "  fixed  npm 10.9.8, bundled with Node 22, can't exchange an OIDC token. Trusted",
    "         publishing needs npm 11.5.1 or later.   npm-too-old",
    "",
    ".github/workflows/release.yml",
  ]);
});

test("paths are shown as a person would type them", () => {
  const shown = (folder: string) => textReport([report({ folder, findings: [tooOld] })], plain, false).split("\n")[0];
  assert.equal(shown("."), file.path);
  assert.equal(shown("test/example"), `test/example/${file.path}`);
  assert.equal(shown("/tmp/a"), `/tmp/a/${file.path}`);
  assert.equal(shown("/"), `/${file.path}`);
  assert.equal(shown("../b"), `../b/${file.path}`);
});

test("a secret is never shown, and nothing can write to the screen", () => {
  const other = finding("other", { span: spanOf("TOKEN"), message: "\u001b[2J", related: [] });
  const shown = textReport([report({ findings: [other, secret], secrets: ["s3cr3t"] })], plain, true);
  assert.ok(!shown.includes("s3cr3t") && !shown.includes("\u001b"));
  assert.match(shown, /The token ••• stands in the file\./);
  assert.match(shown, / 3 │ {3}TOKEN: •••\n/);
});
