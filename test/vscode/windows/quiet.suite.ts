import assert from "node:assert/strict";
import * as vscode from "vscode";
import { extension, open, seen } from "./editor.ts";

suite("A project without releases", () => {
  test("doesn't activate the extension, not even with its package.json open", async () => {
    await open("package.json");
    // VS Code's own JSON extension wakes by the same event: when it is there, so would be this one.
    await vscode.extensions.getExtension("vscode.json-language-features")?.activate();
    assert.equal(extension().isActive, false);
  });

  test("starts no server for other YAML", async () => {
    await open("compose.yml");
    const { serverPid } = await extension().activate();
    assert.equal(serverPid, undefined);
  });

  test("starts the server for its .npmrc, in a language of its own", async () => {
    const { document } = await open(".npmrc");
    assert.equal(document.languageId, "npmrc");
    const started = await extension().activate();
    await seen(
      started.onDidChangeServer,
      () => started.serverPid,
      (pid) => pid !== undefined,
      () => "no server was started",
    );
  });
});
