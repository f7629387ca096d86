import assert from "node:assert/strict";
import * as vscode from "vscode";
import { extension, findingsAre, open } from "./editor.ts";

suite("An empty window", () => {
  test("starts no server for a YAML file", async () => {
    assert.equal(vscode.workspace.workspaceFolders, undefined);
    await open("away/notes.yml");
    const { serverPid } = await extension().activate();
    assert.equal(serverPid, undefined);
  });

  test("checks a workflow that is opened by itself", async () => {
    const { document } = await open("away/.github/workflows/release.yml");
    assert.equal(document.languageId, "yaml");
    await findingsAre("away/.github/workflows/release.yml", ["id-token-write"]);
  });
});
