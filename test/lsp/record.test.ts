import assert from "node:assert/strict";
import test from "node:test";
import type { CompletionItem, TextEdit } from "vscode-languageserver-protocol/node";
import { folderWith } from "../host/folder.ts";
import { startSession } from "./session.ts";

const record = ".github/trusted-publishers.json";

const publish = `permissions: { contents: read, id-token: write }
jobs:
  publish:
    runs-on: ubuntu-latest
    environment: npm
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with: { node-version: 24 }
      - run: npm publish --workspaces
`;

const files = {
  ".git/config": '[remote "origin"]\n\turl = https://github.com/acme/widgets.git\n',
  ".github/workflows/ci.yml": "on: push\njobs:\n  test: { runs-on: ubuntu-latest, steps: [{ run: npm test }] }\n",
  ".github/workflows/release.yml": `on: { push: { tags: ["v*"] } }\n${publish}`,
  ".github/workflows/shared.yml":
    "on: workflow_call\njobs:\n  docs: { runs-on: ubuntu-latest, environment: docs, steps: [{ run: make }] }\n",
  "package.json": '{ "private": true, "workspaces": ["packages/*"] }\n',
  "packages/a/package.json": '{ "name": "@acme/a", "version": "1.0.0" }\n',
  "packages/b/package.json": '{ "name": "@acme/b", "version": "1.0.0" }\n',
};

/** What is offered at the `|` of a record, each as the editor inserts it. */
async function offered(text: string): Promise<readonly string[]> {
  const offset = text.indexOf("|");
  const plain = text.replace("|", "");
  const folder = folderWith({ ...files, [record]: plain });
  const session = await startSession({ rules: "real", folders: [folder.uri], options: { today: "2026-11-21" } });
  await session.open(folder.at(record), plain, "json");
  const before = plain.slice(0, offset).split("\n");
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const items = await session.client.sendRequest<readonly CompletionItem[]>("textDocument/completion", {
    textDocument: { uri: folder.at(record) },
    position,
  });
  return items.map(({ textEdit }) => (textEdit as TextEdit).newText);
}

const entry = (fields: string): string =>
  `{\n  "packages": {\n    "@acme/a": [\n      { "type": "github", ${fields} }\n    ]\n  }\n}\n`;

const rows: Readonly<Record<string, readonly [text: string, wanted: readonly string[]]>> = {
  "a package, those without publishers first": [
    '{\n  "packages": {\n    "@acme/a": [],\n    "|"\n  }\n}\n',
    ['"@acme/b"', '"@acme/a"'],
  ],
  "a workflow file, those that publish first": [entry('"file": "|"'), ['"release.yml"', '"ci.yml"']],
  "a file where no quote is typed yet": [entry('"file": |'), ['"release.yml"', '"ci.yml"']],
  "an environment": [entry('"file": "release.yml", "environment": "n|"'), ['"npm"', '"docs"']],
  "the repository": [entry('"repository": "|"'), ['"acme/widgets"']],
  "an action": [entry('"permissions": ["|"]'), ['"createPackage"', '"createStagedPackage"']],
  "the environment of rules": ['{ "packages": {}, "environments": { "|" } }', ['"npm"', '"docs"']],
  "a rule": [
    '{ "packages": {}, "environments": { "npm": { "refs": ["|"] } } }',
    ['"refs/tags/v*"', '"refs/heads/main"', '"refs/pull/*/merge"'],
  ],
  "nothing for a type": [entry('"x": "|"'), []],
};

for (const [name, [text, wanted]] of Object.entries(rows))
  test(`the record completes ${name}`, async () => {
    assert.deepEqual(await offered(text), wanted);
  });

test("the claims of a workflow are a document", async () => {
  const folder = folderWith({ ...files, [record]: '{ "packages": {} }' });
  const session = await startSession({ rules: "real", folders: [folder.uri], options: { today: "2026-11-21" } });
  const answer = await session.client.sendRequest<{ readonly markdown: string }>("trustedPublishing/claims", {
    uri: folder.at(".github/workflows/release.yml"),
  });
  assert.match(answer.markdown, /^# OIDC claims\n/);
  assert.match(answer.markdown, /\| \? \| push \| refs\/tags\/v\\<…\\> \|/);
  const none = await session.client.sendRequest<{ readonly markdown: string }>("trustedPublishing/claims", {
    uri: folder.at(".github/workflows/ci.yml"),
  });
  assert.match(none.markdown, /No job here publishes to npm/);
});
