// Runs inside an extension host, of a desktop or of a browser, and prints what VS Code has from the extension: `browser.suite.ts` compares.
// So it uses nothing of Node.
import * as vscode from "vscode";
import type { TrustedPublishing } from "../../client/src/extension.ts";

/** A line that begins so holds the facts, as JSON. */
const marker = "##FACTS ";

export async function run(): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) throw new Error("No folder is open.");
  const root = folder.uri.toString().replace(/\/$/, "");
  const extension = vscode.extensions.getExtension<TrustedPublishing>("seed-f6c9f4ec.trusted-publishing");
  if (extension === undefined) throw new Error("The extension isn't there.");
  await extension.activate();
  const files = await filesBelow(folder.uri);
  for (const uri of files) await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
  const workflows = files.filter(({ path }) => path.includes("/workflows/"));
  if (workflows.length > 0) await understood(extension.exports);
  const facts = {
    // Its version counts reports, of which there may be more or fewer.
    understood: [...extension.exports.understood.values()].map((each) => ({ ...each, version: undefined })),
    files: await Promise.all(files.map(factsOf)),
    page: await pageOf("id-token-write"),
    commands: (await vscode.commands.getCommands(true))
      .filter((name) => /^trustedPublishing\.(?!releases\.)/.test(name))
      .toSorted(),
  };
  // A folder's URI may end with a slash in one editor.
  console.log(marker + JSON.stringify(facts).replaceAll(`${root}/`, "ROOT/").replaceAll(root, "ROOT"));
}

async function filesBelow(folder: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const found = await Promise.all(
    entries.map(async ([name, type]) => {
      const uri = vscode.Uri.joinPath(folder, name);
      if (type !== vscode.FileType.Directory) return /^package\.json$|^\.npmrc$|\.yml$/.test(name) ? [uri] : [];
      return /^(?:\.git|node_modules)$/.test(name) ? [] : filesBelow(uri);
    }),
  );
  return found.flat().toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

/** Resolves when the server has checked what is open, and nothing was said for a while. */
async function understood(extension: TrustedPublishing): Promise<void> {
  let last = Date.now();
  const listener = extension.onDidUnderstand(() => (last = Date.now()));
  const start = Date.now();
  while (extension.understood.size === 0 || Date.now() - last < 1_500) {
    if (Date.now() - start > 40_000) throw new Error("Nothing was understood within 40 seconds.");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  listener.dispose();
}

/** The label of the tab that shows a rule's page. */
async function pageOf(rule: string): Promise<unknown> {
  await vscode.commands.executeCommand("trustedPublishing.showRule", rule);
  const labels = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
  return labels.filter((label) => label.includes(rule));
}

async function factsOf(uri: vscode.Uri): Promise<unknown> {
  const ask = <T>(command: string, ...rest: readonly unknown[]): Thenable<readonly T[] | undefined> =>
    vscode.commands.executeCommand<readonly T[] | undefined>(command, uri, ...rest);
  const diagnostics = vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => source === "trusted-publishing")
    .toSorted((one, other) => one.range.start.compareTo(other.range.start));
  const all = (await ask<vscode.CodeLens>("vscode.executeCodeLensProvider", 100)) ?? [];
  const lenses = all.filter(({ command }) => command?.command.startsWith("trustedPublishing.") === true);
  const places = [...lenses, ...diagnostics].map(({ range }) => range.start);
  const hovers = await Promise.all(places.map((place) => ask<vscode.Hover>("vscode.executeHoverProvider", place)));
  const actions = await Promise.all(
    diagnostics.map(({ range }) => ask<vscode.CodeAction>("vscode.executeCodeActionProvider", range, "quickfix")),
  );
  return {
    uri: uri.toString(),
    diagnostics: diagnostics.map(({ message, range, severity, code, relatedInformation }) => ({
      message,
      range,
      severity,
      code: typeof code === "object" ? code.value : code,
      related: relatedInformation?.map((related) => [related.message, related.location.uri.toString()]),
    })),
    lenses: lenses.map(({ range, command }) => [range, command?.title, command?.command]),
    // Those of other extensions differ, as there are others.
    hovers: hovers.map((own) =>
      (own ?? []).flatMap(({ contents }) => contents.map(textOf)).filter((text) => text.startsWith("**")),
    ),
    actions: actions.map((own) =>
      (own ?? [])
        .filter(({ diagnostics: about }) => about?.some(({ source }) => source === "trusted-publishing") === true)
        .map(({ title, isPreferred, command, edit }) => [
          title,
          isPreferred ?? false,
          command?.command,
          edit?.entries().map(([target, edits]) => [target.toString(), edits]),
        ]),
    ),
  };
}

function textOf(content: vscode.MarkdownString | vscode.MarkedString): string {
  return typeof content === "string" ? content : content.value;
}
