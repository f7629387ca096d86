import assert from "node:assert/strict";
import * as vscode from "vscode";
import { extension } from "./editor.ts";

suite("A folder in which a trusted publisher is declared", () => {
  test("activates the extension by itself", () => {
    assert.ok(extension().isActive);
  });

  test("runs a flow between npm and the record in a terminal", async () => {
    const opened = new Promise<vscode.Terminal>((resolve) => vscode.window.onDidOpenTerminal(resolve));
    void vscode.commands.executeCommand("trustedPublishing.runNpmFlow");
    const choose = setInterval(
      () => void vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem"),
      200,
    );
    const terminal = await opened.finally(() => clearInterval(choose));
    assert.equal(terminal.name, "Trusted Publishing");
    const { cwd } = terminal.creationOptions as vscode.TerminalOptions;
    assert.deepEqual(String(cwd), String(vscode.workspace.workspaceFolders?.[0]?.uri));
    terminal.dispose();
  });
});
