import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { run } from "../../server/src/cli/run.ts";
import { registryHost } from "../../server/src/npm-host.ts";
import { folderOf, runIn } from "./folder.ts";

const release = `on:
  push:
    tags: ["v*"]
permissions:
  contents: read
jobs:
  publish:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with:
          node-version: 22
          registry-url: https://${registryHost}
      - run: npm publish
        env:
          NODE_AUTH_TOKEN: \${{ secrets.NPM_TOKEN }}
`;
const oidc = release
  .replace("read\n", "read\n  id-token: write\n")
  .replace("22", "24")
  .replace(/ +env:\n.*\n/, "");
const config = '[remote "origin"]\n\turl = https://github.com/acme/widgets.git\n';
const manifest = '{ "name": "widgets", "version": "1.0.0", "repository": "acme/widgets" }\n';
const path = ".github/workflows/release.yml";
const declared = ".github/trusted-publishers.json";

function files(others: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  return { ".git/config": config, "package.json": manifest, [path]: release, ...others };
}

test("what several files lack in the same way is said once, with its places", async (context) => {
  const scripted = release.replace("npm publish", "npm publish --workspaces");
  const own = (name: string): string =>
    `{ "name": "${name}", "version": "1.0.0",\n  "repository": { "type": "git", "url": "git+https://github.com/other/widgets.git" } }\n`;
  const packages = { "packages/a/package.json": own("a"), "packages/b/package.json": own("b") };
  const root = { "package.json": '{ "private": true, "workspaces": ["packages/*"] }\n', [path]: scripted };
  const folder = folderOf(context, files({ ...packages, ...root }));
  const { out } = await runIn(folder, ["migrate", "--dry-run", "--remove-token"]);
  assert.match(
    out,
    /packages\/a\/package\.json:2\npackages\/b\/package\.json:2\n {2}`repository` in each of these files is/,
  );
});

test("both steps are written with --yes, and then there is nothing to do", async (context) => {
  const folder = folderOf(context, files());
  const kept = await runIn(folder, ["migrate", "--yes"]);
  assert.equal(kept.code, 0);
  assert.match(kept.out, /^\+ {2}id-token: write$/m);
  assert.match(kept.out, /^How to go on\n1\. Merge this\. /m);
  assert.match(kept.out, /\n1 file written\.\n$/);
  const between = readFileSync(join(folder, path), "utf8");
  assert.match(between, /NODE_AUTH_TOKEN/);
  const again = await runIn(folder, ["migrate", "-y"]);
  assert.equal(again.code, 0);
  assert.match(again.out, /^How to go on\n1\. Tell npm to trust release\.yml/);
  assert.equal(readFileSync(join(folder, path), "utf8"), between);
  const freed = await runIn(folder, ["migrate", "--remove-token", "-y", "release.yml"]);
  assert.equal(freed.code, 0);
  assert.match(freed.out, /Delete the secret NPM_TOKEN/);
  assert.equal(readFileSync(join(folder, path), "utf8"), oidc);
  assert.match(readFileSync(join(folder, declared), "utf8"), /"file": "release\.yml"/);
  const done = await runIn(folder, ["migrate", path]);
  assert.deepEqual([done.code, done.out], [0, `${path} publishes through OIDC already.\n`]);
  const { code, out } = await runIn(folder, ["migrate"]);
  assert.deepEqual([code, out], [0, "release.yml publishes through OIDC already.\n"]);
});

test("a person is asked, and no is no", async (context) => {
  for (const [answer, code, written] of [
    ["y", 0, true],
    ["Yes ", 0, true],
    ["", 1, false],
    ["no", 1, false],
    [undefined, 1, false],
  ] as const) {
    const folder = folderOf(context, files());
    const asked: string[] = [];
    const result = await run(["migrate"], {
      cwd: folder,
      env: {},
      terminal: { width: 80, color: false },
      today: "2026-11-21",
      out: () => {},
      tell: () => {},
      ask: (question) => {
        asked.push(question);
        return Promise.resolve(answer);
      },
    });
    assert.deepEqual([result, asked], [code, ["\nWrite 1 file? [y/N] "]]);
    assert.equal(readFileSync(join(folder, path), "utf8") !== release, written);
  }
});

test("without a terminal, and with --dry-run, nothing is written", async (context) => {
  const folder = folderOf(context, files());
  const silent = await runIn(folder, ["migrate"]);
  assert.equal(silent.code, 2);
  assert.deepEqual(silent.told, ["There is no terminal to ask at: --yes writes the files, --dry-run shows them."]);
  const dry = await runIn(folder, ["migrate", "--dry-run", "--yes"]);
  assert.deepEqual([dry.code, dry.told, dry.out], [0, [], silent.out]);
  assert.equal(readFileSync(join(folder, path), "utf8"), release);
});

test("all files are written, or none", async (context) => {
  const folder = folderOf(context, files({ "package.json": '{ "name": "widgets", "version": "1.0.0" }\n' }));
  mkdirSync(join(folder, declared));
  const { code, told } = await runIn(folder, ["migrate", "--remove-token", "--yes"]);
  assert.equal(code, 2);
  assert.deepEqual(told, [`Nothing is written: ${declared}: it is there already.`]);
  assert.equal(readFileSync(join(folder, path), "utf8"), release);
});

test("what can't be migrated is said, and nothing is written", async (context) => {
  const classic = release.replace("npm publish", "yarn publish");
  const folder = folderOf(context, files({ [path]: classic, "yarn.lock": "# yarn lockfile v1\n" }));
  const { code, out } = await runIn(folder, ["migrate", "--yes"]);
  assert.equal(code, 1);
  assert.match(out, /^\.github\/workflows\/release\.yml can't be migrated\n/);
  assert.match(out, /release\.yml:15\n {2}`yarn publish` can't publish through OIDC in any version\./);
  assert.equal(readFileSync(join(folder, path), "utf8"), classic);
});

test("a token that is written out isn't shown", async (context) => {
  const token = `npm_${"a1B2c3D4e5F6".repeat(3)}`;
  const folder = folderOf(
    context,
    files({ [path]: release.replace(/\n.*NODE_AUTH.*/, `$&\n          OTHER: ${token}`) }),
  );
  const { out } = await runIn(folder, ["migrate", "--remove-token", "--dry-run"]);
  assert.match(out, /OTHER: •••/);
  assert.ok(!out.includes(token));
});

const mistakes: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[], RegExp])[] = [
  [
    "no workflow",
    { "package.json": manifest },
    [],
    /^No workflow here is known to publish to npm: trusted-publishing init writes one\.$/,
  ],
  [
    "several",
    files({ ".github/workflows/old.yml": release }),
    [],
    /^2 workflows publish by a token, so name one of them: old\.yml, release\.yml\.$/,
  ],
  ["another file", files(), ["package.json"], /^package\.json isn't a workflow: GitHub reads those in /],
  ["no such file", files(), ["other.yml"], /^other\.yml can't be read: there is no such file or folder\.$/],
  ["no jobs", files({ [path]: "on: push\n" }), [path], /can't be migrated: it has no readable `jobs`\.$/],
  ["two names", files(), ["a.yml", "b.yml"], /^migrate takes one workflow at a time\.$/],
  ["an option", files(), ["--token"], /^Unknown option '--token': see trusted-publishing migrate --help\.$/],
];

for (const [name, given, args, sentence] of mistakes)
  test(`one sentence and exit code 2 for ${name}`, async (context) => {
    const { code, out, told } = await runIn(folderOf(context, given), ["migrate", ...args]);
    assert.deepEqual([code, out, told.length], [2, "", 1]);
    assert.match(told[0] ?? "", sentence);
  });

test("a workflow with syntax errors is left alone", async (context) => {
  const broken = `${release}      - run: "open\n`;
  const folder = folderOf(context, files({ [path]: broken }));
  const { code, out } = await runIn(folder, ["migrate", "--yes"]);
  assert.equal(code, 1);
  assert.match(out, /has syntax errors/);
  assert.equal(readFileSync(join(folder, path), "utf8"), broken);
});
