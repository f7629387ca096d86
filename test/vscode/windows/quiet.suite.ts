import assert from "node:assert/strict";
import * as vscode from "vscode";
import { extension, open, seen } from "./editor.ts";

suite("A project without releases", () => {
  test("doesn't activate the extension, not even with its package.json open", async () => {
    const { document } = await open("package.json");
    // The answer of VS Code's own JSON server shows that everything which package.json wakes is awake; before it there is none.
    let symbols: readonly unknown[] | undefined;
    while (symbols === undefined)
      symbols = await vscode.commands.executeCommand<readonly unknown[] | undefined>(
        "vscode.executeDocumentSymbolProvider",
        document.uri,
      );
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
