import assert from "node:assert/strict";
import * as vscode from "vscode";
import { extension, file, findingsAre, seen } from "./editor.ts";

suite("A window with two repositories", () => {
  test("checks both, each by its own settings", async () => {
    const [one] = await findingsAre("one/.github/workflows/release.yml", ["id-token-write"]);
    const [two] = await findingsAre("two/.github/workflows/release.yml", ["id-token-write"]);
    assert.equal(one?.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(two?.severity, vscode.DiagnosticSeverity.Warning);
  });

  test("tells them apart in what was understood", async () => {
    const { understood, onDidUnderstand } = await extension().activate();
    await seen(
      onDidUnderstand,
      () => [...understood.keys()].toSorted().join(),
      (roots) => roots === [file("one"), file("two")].join(),
      (roots) => roots,
    );
  });
});
