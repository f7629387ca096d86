import assert from "node:assert/strict";
import { join } from "node:path";
import * as vscode from "vscode";
import type { TrustedPublishing } from "../../../client/src/extension.ts";
import { fromEnvironment } from "../environment.ts";

export function extension(): vscode.Extension<TrustedPublishing> {
  const found = vscode.extensions.getExtension<TrustedPublishing>("seed-f6c9f4ec.trusted-publishing");
  assert.ok(found, "the extension isn't installed");
  return found;
}

/** A file of the window's fixture. */
export function file(path: string): vscode.Uri {
  return vscode.Uri.file(join(fromEnvironment("FIXTURE"), path));
}

export async function open(path: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file(path)));
}

/** This extension's diagnostics of a file as they stand. */
export function findings(path: string): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(file(path)).filter(({ source }) => source === "trusted-publishing");
}

/** Ids of the rules that report something, in order. */
function ruleIds(diagnostics: readonly vscode.Diagnostic[]): readonly string[] {
  return diagnostics
    .map(({ code }) => String(typeof code === "object" ? code.value : code))
    .toSorted((a, b) => a.localeCompare(b));
}

/** Resolves once the findings of a file are of exactly these rules; rejects with what they are instead. */
export function findingsAre(path: string, ids: readonly string[]): Promise<readonly vscode.Diagnostic[]> {
  return seen(
    vscode.languages.onDidChangeDiagnostics,
    () => findings(path),
    (diagnostics) => ruleIds(diagnostics).join() === ids.join(),
    (diagnostics) => `${path}: expected [${ids.join()}], found [${ruleIds(diagnostics).join()}]`,
  );
}

/** Looks now and after every event, until what is looked at is as wanted. */
export function seen<T>(
  event: vscode.Event<unknown>,
  look: () => T,
  wanted: (value: T) => boolean,
  describe: (value: T) => string,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const check = (): boolean => {
      const value = look();
      if (!wanted(value)) return false;
      listener.dispose();
      clearTimeout(limit);
      resolve(value);
      return true;
    };
    const listener = event(check);
    const limit = setTimeout(() => {
      listener.dispose();
      reject(new Error(describe(look())));
    }, 15_000);
    check();
  });
}

/** The quick fixes that VS Code offers for a diagnostic of an open file. */
export async function quickFixes(path: string, diagnostic: vscode.Diagnostic): Promise<readonly vscode.CodeAction[]> {
  const ask = (): Thenable<readonly vscode.CodeAction[]> =>
    vscode.commands.executeCommand(
      "vscode.executeCodeActionProvider",
      file(path),
      diagnostic.range,
      vscode.CodeActionKind.QuickFix.value,
    );
  try {
    return await ask();
  } catch (error) {
    // VS Code cancels the question where another extension, woken by the file, begins to answer such ones.
    if (error instanceof Error && error.name === "Canceled") return ask();
    throw error;
  }
}

/** Sets, or with undefined removes, a setting of the workspace. */
export async function set(name: string, value: unknown): Promise<void> {
  const configuration = vscode.workspace.getConfiguration();
  await configuration.update(name, value, vscode.ConfigurationTarget.Workspace);
}
