import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { registryHost } from "../../server/src/npm-host.ts";
import { kinds } from "../generate/kinds.ts";
import { folderOf, runIn } from "./folder.ts";

const remote = '[remote "origin"]\n\turl = git@github.com:acme/widgets.git\n';
const bare = { ".git/config": remote, "package.json": '{\n  "name": "widgets",\n  "version": "1.2.3"\n}\n' };
const workflow = ".github/workflows/release.yml";
const published = {
  ...bare,
  ".github/workflows/ci.yml":
    "on: push\njobs:\n  release:\n    runs-on: ubuntu-latest\n    permissions: { id-token: write }\n    steps:\n      - run: npm publish\n",
  ".github/workflows/other.yml":
    "on: push\njobs:\n  release:\n    runs-on: ubuntu-latest\n    permissions: { id-token: write }\n    steps:\n      - run: npm publish\n",
};

for (const kind of ["a bare package", "a pnpm monorepo", "changesets 2", "changesets 3 with pnpm"])
  test(`init --yes writes a workflow that lints clean: ${kind}`, async (context) => {
    const folder = folderOf(context, { ".git/config": remote, ...kinds[kind] });
    const { code, out, told } = await runIn(folder, ["init", "--yes"]);
    assert.deepEqual([code, told], [0, []]);
    assert.match(out, /^new {2}\.github\/workflows\/release\.yml\n│ name: Release\n/);
    assert.match(out, /\n\d files written\. Commit them, then do the steps above\.\n$/);
    const linted = await runIn(folder, ["lint", "--pedantic"]);
    assert.deepEqual(linted, { code: 0, out: "2 publishes in 1 workflow checked\n", told: [], questions: [] });
    const again = await runIn(folder, ["init", "--yes"]);
    assert.equal(again.code, 0);
    assert.match(
      again.out,
      /^\.github\/workflows\/release\.yml:\d+ publishes through OIDC already: there is nothing to create\.\n$/,
    );
  });

test("init works for the repository that holds the folder, and takes every choice as an option", async (context) => {
  const folder = folderOf(context, { ".git/config": remote, ...kinds["npm workspaces of one version"] });
  const args = ["--trigger=release", "--package", "@acme/a", "--environment=none", "--stage", "--file", "npm.yaml"];
  const more = ["--package-manager", "pnpm", "--run", "make", "--run", "make check", "--repository", "other/name"];
  const { code } = await runIn(join(folder, "packages/b"), ["init", "-y", ...args, ...more]);
  assert.equal(code, 0);
  const text = readFileSync(join(folder, ".github/workflows/npm.yaml"), "utf8");
  assert.match(text, /types: \[published\]/);
  assert.match(text, /- run: make\n +- run: make check\n/);
  assert.match(text, /for folder in packages\/a; do\n +\(cd "\$folder" && pnpm pack/);
  assert.match(text, /npm stage publish "\$tarball"/);
  assert.doesNotMatch(text, /environment/);
  assert.match(
    readFileSync(join(folder, "packages/a/package.json"), "utf8"),
    /git\+https:\/\/github\.com\/other\/name/,
  );
});

test("a dry run shows all and writes nothing", async (context) => {
  const folder = folderOf(context, bare);
  const { code, out } = await runIn(folder, ["init", "--dry-run"]);
  assert.equal(code, 0);
  assert.match(out, /^\+ {2}"repository": \{$/m);
  assert.match(
    out,
    /^ {5}npm trust github widgets --repo acme\/widgets --file release\.yml --env npm --allow-publish$/m,
  );
  for (const line of out.split("\n")) assert.ok(/^(?:│| +gh api )/.test(line) || line.length <= 100, line);
  untouched(folder, bare);
});

test("a person is asked little, sees all, and agrees", async (context) => {
  const folder = folderOf(context, bare);
  const typed = ["x", "c", "9", "3", "", "lts/*", "npm test; make", "none", "x", "y", "", ""];
  const { code, out, questions } = await runIn(folder, ["init"], {}, typed);
  assert.equal(code, 0);
  assert.match(out, /workflow_dispatch/);
  assert.match(out, /npm stage publish/);
  assert.match(out, /node-version: "lts\/\*"[^]*- run: npm test\n.*- run: make\n/);
  assert.match(
    questions[0] ?? "",
    /^ {2}publishes {4}widgets\n.*a tag v\*\n.*Go on with this, or change it\? \[Y\/change\] $/s,
  );
  assert.match(questions[2] ?? "", /^What starts a release:\n {2}1 {2}a tag .*\nNumber \[1\]: $/s);
  assert.match(questions[4] ?? "", /^Package manager .*\nNumber \[1\]: $/s);
  assert.deepEqual(questions.slice(5), [
    "Node that builds, a version or a file that names one [24]: ",
    "Commands of the build, with ; between them, or none []: ",
    "GitHub environment of the publish job, or none [npm]: ",
    "Stage releases, for a maintainer to approve on npm? [y/N] ",
    "Stage releases, for a maintainer to approve on npm? [y/N] ",
    "Workflow file in .github/workflows [release.yml]: ",
    "\nWrite 3 files? [Y/n] ",
  ]);
  assert.match(readFileSync(join(folder, workflow), "utf8"), /dry-run/);
});

test("a person chooses packages and says where the repository is", async (context) => {
  const files = kinds["workspaces of different versions and a root"] ?? {};
  const folder = folderOf(context, files);
  const { code, out, questions } = await runIn(folder, ["init"], {}, [
    "acme",
    "acme/x",
    "change",
    "2, 3",
    ...Array.from({ length: 8 }, () => ""),
    "y",
  ]);
  assert.equal(code, 0);
  assert.match(questions[3] ?? "", /^Packages to publish:\n {2}1 {2}acme\n.*\nNumbers \[all\]: $/s);
  assert.equal(questions.filter((question) => question.includes("owner/name")).length, 2);
  assert.match(out, /for folder in packages\/a "tools\/my cli"; do/);
});

for (const typed of [["", "n"], [""], ["c", "1"], ["c", "", "", "", "", "", ""], []])
  test(`nothing is written where a person ends after ${typed.length} answers`, async (context) => {
    const folder = folderOf(context, bare);
    const { code, told } = await runIn(folder, ["init"], {}, typed);
    assert.deepEqual([code, told], [1, ["Nothing is written."]]);
    untouched(folder, bare);
  });

const theirs = { ...bare, [workflow]: "on: push\njobs: {}\n" };

test("a workflow of that name is replaced after a yes alone, or by --force", async (context) => {
  const folder = folderOf(context, theirs);
  const refused = await runIn(folder, ["init", "--yes", "--file", "release.yml"]);
  assert.equal(refused.code, 2);
  assert.match(refused.out, /^-on: push$/m);
  assert.deepEqual(refused.told, [`${workflow} is there already. --force replaces it; nothing is written.`]);
  const asked = await runIn(folder, ["init", "--file", "release.yml"], {}, ["", ""]);
  assert.match(asked.questions.at(-1) ?? "", /release\.yml is there already\. Replace it\? Write 3 files\? \[y\/N\] $/);
  assert.equal(asked.code, 1);
  untouched(folder, theirs);
  assert.equal((await runIn(folder, ["init", "--yes", "--force", "--file", "release.yml"])).code, 0);
  assert.match(readFileSync(join(folder, workflow), "utf8"), /^name: Release\n/);
});

test("by default a free name is taken", async (context) => {
  const folder = folderOf(context, theirs);
  assert.match((await runIn(folder, ["init", "--dry-run"])).out, /^new {2}\.github\/workflows\/publish\.yml$/m);
});

test("a repository that publishes already isn't given another workflow unasked", async (context) => {
  const folder = folderOf(context, published);
  const { code, out } = await runIn(folder, ["init", "--yes"]);
  assert.equal(code, 0);
  assert.match(out, /^\.github\/workflows\/ci\.yml:7 publishes through OIDC already: there is nothing to create\.\n/);
  untouched(folder, published);
});

test("a release by a token is migrated in place", async (context) => {
  const own = `on: push\njobs:\n  release:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v6\n      - uses: actions/setup-node@v6\n        with: { node-version: 24, registry-url: "https://${registryHost}" }\n      - run: npm publish\n        env: { NODE_AUTH_TOKEN: "\${{ secrets.NPM_TOKEN }}" }\n`;
  const files = { ...bare, ".github/workflows/ci.yml": own };
  const folder = folderOf(context, files);
  const shown = await runIn(folder, ["init", "--dry-run"]);
  assert.match(
    shown.out,
    /^\.github\/workflows\/ci\.yml:9 publishes to npm already: it is migrated in place, without a second publisher\.\n/,
  );
  untouched(folder, files);
  assert.equal((await runIn(folder, ["init", "--yes"])).code, 0);
  assert.ok(!existsSync(join(folder, workflow)));
  assert.match(readFileSync(join(folder, ".github/workflows/ci.yml"), "utf8"), /id-token: write/);
});

const byToken = (name: string): string =>
  `on: push\njobs:\n  ${name}:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v6\n      - uses: actions/setup-node@v6\n        with: { node-version: 22, registry-url: "https://${registryHost}" }\n      - run: npm publish\n        env: { NODE_AUTH_TOKEN: "\${{ secrets.NPM_TOKEN }}" }\n`;

test("several releases are one change, with one question and one JSON document", async (context) => {
  const files = { ...bare, ".github/workflows/a.yml": byToken("a"), ".github/workflows/b.yml": byToken("b") };
  const folder = folderOf(context, files);
  const { code, out } = await runIn(folder, ["init", "--dry-run", "--format=json"]);
  assert.equal(code, 0);
  const plan = JSON.parse(out) as {
    readonly written: boolean;
    readonly files: readonly { readonly path: string }[];
    readonly tasks: readonly unknown[];
    readonly releases: readonly object[];
  };
  assert.equal(plan.written, false);
  const paths = plan.files.map(({ path }) => path);
  assert.deepEqual(paths.toSorted(), [".github/workflows/a.yml", ".github/workflows/b.yml", "package.json"]);
  assert.deepEqual(plan.releases, [
    { path: ".github/workflows/a.yml", line: 9, by: "token", migrated: true },
    { path: ".github/workflows/b.yml", line: 9, by: "token", migrated: true },
  ]);
  assert.ok(plan.tasks.length > 2);
  untouched(folder, files);
  const { questions } = await runIn(folder, ["init"], {}, ["y"]);
  assert.deepEqual(questions, ["\nWrite 3 files? [y/N] "]);
  assert.match(readFileSync(join(folder, ".github/workflows/b.yml"), "utf8"), /id-token: write/);
});

test("a job without a credential publishes nothing, whatever it runs", async (context) => {
  const own = "on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ./gone.sh publish\n";
  const folder = folderOf(context, { ...bare, ".github/workflows/ci.yml": own });
  const { code, out } = await runIn(folder, ["init", "--dry-run"]);
  assert.equal(code, 0, out);
  assert.match(out, /^new  \.github\/workflows\/release\.yml/m);
});

test("a job with an npm token that isn't understood stops init, and --force doesn't", async (context) => {
  const own = `on: push\njobs:\n  release:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ./ship\n        env: { NPM_TOKEN: "\${{ secrets.NPM_TOKEN }}" }\n`;
  const files = { ...bare, ".github/workflows/ship.yml": own };
  const folder = folderOf(context, files);
  const { code, told } = await runIn(folder, ["init", "--yes"]);
  assert.equal(code, 1);
  assert.match(
    told.join("\n"),
    /^\.github\/workflows\/ship\.yml:\d+ (?:may publish|most likely publishes) to npm .*\n--force writes/,
  );
  untouched(folder, files);
  assert.equal((await runIn(folder, ["init", "--yes", "--force"])).code, 0);
});

const mistakes: readonly (readonly [Readonly<Record<string, string>>, readonly string[], RegExp])[] = [
  [bare, [], /^There is no terminal to ask at: --yes writes the files, --dry-run shows them\.$/],
  [{}, ["--yes"], /^There is no package\.json in the repository's root/],
  [{ "package.json": "{" }, ["--yes"], /^package\.json isn't valid JSON: npm can't read it\.$/],
  [{ "package.json": bare["package.json"] }, ["--yes"], /^No git remote points to GitHub: pass --repo owner\/name/],
  [bare, ["--yes", "--package=a"], /^"a" is no package that can be published here: there is widgets\.$/],
  [
    bare,
    ["--yes", "--trigger=push"],
    /^--trigger takes tag, release, manual, changesets, release-please or semantic-release, not "push"\.$/,
  ],
  [bare, ["--yes", "--package-manager=deno"], /^--package-manager takes npm, pnpm, yarn or bun, not "deno"\.$/],
  [bare, ["--yes", "--file=../x.yml"], /^A workflow's file name ends in \.yml/],
  [bare, ["--yes", "--environment="], /^"" is no name for an environment\.$/],
  [bare, ["--yse"], /^Unknown option '--yse': see trusted-publishing init --help\.$/],
  [bare, ["--yes", ".", "."], /^init takes one folder/],
  [bare, ["--yes", "nowhere"], /^nowhere can't be read: there is no such file or folder\.$/],
  [bare, ["--yes", "package.json"], /^package\.json is a file: init takes the folder of a repository\.$/],
  [{ ...bare, ".github": "a file" }, ["--yes"], /^Nothing is written: \.github\/trusted-publishers\.json: /],
];

for (const [files, args, sentence] of mistakes)
  test(`one sentence, exit code 2 and nothing written: ${Object.keys(files).join(" ")}: init ${args.join(" ")}`, async (context) => {
    const folder = folderOf(context, files);
    const { code, told } = await runIn(folder, ["init", ...args]);
    assert.equal(code, 2);
    assert.equal(told.length, 1);
    assert.match(told[0] ?? "", sentence);
    untouched(folder, files);
  });

test("without git the folder itself is taken", async (context: TestContext) => {
  const folder = folderOf(context, { "package.json": bare["package.json"] });
  mkdirSync(join(folder, "src"));
  assert.equal((await runIn(folder, ["init", "-y", "--repository", "acme/widgets"])).code, 0);
  assert.match(readFileSync(join(folder, workflow), "utf8"), /npm publish/);
});

function untouched(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) assert.equal(readFileSync(join(folder, path), "utf8"), text);
  if (!(workflow in files)) assert.throws(() => readFileSync(join(folder, workflow)), /ENOENT|ENOTDIR/);
}
