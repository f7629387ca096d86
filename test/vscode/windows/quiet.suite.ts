import assert from "node:assert/strict";
import * as vscode from "vscode";
import { extension, open, seen } from "./editor.ts";

suite("A project without releases", () => {
  test("doesn't activate the extension, not even with its package.json open", async () => {
    const { document } = await open("package.json");
    // The answer shows that VS Code has woken everything that package.json wakes.
    const symbols = await vscode.commands.executeCommand<readonly unknown[]>(
      "vscode.executeDocumentSymbolProvider",
      document.uri,
    );
    assert.ok(symbols.length > 0);
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
