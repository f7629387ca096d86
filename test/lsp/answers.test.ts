import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { registryHost } from "../../server/src/npm-host.ts";
import { folderWith } from "../host/folder.ts";
import { startSession } from "./session.ts";

const release = ".github/workflows/release.yml";
const manifest = JSON.stringify({ name: "widgets", version: "1.0.0" }, undefined, 2);
const git = { ".git/config": '[remote "origin"]\n\turl = https://github.com/acme/widgets.git\n' };
const byToken = `on: { push: { tags: [v*] } }
jobs:
  publish:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with: { node-version: 24, registry-url: "https://${registryHost}" }
      - run: npm publish
        env:
          NODE_AUTH_TOKEN: \${{ secrets.NPM_TOKEN }}
`;

interface Answer {
  readonly problem?: string;
  readonly choices: Readonly<Record<string, unknown>>;
  readonly packages: readonly { readonly name: string; readonly directory: string }[];
  readonly publishing: readonly { readonly uri: string; readonly line: number }[];
  readonly files: readonly { readonly uri: string; readonly before: string | null; readonly text: string }[];
  readonly tasks: readonly { readonly title: string; readonly lines: readonly string[] }[];
  readonly notes: readonly string[];
  readonly left: readonly unknown[];
  readonly hasToken: boolean;
}

async function opened(files: Readonly<Record<string, string>>) {
  const folder = folderWith(files);
  const session = await startSession({
    rules: "real",
    folders: [folder.uri],
    options: { today: "2026-11-21" },
    settings: () => ({ enable: false }),
  });
  const ask = (question: string, params: object = {}) =>
    session.client.sendRequest<Answer>(`trustedPublishing/${question}`, { uri: folder.uri, ...params });
  return { folder, session, ask };
}

test("the choices that fit best are offered, and any of them may be changed", async () => {
  const { folder, session, ask } = await opened({ ...git, "package.json": manifest });
  assert.deepEqual(await session.client.sendRequest("trustedPublishing/repositories"), [folder.uri]);
  const offer = await ask("choices");
  assert.deepEqual(offer.packages, [{ name: "widgets", directory: "" }]);
  assert.deepEqual(offer.publishing, []);
  assert.equal(offer.choices["repository"], "acme/widgets");
  const change = await ask("change", { choices: { environment: null, file: "npm.yml" } });
  assert.deepEqual(
    change.files.map(({ uri, before }) => [uri, before]),
    [
      [folder.at(".github/workflows/npm.yml"), null],
      [folder.at("package.json"), manifest],
      [folder.at(".github/trusted-publishers.json"), null],
    ],
  );
  assert.doesNotMatch(change.files[0]?.text ?? "", /environment:/);
  assert.ok(change.tasks.some(({ lines }) => lines.some((line) => line.startsWith("npm trust github widgets "))));
  assert.deepEqual(change.notes, []);
});

test("what is typed and not saved yet counts", async () => {
  const { folder, session, ask } = await opened({ ...git, "package.json": manifest });
  await session.open(folder.at("package.json"), manifest.replace("widgets", "gadgets"), "json");
  assert.deepEqual((await ask("choices")).packages, [{ name: "gadgets", directory: "" }]);
  const declared = '{ "packages": {} }\n';
  await session.open(folder.at(".github/trusted-publishers.json"), declared, "json");
  const { files } = await ask("change");
  assert.equal(files.find(({ uri }) => uri.endsWith("publishers.json"))?.before, declared);
});

test("a workflow is migrated, first with its token and then without", async () => {
  const { folder, session, ask } = await opened({ ...git, "package.json": manifest, [release]: byToken });
  const uri = folder.at(release);
  assert.deepEqual(await ask("migratable"), [{ uri, path: release, by: "token" }]);
  assert.deepEqual(
    (await ask("choices")).publishing.map(({ uri: at, line }) => [at, line]),
    [[uri, 8]],
  );
  const first = await ask("migrate", { uri });
  assert.match(first.files[0]?.text ?? "", /id-token: write[^]*NPM_TOKEN/);
  assert.equal(first.hasToken, true);
  await session.open(uri, first.files[0]?.text ?? "");
  await session.open(folder.at("package.json"), first.files[1]?.text ?? manifest, "json");
  assert.deepEqual((await ask("migrate", { uri })).files, []);
  const second = await ask("migrate", { uri, removeToken: true });
  assert.doesNotMatch(second.files[0]?.text ?? "NPM_TOKEN", /NPM_TOKEN/);
  assert.equal(second.hasToken, false);
});

for (const [title, files, question, params, problem] of [
  ["no package.json", git, "choices", {}, /no package\.json/],
  ["an invalid package.json", { ...git, "package.json": "{" }, "choices", {}, /isn't valid JSON/],
  [
    "a choice that is none",
    { "package.json": manifest },
    "change",
    { choices: { trigger: "cron" } },
    /`trigger` isn't/,
  ],
  ["a name with a path", { "package.json": manifest }, "change", { choices: { file: "../a.yml" } }, /has no path/],
  ["another folder", {}, "choices", { uri: "file:///elsewhere" }, /no folder that is opened/],
  ["no URI", {}, "choices", { uri: 1 }, /no folder that is opened/],
  ["a workflow that can't be read", { [release]: "a: [" }, "migrate", { uri: release }, /can't be migrated|^$/],
] as const)
  test(`one sentence says what is wrong: ${title}`, async () => {
    const { folder, ask } = await opened(files);
    const named = "uri" in params && params.uri === release ? { uri: folder.at(release) } : params;
    assert.match((await ask(question, named)).problem ?? "", problem);
  });

for (const [what, target] of [
  ["outside", "../elsewhere"],
  ["git's own", "../.git/hooks"],
  ["outside", "nowhere"],
] as const)
  test(`nothing is offered to be written through a link to ${target}`, async () => {
    const { folder, ask } = await opened({ ...git, ".git/hooks/x": "", ".github/x": "", "package.json": manifest });
    symlinkSync(target === "../elsewhere" ? tmpdir() : target, join(folder.path, ".github/workflows"));
    const { problem = "", files } = await ask("change");
    assert.match(problem, new RegExp(`^\\.github/workflows/release\\.yml isn't written: it .*${what}`));
    assert.equal(files, undefined);
  });

test("a file in a folder's place is left to the editor, which says so", async () => {
  const { ask } = await opened({ ...git, ".github/workflows": "a file", "package.json": manifest });
  const { problem, files } = await ask("change");
  assert.equal(problem, undefined);
  assert.ok(files.length > 0);
});

test("a log is explained by the repository that is open, and without one; a code alone as well", async () => {
  const { ask } = await opened({ [release]: byToken, "package.json": manifest, ...git });
  const text = `npm error code ENEEDAUTH\nnpm error need auth This command requires you to be logged in to https://${registryHost}/`;
  const explained = async (params: object) => (await ask("explain", params)) as Answer & { readonly markdown?: string };
  const own = await explained({ text });
  assert.match(own.markdown ?? "", /^# ENEEDAUTH\n/);
  assert.match(own.markdown ?? "", /\]\(file:\/\/.*release\.yml#L\d+\)/);
  const alone = await explained({ text, uri: "" });
  assert.match(alone.markdown ?? "", /^# ENEEDAUTH\n/);
  assert.ok(!alone.markdown?.includes("release.yml"));
  const code = await explained({ text: "npm error code E404", code: "E404" });
  assert.match(code.markdown ?? "", /^# E404\n[^]*Select the log/);
  for (const params of [{}, { text: 1, code: [] }, { text: "npm error code ENOTHING", code: "ENOTHING" }])
    assert.deepEqual(await explained(params), { problem: "Not a failure of publishing to npm that I know." });
});

test("a preflight goes into the workflow that publishes, and into no other", async () => {
  const ci = ".github/workflows/ci.yml";
  const publishing = byToken.replace("    runs-on", "    permissions: { id-token: write }\n    runs-on");
  const block = publishing.replace("on: { push: { tags: [v*] } }", "on:\n  push:\n    tags: [v*]");
  const test = "on: push\njobs: {}\n";
  const { folder, ask } = await opened({ [release]: block, [ci]: test, "package.json": manifest, ...git });
  const { files, notes } = await ask("preflight", { uri: folder.at(release) });
  assert.deepEqual(
    files.map(({ uri, before }) => [uri, before]),
    [[folder.at(release), block]],
  );
  assert.match(files[0]?.text ?? "", /\n {2}preflight:\n {4}if: inputs\.preflight\n/);
  assert.ok(notes.length > 0);
  assert.match((await ask("preflight", { uri: folder.at(ci) })).problem ?? "", /ci\.yml starts no publish to npm/);
});
