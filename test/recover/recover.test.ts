import assert from "node:assert/strict";
import { Readable } from "node:stream";
import test, { type TestContext } from "node:test";
import { folderOf, runIn } from "../cli/folder.ts";
import { metadataOf } from "../npm-site/metadata.ts";
import { siteOf, type Page } from "../npm-site/site.ts";
import { spellRegistry } from "../pages/registry.ts";
import { reportIn } from "../report/schema.ts";

/** npm's page of a package with these versions, the last of which is `latest`, unless tags are given. */
function page(name: string, versions: readonly string[], tags?: Readonly<Record<string, string>>): Page {
  const releases = versions.map((version) => ({ version, by: "oidc" as const }));
  return { json: metadataOf(name, releases, tags === undefined ? {} : { "dist-tags": tags }) };
}

function workflow(...steps: readonly string[]): string {
  return `name: Release
on: { push: { tags: ["v*"] }, workflow_dispatch: }
jobs:
  publish:
    runs-on: ubuntu-latest
    permissions: { contents: write, id-token: write }
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with: { node-version: 24 }
      - run: npm ci
${steps.map((step) => `      - ${step}\n`).join("")}`;
}

/** A monorepo of packages `@acme/<name>` in version 1.2.0. */
function monorepo(names: readonly string[], step: string, more: Readonly<Record<string, string>> = {}) {
  const manifests = names.map((name) => {
    const manifest = { name: `@acme/${name}`, version: "1.2.0", repository: "acme/widgets" };
    return [`packages/${name}/package.json`, JSON.stringify(manifest)] as const;
  });
  return {
    ".git/config": '[remote "origin"]\n\turl = https://github.com/acme/widgets.git\n',
    ".github/workflows/release.yml": workflow(step),
    "package.json": JSON.stringify({ name: "root", private: true, workspaces: ["packages/*"] }),
    ...(Object.fromEntries(manifests) as Record<string, string>),
    ...more,
  };
}

async function recover(
  context: TestContext,
  files: Readonly<Record<string, string>>,
  pages: Readonly<Record<string, Page>>,
  args: readonly string[] = [],
  log?: string,
) {
  const folder = folderOf(context, files);
  const site = await siteOf(context, (path) => pages[decodeURIComponent(path.slice(1))]);
  const input = log === undefined ? {} : { input: Readable.from([spellRegistry(log)]) };
  const outside = { fetch: site.fetch, pause: site.pause, ...input };
  const result = await runIn(folder, ["recover", ...args], {}, undefined, outside);
  return { ...result, asked: site.requests.map(({ path }) => path) };
}

const done = (name: string): readonly [string, Page] => [`@acme/${name}`, page(`@acme/${name}`, ["1.1.0", "1.2.0"])];
const open = (name: string): readonly [string, Page] => [`@acme/${name}`, page(`@acme/${name}`, ["1.1.0"])];
const half = Object.fromEntries([done("a"), done("b"), open("c"), open("d")]) as Record<string, Page>;
const four = ["a", "b", "c", "d"];

/** Each tool of a half-finished release: the step, more files, and what is said of going on. */
const tools: readonly {
  readonly tool: string;
  readonly step: string;
  readonly more?: Readonly<Record<string, string>>;
  readonly says: RegExp;
  readonly runs?: string;
}[] = [
  {
    tool: "npm workspaces",
    step: "run: npm publish --workspaces --access public",
    says: /stops at the first version that npm has/,
    runs: "npm publish -w @acme/c -w @acme/d",
  },
  {
    tool: "changesets",
    step: "run: npx changeset publish",
    more: {
      ".changeset/config.json": '{ "access": "public" }',
      ...Object.fromEntries(four.map((name) => [`packages/${name}/CHANGELOG.md`, "# Changes\n"])),
    },
    says: /publishes those that aren't there/,
  },
  {
    tool: "lerna from-package",
    step: "run: npx lerna publish from-package --yes",
    more: { "lerna.json": '{ "version": "1.2.0", "packages": ["packages/*"] }' },
    says: /publishes the versions that npm doesn't have/,
  },
  {
    tool: "lerna",
    step: "run: npx lerna publish --yes",
    more: { "lerna.json": '{ "version": "1.2.0", "packages": ["packages/*"] }' },
    says: /compares with its tags/,
    runs: "npx lerna publish from-package --yes",
  },
  {
    tool: "nx",
    step: "run: npx nx release publish",
    more: { "nx.json": '{ "release": {} }' },
    says: /leaves out the versions that npm has/,
  },
  {
    tool: "pnpm -r",
    step: "run: pnpm -r publish --access public --no-git-checks",
    more: { "pnpm-workspace.yaml": "packages: ['packages/*']\n", "pnpm-lock.yaml": "lockfileVersion: '9.0'\n" },
    says: /publishes the versions that npm doesn't have/,
  },
];

for (const { tool, step, more = {}, says, runs } of tools)
  test(`half a release of ${tool} goes on as the tool does`, async (context) => {
    const { code, out, told, asked } = await recover(context, monorepo(four, step, more), half);
    if (process.env["VERBOSE"] !== undefined) console.log(out);
    assert.deepEqual([code, told], [1, []]);
    assert.match(out, /^2 of 4 packages are published\.$/m);
    assert.match(out, /^ {2}published {6}@acme\/a@1\.2\.0 {2}latest$/m);
    assert.match(out, /^ {2}not published {2}@acme\/c@1\.2\.0 {2}npm has 1\.1\.0$/m);
    assert.match(out, /First, a look that changes nothing\n.*\n.*npm view @acme\/c@1\.2\.0 version$/m);
    const flat = out.replaceAll(/\s+/g, " ");
    assert.match(flat, says);
    if (runs !== undefined) assert.ok(flat.includes(runs), flat);
    assert.doesNotMatch(out, /npm unpublish|git push.*(?:--delete|:refs)|git tag -d/);
    assert.deepEqual(asked.toSorted(), ["/@acme%2fa", "/@acme%2fb", "/@acme%2fc", "/@acme%2fd"]);
  });

const single = (step: string, more: object = {}, version = "1.2.0") => ({
  ".git/config": '[remote "origin"]\n\turl = https://github.com/acme/widgets.git\n',
  ".github/workflows/release.yml": workflow(step),
  "package.json": JSON.stringify({ name: "widgets", version, repository: "acme/widgets", ...more }),
});

test("semantic-release finds its own tag: the next version is what is left", async (context) => {
  const files = {
    ...single("run: npx semantic-release", { devDependencies: { "semantic-release": "25.0.2" } }, "0.0.0-development"),
    ".git/packed-refs": `${"a".repeat(40)} refs/tags/v1.9.0\n${"b".repeat(40)} refs/tags/v1.10.0\n`,
  };
  const { code, out } = await recover(context, files, { widgets: page("widgets", ["1.9.0"]) });
  assert.equal(code, 1);
  assert.match(out, /not published {2}widgets@1\.10\.0/);
  assert.match(out.replaceAll(/\s+/g, " "), /finds the tag and releases nothing.*`fix: …`.*The tag stays where it is/);
});

test("release-it publishes the version that is there, without another one", async (context) => {
  const files = single("run: npx release-it --ci", { devDependencies: { "release-it": "21.0.0" } });
  const { out } = await recover(context, files, { widgets: page("widgets", ["1.1.0"]) });
  assert.match(out, /npx release-it --ci --no-increment --no-git/);
});

test("what the log says of a package that npm doesn't list", async (context) => {
  const files = monorepo(["a", "b", "c", "d", "e"], "run: npm publish --workspaces --access public");
  const pages = Object.fromEntries([done("a"), open("b"), open("c"), open("d")]) as Record<string, Page>;
  const log = [
    "##[group]Run npm publish --workspaces --access public",
    "+ @acme/a@1.2.0",
    "+ @acme/b@1.2.0",
    "+ @acme/c@1.2.0 (staged with id 22222222-2222-4222-8222-222222222222)",
    "npm error code E409",
    'npm error 409 Conflict - PUT https://REGISTRY/@acme%2fd - Cannot publish over previously staged version "1.2.0"',
  ].join("\n");
  const { code, out } = await recover(context, files, pages, ["-"], log);
  if (process.env["VERBOSE"] !== undefined) console.log(out);
  assert.equal(code, 1);
  assert.match(out, /^ {2}processing {5}@acme\/b@1\.2\.0/m);
  assert.match(out, /^ {2}staged {9}@acme\/c@1\.2\.0/m);
  assert.match(out, /^ {2}processing {5}@acme\/d@1\.2\.0/m);
  assert.match(out, /^ {2}new {12}@acme\/e@1\.2\.0/m);
  assert.match(out, /^ {4}npm stage list$/m);
  const flat = out.replaceAll(/\s+/g, " ");
  assert.match(flat, /Don't publish again, that ends with E409/);
  assert.match(flat, /npm has no package `@acme\/e`, and OIDC can't create one\..*npm stage publish.*npm trust github/);
});

test("a version under another tag than the release's, and one that a later version replaced", async (context) => {
  const step = "run: npm publish --tag next";
  const version = "2.0.0-beta.1";
  const at = async (tags: Readonly<Record<string, string>>) =>
    recover(context, single(step, {}, version), { widgets: page("widgets", ["1.0.0", version, "2.0.0-beta.2"], tags) });
  const wrong = await at({ latest: version });
  assert.equal(wrong.code, 1);
  assert.match(wrong.out, /^ {2}wrong tag {6}widgets@2\.0\.0-beta\.1 {2}latest, wanted next$/m);
  assert.match(wrong.out, /^ {4}npm dist-tag add widgets@2\.0\.0-beta\.1 next$/m);
  assert.match(wrong.out, /^ {4}npm dist-tag ls widgets$/m);
  assert.equal((await at({ latest: "1.0.0", next: version })).code, 0);
  assert.equal((await at({ latest: "1.0.0", next: "2.0.0-beta.2" })).code, 0);
});

test("a package that isn't asked about, and JSON for programs", async (context) => {
  const files = monorepo(four, "run: npm publish --workspaces --access public");
  const broken: Page = (reply) => {
    reply.writeHead(200, { "content-type": "text/html" });
    reply.end("<html>");
  };
  const { code, out } = await recover(context, files, { ...half, "@acme/d": broken }, ["--format", "json"]);
  assert.equal(code, 3);
  const { recovery, repositories, exit } = reportIn(out);
  assert.deepEqual([exit.code, repositories.length], [3, 1]);
  assert.deepEqual(
    recovery?.packages.map(({ name, state }) => [name, state]),
    [
      ["@acme/a", "published"],
      ["@acme/b", "published"],
      ["@acme/c", "not published"],
      ["@acme/d", "not asked"],
    ],
  );
  assert.deepEqual(recovery?.first?.commands, ["npm view @acme/c@1.2.0 version"]);
});

test("packages that are named, a release that is whole, and mistakes", async (context) => {
  const files = monorepo(four, "run: npm publish --workspaces --access public");
  const named = await recover(context, files, half, ["--package", "@acme/a@1.2.0", "--package", "@acme/x@3.0.0"]);
  assert.match(named.out, /^1 of 2 packages is published\.$/m);
  assert.deepEqual(named.asked.toSorted(), ["/@acme%2fa", "/@acme%2fx"]);
  const whole = await recover(context, files, half, ["--package", "@acme/a"]);
  assert.deepEqual(
    [whole.code, whole.out],
    [0, "1 of 1 package is published.\n\n  published      @acme/a@1.2.0  latest\n"],
  );
  for (const [args, sentence] of [
    [["--offline"], /--offline forbids it/],
    [["--package", "@acme/a@"], /^--package takes NAME or NAME@VERSION/],
    [["no.log"], /^no\.log can't be read/],
    [["packages"], /is a folder/],
    [["--format", "sarif"], /^--format takes text or json/],
    [["a", "b"], /takes one log/],
  ] as const) {
    const { code, out, told } = await recover(context, files, half, args);
    assert.deepEqual([code, out, told.length], [2, "", 1]);
    assert.match(told[0] ?? "", sentence);
  }
});

test("no secret of a log is in what recover prints", async (context) => {
  const secret = `npm_${"Canary4Secret7Value0Xy".padEnd(36, "Zq")}`;
  const [head, tail] = [secret.slice(0, 20), secret.slice(20)];
  const hidden = [secret, head, tail, Buffer.from(secret).toString("base64"), secret.toLowerCase()];
  const log = [
    `//REGISTRY/:_authToken=${secret}`,
    head,
    tail,
    hidden[3] ?? "",
    "##[group]Run npm publish",
    `+ ${secret.toLowerCase()}@1.0.0`,
    `+ @acme/${secret.toLowerCase()}@1.0.0 (staged with id 22222222-2222-4222-8222-222222222222)`,
    "npm error code E404",
    `npm error 404 Not Found - PUT https://user:${secret}@REGISTRY/${secret} - Not found`,
    `npm error 404 Not Found - PUT https://REGISTRY/@acme%2f${secret} - Not found`,
  ].join("\n");
  const files = monorepo(four, "run: npm publish --workspaces --access public");
  for (const format of ["text", "json"]) {
    const { code, out, told } = await recover(context, files, half, ["-", "--format", format], log);
    assert.equal(code, 1);
    for (const each of hidden) assert.ok(!`${out}${told.join()}`.replaceAll(/\s+/g, "").includes(each), each);
  }
});
