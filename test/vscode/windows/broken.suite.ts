import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import * as vscode from "vscode";
import { extension, file, findings, findingsAre, open, quickFixes, seen, set } from "./editor.ts";

const release = ".github/workflows/release.yml";
const canary = ".github/workflows/canary.yml";
const gadgets = "gadgets/package.json";

suite("A repository whose releases will fail", () => {
  test("activates the extension by itself", () => {
    assert.ok(extension().isActive);
  });

  test("has findings in files that aren't open", async () => {
    assert.deepEqual(vscode.window.visibleTextEditors, []);
    await findingsAre(release, ["id-token-write"]);
    await findingsAre(canary, ["npm-too-old"]);
    await findingsAre(gadgets, ["repository-missing"]);
  });

  test("underlines the value to change, with the rule's page", async () => {
    const { document } = await open(release);
    const [finding] = await findingsAre(release, ["id-token-write"]);
    assert.ok(finding);
    assert.equal(finding.severity, vscode.DiagnosticSeverity.Error);
    assert.match(document.lineAt(finding.range.start.line).text, /^ +permissions:/);
    assert.ok(finding.range.isSingleLine && !finding.range.isEmpty);
    assert.ok(typeof finding.code === "object");
    assert.match(finding.code.target.toString(), /docs\/rules\/id-token-write\.md$/);
  });

  test("offers one preferred quick fix, which mends the file", async () => {
    const { document } = await open(release);
    const [finding] = await findingsAre(release, ["id-token-write"]);
    assert.ok(finding);
    const offered = await quickFixes(release, finding);
    const preferred = offered.filter(({ isPreferred }) => isPreferred);
    assert.equal(preferred.length, 1);
    assert.match(preferred[0]?.title ?? "", /id-token: write/);
    assert.ok(preferred[0]?.edit);
    assert.ok(await vscode.workspace.applyEdit(preferred[0].edit));
    assert.match(document.getText(), /permissions:\n {6}contents: read\n {6}id-token: write\n {4}steps/);
    await findingsAre(release, []);
    await vscode.commands.executeCommand("undo");
    await findingsAre(release, ["id-token-write"]);
  });

  test("offers to ignore a finding, after every fix", async () => {
    await open(canary);
    const [finding] = await findingsAre(canary, ["npm-too-old"]);
    assert.ok(finding);
    const offered = await quickFixes(canary, finding);
    const titles = offered.map(({ title }) => title);
    const [ignore] = offered.filter(({ title }) => title === "Ignore npm-too-old in this file");
    assert.ok(titles.indexOf("Install `npm@^11.5.1` before publishing") < titles.indexOf(ignore?.title ?? ""));
    assert.notEqual(ignore?.isPreferred, true);
    assert.ok(ignore?.edit);
    assert.ok(await vscode.workspace.applyEdit(ignore.edit));
    await findingsAre(canary, []);
    await vscode.commands.executeCommand("undo");
    await findingsAre(canary, ["npm-too-old"]);
  });

  test("offers the repository's own address for a package.json", async () => {
    const { document } = await open(gadgets);
    const [finding] = await findingsAre(gadgets, ["repository-missing"]);
    assert.ok(finding);
    const offered = await quickFixes(gadgets, finding);
    const [preferred] = offered.filter(({ isPreferred }) => isPreferred);
    assert.ok(preferred?.edit);
    assert.ok(await vscode.workspace.applyEdit(preferred.edit));
    await findingsAre(gadgets, []);
    assert.match(document.getText(), /"repository": \{[^]*acme\/widgets[^]*"directory": "gadgets"/);
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await findingsAre(gadgets, ["repository-missing"]);
  });

  test("is mended on save where the user asks for that", async () => {
    const before = readFileSync(file(release).fsPath, "utf8");
    await set("editor.codeActionsOnSave", { "source.fixAll.trustedPublishing": "explicit" });
    const editor = await open(release);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "# Ours\n"));
    await findingsAre(release, ["id-token-write"]);
    await vscode.commands.executeCommand("workbench.action.files.save");
    assert.match(readFileSync(file(release).fsPath, "utf8"), /^# Ours\n[^]* {6}id-token: write\n {4}steps/);
    await findingsAre(release, []);
    await set("editor.codeActionsOnSave", undefined);
    await editor.edit((edit) => edit.replace(new vscode.Range(0, 0, editor.document.lineCount, 0), before));
    await editor.document.save();
    await findingsAre(release, ["id-token-write"]);
  });

  test("is checked again when files that aren't open come, change and go", async () => {
    // No package.json: VS Code's own npm extension opens those now and then.
    const added = ".github/workflows/added.yml";
    const text = readFileSync(file(canary).fsPath, "utf8");
    writeFileSync(file(added).fsPath, text);
    await findingsAre(added, ["npm-too-old"]);
    writeFileSync(file(added).fsPath, text.replace('"22"', '"24"'));
    await findingsAre(added, []);
    writeFileSync(file(added).fsPath, text);
    await findingsAre(added, ["npm-too-old"]);
    rmSync(file(added).fsPath);
    await findingsAre(added, []);
  });

  test("follows the settings at once", async () => {
    await set("trustedPublishing.rules", { "npm-too-old": "off", "id-token-write": "info" });
    await findingsAre(canary, []);
    await seen(
      vscode.languages.onDidChangeDiagnostics,
      () => findings(release)[0]?.severity,
      (severity) => severity === vscode.DiagnosticSeverity.Information,
      (severity) => `severity ${severity}`,
    );
    await set("trustedPublishing.rules", undefined);
    await findingsAre(canary, ["npm-too-old"]);
    await set("trustedPublishing.enable", false);
    await findingsAre(canary, []);
    await findingsAre(gadgets, []);
    await set("trustedPublishing.enable", undefined);
    await findingsAre(canary, ["npm-too-old"]);
  });

  test("says of nothing that it is gone while somebody types", async () => {
    const { onDidUnderstand } = await extension().activate();
    const editor = await open(release);
    await findingsAre(release, ["id-token-write"]);
    const reports: { readonly version: number; readonly amount: number }[] = [];
    const listener = onDidUnderstand(({ version, publishes, unknown }) =>
      reports.push({ version, amount: publishes + unknown.length }),
    );
    // Quotes that aren't closed yet, and a key without its value, break the file for a keystroke each.
    for (const [at, text] of [
      ["steps:", '"'],
      ["permissions:", "{"],
      ["npm publish", "'"],
    ] as const) {
      const place = editor.document.positionAt(editor.document.getText().indexOf(at));
      await editor.edit((edit) => edit.insert(place, text));
      await new Promise((resolve) => setTimeout(resolve, 300));
      await editor.edit((edit) => edit.delete(new vscode.Range(place, place.translate(0, text.length))));
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    await findingsAre(release, ["id-token-write"]);
    await seen(
      onDidUnderstand,
      () => reports.length,
      (count) => count > 0,
      () => "no report came",
    );
    listener.dispose();
    assert.deepEqual([...new Set(reports.map(({ amount }) => amount))], [3]);
    assert.deepEqual(
      reports.map(({ version }) => version),
      reports.map(({ version }) => version).toSorted((a, b) => a - b),
    );
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  test("comes back after the command that restarts the server", async () => {
    const { exports } = extension();
    const before = exports.serverPid;
    await vscode.commands.executeCommand("trustedPublishing.restart");
    assert.ok(exports.serverPid !== undefined && exports.serverPid !== before);
    await findingsAre(release, ["id-token-write"]);
    await findingsAre(canary, ["npm-too-old"]);
  });

  test("comes back after its server died, and is watched as before", async () => {
    const { exports } = extension();
    const before = exports.serverPid;
    assert.ok(before !== undefined);
    process.kill(before, "SIGKILL");
    await seen(
      exports.onDidChangeServer,
      () => exports.serverPid,
      (pid) => pid !== undefined && pid !== before,
      (pid) => `server ${pid}`,
    );
    await findingsAre(release, ["id-token-write"]);
    await findingsAre(canary, ["npm-too-old"]);
    const added = ".github/workflows/added.yml";
    writeFileSync(file(added).fsPath, readFileSync(file(canary).fsPath, "utf8"));
    await findingsAre(added, ["npm-too-old"]);
    rmSync(file(added).fsPath);
    await findingsAre(added, []);
  });

  test("has no findings in yesterday's text, as a diff shows it", async () => {
    const scheme = "trusted-publishing-yesterday";
    const text = readFileSync(file(release).fsPath, "utf8");
    const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: () => text,
    });
    const yesterday = await vscode.workspace.openTextDocument(file(release).with({ scheme }));
    assert.equal(yesterday.getText(), text);
    // What was opened earlier was answered by the time that a later change is.
    const editor = await open(canary);
    const at = editor.document.positionAt(editor.document.getText().indexOf('"22"'));
    await editor.edit((edit) => edit.replace(new vscode.Range(at, at.translate(0, 4)), '"24"'));
    await findingsAre(canary, []);
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await findingsAre(canary, ["npm-too-old"]);
    assert.deepEqual(vscode.languages.getDiagnostics(yesterday.uri), []);
    provider.dispose();
  });

  test("has a status that says what was understood", async () => {
    const { exports } = extension();
    const understood = await seen(
      exports.onDidUnderstand,
      () => [...exports.understood.values()][0],
      (value) => value !== undefined && value.publishes > 0 && value.errors === 3,
      (value) => JSON.stringify(value),
    );
    assert.equal([...exports.understood.keys()][0], file("").toString().replace(/\/$/, ""));
    assert.equal(understood?.workflows, 3);
    assert.equal(understood.publishes, 2);
    assert.equal(understood.unknown.length, 1);
    const [unknown] = understood.unknown;
    assert.match(unknown?.uri ?? "", /nightly\.yml$/);
    assert.match(unknown?.why ?? "", /./);
    const nightly = await vscode.workspace.openTextDocument(file(".github/workflows/nightly.yml"));
    assert.match(nightly.lineAt(unknown?.range.start.line ?? 0).text, /semantic-release/);
  });

  test("shows the server's output", async () => {
    await vscode.commands.executeCommand("trustedPublishing.showOutput");
  });
});
