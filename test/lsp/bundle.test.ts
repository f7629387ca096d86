import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import test from "node:test";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { CodeAction, Diagnostic, TextEdit } from "vscode-languageserver-protocol/node";
import { folderWith } from "../host/folder.ts";
import { browserImports, serverBundle } from "./server.ts";
import { startSession } from "./session.ts";

test("the real rules: a broken release is underlined, and clean after its preferred fixes", async () => {
  const release = ".github/workflows/release.yml";
  const workflow = [
    "on: { release: { types: [published] } }",
    "jobs:",
    "  publish:",
    "    runs-on: ubuntu-latest",
    "    steps:",
    "      - uses: actions/checkout@v5",
    "      - uses: actions/setup-node@v5",
    "        with: { node-version: 24 }",
    "      - run: npm publish",
    "",
  ].join("\r\n");
  const manifest = '{ "name": "widgets", "version": "1.0.0", "repository": "acme/widgets" }';
  const folder = folderWith({ [release]: workflow, "package.json": manifest });
  const session = await startSession({ folders: [folder.uri], rules: "real" });
  const uri = folder.at(release);
  const codes = ({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }) =>
    diagnostics.map(({ code }) => code);
  const last = () => session.published.findLast((published) => published.uri === uri);
  await session.open(uri, workflow);
  await session.until(() => last()?.version === 1, "diagnostics");
  const isUnderlined = () => codes(last() ?? assert.fail()).includes("id-token-write");
  assert.ok(isUnderlined());
  const { start } = last()?.diagnostics.find(({ code }) => code === "id-token-write")?.range ?? assert.fail();
  const fix = (await session.actions(uri, start.line, start.character)).find(({ isPreferred }) => isPreferred);
  const fixed = TextDocument.applyEdits(TextDocument.create(uri, "yaml", 1, workflow), editsIn(fix));
  assert.match(fixed, /id-token: write/);
  await session.change(uri, 2, fixed);
  await session.until(() => last()?.version === 2, "diagnostics");
  assert.ok(!isUnderlined());
});

function editsIn(action: CodeAction | undefined): TextEdit[] {
  const [change] = action?.edit?.documentChanges ?? [];
  return change !== undefined && "edits" in change ? change.edits.filter((edit) => "newText" in edit) : [];
}

test("declared publishers count as they are typed", async () => {
  const release = ".github/workflows/release.yml";
  const declaring = ".github/trusted-publishers.json";
  const folder = folderWith({
    [release]:
      "on: push\npermissions: { id-token: write }\njobs:\n  publish:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v6\n      - uses: actions/setup-node@v6\n        with: { node-version: 24 }\n      - run: npm publish\n",
    "package.json": '{ "name": "widgets", "version": "1.0.0", "repository": "acme/widgets" }',
  });
  const session = await startSession({ folders: [folder.uri], rules: "real" });
  const declared = (environment: string) =>
    JSON.stringify({
      packages: { widgets: [{ type: "github", repository: "acme/widgets", file: "release.yml", environment }] },
    });
  const isUnderlined = () =>
    session.published
      .findLast(({ uri }) => uri === folder.at(release))
      ?.diagnostics.some(({ code }) => code === "environment-mismatch") === true;
  await session.open(folder.at(declaring), declared("npm"), "json");
  await session.until(isUnderlined, "the finding");
  await session.change(folder.at(declaring), 2, declared(""));
  await session.until(() => !isUnderlined(), "its end");
  await session.close(folder.at(declaring));
  folder.write(declaring, declared("npm"));
  await session.touch(folder.at(declaring));
  await session.until(isUnderlined, "the finding of the file on disk");
});

test("all of the server but its entry and Node's host can run in a browser", async () => {
  assert.deepEqual(await browserImports("server/src/lsp/connection.ts"), []);
});

test("without a transport it says what is missing, and ends with 2", async () => {
  const { status, stderr } = spawnSync(process.execPath, [serverBundle("toy")], { encoding: "utf8" });
  assert.equal(status, 2);
  assert.match(stderr, /^Say how an editor is connected: --stdio, /);
});
