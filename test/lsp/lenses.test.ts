import assert from "node:assert/strict";
import test from "node:test";
import type { CodeLens } from "vscode-languageserver-protocol/node";
import { registryHost } from "../../server/src/npm-host.ts";
import { folderWith } from "../host/folder.ts";
import { startSession } from "./session.ts";

const release = ".github/workflows/release.yml";
const workflow = (permissions: string, node: string, env = "") => `on: { push: { tags: [v*] } }
jobs:
  publish:
    runs-on: ubuntu-latest
    permissions: ${permissions}
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with: { node-version: ${node}, registry-url: "https://${registryHost}" }
      - run: npm run release
${env}`;
const repository = '"repository": "github:acme/widgets"';
const manifest = (rest = repository) =>
  `{ "name": "widgets", "version": "1.0.0", ${rest},\n  "scripts": { "release": "npm publish" } }\n`;

/** The rows of lenses of a file, each as its line and the titles of its lenses, and what the chain says of the first. */
async function rows(text: string, packageJson = manifest(), path = release) {
  const folder = folderWith({ [release]: text, "package.json": packageJson });
  const session = await startSession({
    rules: "real",
    folders: [folder.uri],
    options: { today: "2026-11-21", commands: true },
  });
  const uri = folder.at(path);
  await session.open(uri, path === release ? text : packageJson);
  const found = await session.client.sendRequest<readonly CodeLens[]>("textDocument/codeLens", {
    textDocument: { uri },
  });
  const lenses = await Promise.all(
    found.map(async (lens) =>
      lens.command === undefined ? session.client.sendRequest<CodeLens>("codeLens/resolve", lens) : lens,
    ),
  );
  const chain = await session.client.sendRequest<{
    readonly afterFixes: string | null;
    readonly obstacles: readonly { readonly rule: string; readonly fix: string | null }[];
    readonly files: readonly { readonly path: string; readonly text: string }[];
    readonly fields: readonly { readonly name: string; readonly value: string }[];
    readonly commands: readonly string[];
  } | null>("trustedPublishing/chain", found[0]?.data ?? {});
  return {
    titles: lenses.map(({ range, command }) => `${range.start.line + 1} ${command?.title ?? ""}`),
    chain,
    session,
    uri,
  };
}

test("a publish that fails says why, counts what stops it, and offers all fixes at once", async () => {
  const { titles, chain } = await rows(workflow("{ contents: read }", "22"), manifest('"license": "MIT"'));
  assert.deepEqual(titles, [
    '10 ✗ Fails: npm sends a placeholder token and stops with E404 and "Access token expired or revoked" · 3 obstacles',
    "10 Fix all…",
  ]);
  assert.deepEqual(
    chain?.obstacles.map(({ rule }) => rule),
    ["id-token-write", "npm-too-old", "repository-missing"],
  );
  assert.equal(chain.files.length, 0);
});

test("after the last fix it is ok if npm trusts the workflow", async () => {
  const { titles, chain } = await rows(workflow("{ contents: read }", "22"));
  assert.match(titles[0] ?? "", /^10 ✗ Fails: .* · 2 obstacles$/);
  assert.equal(chain?.afterFixes, "ok if npmjs.com trusts this repository, release.yml, no environment");
  assert.deepEqual(
    chain.files.map(({ path }) => path),
    [release],
  );
  assert.match(chain.files[0]?.text ?? "", /id-token: write[^]*node-version: 24/);
});

test("a correct publish names what npm must trust, and the fields to enter", async () => {
  const { titles, chain } = await rows(workflow("{ contents: read, id-token: write }", "24"));
  assert.deepEqual(titles, [
    "10 ✓ Publishes widgets if npmjs.com trusts this repository, release.yml, no environment",
    "10 npmjs.com fields",
  ]);
  assert.deepEqual(chain?.obstacles, []);
  assert.ok(chain.fields.some(({ name, value }) => name === "Workflow filename" && value === "release.yml"));
  assert.equal(chain.commands.length, 1);
});

test("a publish with a token can migrate, and a script of package.json has the same row", async () => {
  const env = '        env: { NODE_AUTH_TOKEN: "${{ secrets.NPM_TOKEN }}" }\n';
  const { titles } = await rows(workflow("{ contents: read }", "24", env));
  assert.deepEqual(titles, ["10 ● Publishes widgets with a token", "10 Migrate…"]);
  const inScript = await rows(workflow("{ contents: read }", "24", env), manifest(), "package.json");
  assert.deepEqual(inScript.titles, ["2 ● Publishes widgets with a token", "2 Migrate…"]);
});

test("what isn't understood says why, and where nothing publishes there is nothing", async () => {
  const doppler = workflow("{ contents: read }", "24").replace("npm run release", "doppler run -- npm publish");
  assert.deepEqual((await rows(doppler)).titles, ["10 ? May publish to npm: npm publish run by doppler"]);
  const { titles, chain } = await rows(workflow("{ contents: read }", "24").replace("npm run release", "npm test"));
  assert.deepEqual([titles, chain], [[], null]);
});

test("a client without the commands gets no lenses, and the server applies what repairs the publish", async () => {
  const text = workflow("{ contents: read }", "22");
  const folder = folderWith({ [release]: text, "package.json": manifest() });
  const session = await startSession({ rules: "real", folders: [folder.uri], options: { today: "2026-11-21" } });
  assert.equal(session.initialized.capabilities.codeLensProvider, undefined);
  const uri = folder.at(release);
  await session.open(uri, text);
  const applied: unknown[] = [];
  session.client.onRequest("workspace/applyEdit", (params) => {
    applied.push(params);
    return { applied: true };
  });
  // On the line of the publish itself, which has no finding.
  const [fix] = await session.actions(uri, 9, 14);
  assert.equal(fix?.title, "Fix all that stops this publish…");
  await session.client.sendRequest("workspace/executeCommand", fix.command ?? {});
  assert.match(JSON.stringify(applied), /id-token: write/);
});

test("each finding of a publish leads to all fixes, and can be silenced in a line, a file or everywhere", async () => {
  const { session, uri } = await rows(workflow("{ contents: read }", "22"));
  const actions = await session.actions(uri, 4, 6);
  assert.deepEqual(
    actions.map(({ title }) => title),
    [
      "Give the job `id-token: write`",
      "Ignore id-token-write on this line…",
      "Ignore id-token-write in this file",
      "Turn off id-token-write",
      "Show the rule id-token-write",
      "Fix all that stops this publish…",
    ],
  );
});
