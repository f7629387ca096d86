import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { exampleIn, folderOf, runIn } from "./folder.ts";

interface Result {
  readonly version: number;
  readonly files: number;
  readonly publishes: number;
  readonly unknown: number;
  readonly understood?: readonly unknown[];
  readonly diagnostics: readonly { readonly rule: string; readonly severity: string; readonly path: string }[];
}

async function jsonIn(cwd: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const { code, out, told } = await runIn(cwd, ["lint", "--format", "json", ...args], env);
  assert.deepEqual(told, []);
  const result = JSON.parse(out) as Result;
  const found = result.diagnostics
    .filter(({ rule }) => shown.has(rule))
    .map(({ rule, severity, path }) => `${severity} ${rule} ${path}`);
  return { code, out, result, found };
}

const remote = `[remote "origin"]\n\turl = https://github.com/acme/widgets.git\n`;

const mistakes = [
  "error npm-too-old .github/workflows/canary.yml",
  "error id-token-write .github/workflows/release.yml",
  "error repository-missing package.json",
];

/** The rules that the example is made for: what others find in it is no concern of these tests. */
const shown = new Set(mistakes.map((mistake) => mistake.split(" ")[1]));

test("the example's three mistakes are found", async (context) => {
  const { code, result, found } = await jsonIn(exampleIn(context));
  assert.equal(code, 1);
  assert.deepEqual(found, mistakes);
  assert.deepEqual([result.version, result.files, result.publishes, result.unknown], [1, 3, 2, 0]);
});

test("a file's repository is linted, and only the file's findings are shown", async (context) => {
  const folder = exampleIn(context);
  const workflows = ".github/workflows";
  assert.deepEqual((await jsonIn(folder, ["package.json"])).found, mistakes.slice(2));
  assert.deepEqual((await jsonIn(folder, [`${workflows}/canary.yml`])).found, mistakes.slice(0, 1));
  assert.deepEqual((await jsonIn(folder, ["package.json", `${workflows}/canary.yml`])).found, [
    mistakes[0],
    mistakes[2],
  ]);
  assert.deepEqual((await jsonIn(join(folder, workflows), ["release.yml"])).found, mistakes.slice(1, 2));
  assert.deepEqual((await jsonIn(folder, ["package.json", "."])).found, mistakes);
  const clean = await jsonIn(folder, ["index.js"]);
  assert.deepEqual([clean.code, clean.found], [0, []]);
});

test("several repositories are linted, each once, with paths relative to the folder", async (context) => {
  const folder = folderOf(context);
  for (const name of ["a", "b/c"]) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    renameSync(exampleIn(context), join(folder, name));
    mkdirSync(join(folder, name, ".git"));
  }
  const { result, found } = await jsonIn(folder);
  assert.deepEqual(
    found,
    ["a", "b/c"].flatMap((name) => mistakes.map((mistake) => mistake.replace(/ (?=[^ ]+$)/, ` ${name}/`))),
  );
  assert.deepEqual([result.files, result.publishes], [6, 4]);
  assert.deepEqual((await jsonIn(folder, ["a", "a", "."])).found, found);
  assert.deepEqual((await jsonIn(folder, ["b"])).found, mistakes);
});

test("nothing above the folder is read", async (context) => {
  const folder = exampleIn(context);
  mkdirSync(join(folder, ".git"));
  mkdirSync(join(folder, "packages/a"), { recursive: true });
  const { code, result } = await jsonIn(folder, ["packages"]);
  assert.deepEqual([code, result.files], [0, 0]);
});

test("a repository inside another keeps its files to itself", async (context) => {
  const folder = exampleIn(context);
  mkdirSync(join(folder, ".git"));
  renameSync(exampleIn(context), join(folder, "inner"));
  mkdirSync(join(folder, "inner/.git"));
  assert.equal((await jsonIn(folder)).found.length, 6);
});

test("the day decides what moving names mean", async (context) => {
  const folder = exampleIn(context);
  const canary = join(folder, ".github/workflows/canary.yml");
  writeFileSync(canary, readFileSync(canary, "utf8").replace('"22"', "lts/*"));
  const [now, then] = [await jsonIn(folder), await jsonIn(folder, ["--date", "2025-08-01"])];
  assert.deepEqual([now.found.includes(mistakes[0] ?? ""), then.found.includes(mistakes[0] ?? "")], [false, true]);
});

test("GITHUB_REPOSITORY says which repository this is, in CI", async (context) => {
  const folder = exampleIn(context);
  const title = /"title": "Add `repository`: acme\/gadgets"/;
  const env = { GITHUB_REPOSITORY: "acme/gadgets" };
  assert.doesNotMatch((await jsonIn(folder, [], env)).out, title);
  assert.match((await jsonIn(folder, [], { ...env, CI: "true" })).out, title);
});

test("annotations name files as the workspace does", async (context) => {
  const folder = exampleIn(context);
  const { code, out } = await runIn(folder, ["lint", ".github", "--format=github"], {
    GITHUB_WORKSPACE: join(folder, ".."),
  });
  assert.equal(code, 0);
  assert.equal(out, "No workflow found.\n");
  const inside = await runIn(join(folder, ".github"), ["lint", "..", "--format=github"], { GITHUB_WORKSPACE: folder });
  assert.match(inside.out, /^::error file=\.github\/workflows\/canary\.yml,line=20,endLine=20,col=25,/);
});

test("--fix applies safe fixes, --fix=all also those that want an eye, and what remains is shown", async (context) => {
  const folder = exampleIn(context);
  mkdirSync(join(folder, ".git"));
  writeFileSync(join(folder, ".git/config"), remote);
  const safe = await runIn(folder, ["lint", "--fix"]);
  assert.equal(safe.code, 1);
  assert.match(safe.out, /^package\.json\n {2}fixed {2}Add `repository`: acme\/widgets {3}repository-missing\n/m);
  assert.deepEqual((await jsonIn(folder)).found, mistakes.slice(0, 1));
  assert.match(
    readFileSync(join(folder, ".github/workflows/release.yml"), "utf8"),
    /^ {6}id-token: write\n {4}steps:/m,
  );
  const all = await runIn(folder, ["lint", "--fix=all"]);
  assert.equal(all.code, 0);
  assert.match(all.out, /^ {2}fixed {2}Use Node 24 {3}npm-too-old\n/m);
  assert.match(all.out, /^2 publishes in 2 workflows checked\n\d+ fixed\b/m);
  assert.deepEqual((await jsonIn(folder)).found, []);
  assert.deepEqual(readdirSync(folder).toSorted(), [".git", ".github", "index.js", "package.json"]);
});

test("README.md shows what a terminal shows", async (context) => {
  const folder = exampleIn(context);
  mkdirSync(join(folder, ".git"));
  writeFileSync(join(folder, ".git/config"), remote);
  await runIn(folder, ["lint", "--fix=all", "package.json", ".github/workflows/canary.yml"]);
  const { out } = await runIn(folder, ["check"]);
  const picture = /```text\n\$ npx trusted-publishing\n([^`]*(?:`[^`]+`[^`]*)*)```/.exec(
    readFileSync("README.md", "utf8"),
  );
  // Another rule may have more to say, between these lines and in the last one.
  const lines = picture?.[1]?.trimEnd().split("\n") ?? assert.fail();
  const printed = out.trimEnd().split("\n");
  let from = 0;
  for (const line of lines.slice(0, -1)) {
    from = printed.indexOf(line, from) + 1;
    assert.ok(from > 0, `${line}\nisn't where README.md has it in\n${out}`);
  }
  for (const part of lines.at(-1)?.split(" · ") ?? [])
    assert.match(printed.at(-1) ?? "", new RegExp(part.replaceAll(/\d+/g, "\\d+")));
});

test("--fix of a file fixes only that file's findings", async (context) => {
  const folder = exampleIn(context);
  const { code, out } = await runIn(folder, ["lint", "--fix=all", ".github/workflows/canary.yml"]);
  assert.equal(code, 0);
  assert.match(out, /^ {2}fixed {2}Use Node 24 {3}npm-too-old\n/m);
  assert.deepEqual((await jsonIn(folder)).found, mistakes.slice(1));
});

test("files that can't be read cost their facts and a line", async (context) => {
  const folder = exampleIn(context);
  writeFileSync(join(folder, "package.json"), Buffer.from([0x7b, 0, 0xff]));
  writeFileSync(join(folder, ".github/workflows/big.yml"), `# ${"x".repeat(1024 * 1024)}\n`);
  symlinkSync("loop.yml", join(folder, ".github/workflows/loop.yml"));
  const { code, out, told } = await runIn(folder, ["lint"]);
  assert.equal(code, 0);
  assert.match(
    out,
    /^ {2}\.github\/workflows\/big\.yml: it can't be read\n {2}\.github\/workflows\/loop\.yml: it can't/m,
  );
  assert.deepEqual(told.toSorted(), [
    ".github/workflows/big.yml isn't read: it is larger than 1 MiB.",
    ".github/workflows/loop.yml isn't read: ELOOP.",
    "package.json isn't read: it is no UTF-8 text.",
  ]);
});

const job = "    runs-on: ubuntu-latest\n    steps:\n      - run: npm test\n";

const halfRead: readonly (readonly [text: string, why: string])[] = [
  ["", "it has no readable `jobs`"],
  ["- npm publish\n", "it has no readable `jobs`"],
  ["on: push\njobs: {}\njobs: {}\n", "it has no readable `jobs`"],
  [`on: push\njobs:\n  a:\n${job}  b:\n`, "it has a job that can't be read"],
  [`on: push\njobs:\n  a:\n${job}  b:\n    <<: {}\n${job}`, "it has a job that can't be read"],
  ["on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n", "it has a job that can't be read"],
];

for (const [text, why] of halfRead) {
  test(`a workflow that isn't read in full is listed: ${JSON.stringify(text)}`, async (context) => {
    const folder = folderOf(context, { ".github/workflows/a.yml": text });
    const { code, out } = await runIn(folder, ["lint"]);
    assert.equal(code, 0);
    assert.equal(out, `No publish checked in 1 workflow, 1 not understood:\n  .github/workflows/a.yml: ${why}\n`);
    assert.equal((await jsonIn(folder)).result.unknown, 1);
  });
}

test("an empty folder has no workflows", async (context) => {
  const { code, out } = await runIn(folderOf(context), ["lint"]);
  assert.deepEqual([code, out], [0, "No workflow found.\n"]);
});

test("the project's own release lints clean", async () => {
  const { code, out, told } = await runIn(process.cwd(), ["lint"]);
  assert.match(out, /^1 publish in \d+ workflows checked\n$/);
  assert.deepEqual([code, told], [0, []]);
});

test("--verbose describes each publish in text and in JSON, and without it JSON has none", async (context) => {
  const folder = exampleIn(context);
  const text = await runIn(folder, ["lint", "--verbose"]);
  assert.match(
    text.out,
    /\nPublishes\n {2}\.github\/workflows\/canary\.yml:22: npm publish · trusted publishing only\n/,
  );
  assert.match(text.out, /\n {4}client {7}npm 10\.9\.8, bundled with Node 22 \(line 20\)\n/);
  assert.match(text.out, /\n {4}outcome {6}npm stops with ENEEDAUTH\n/);
  const described = async (args: readonly string[]) => (await jsonIn(folder, args)).result.understood?.length;
  assert.equal(await described(["--verbose"]), 2);
  assert.equal(await described([]), undefined);
});
