import { EventEmitter, Uri, ViewColumn, commands, env, window, workspace, type Disposable, l10n } from "vscode";
import { isOf } from "./write/review.ts";
import type { NewText } from "./write/releases.ts";

const scheme = "trusted-publishing";
const texts = new Map<string, string>();
const changed = new EventEmitter<Uri>();

/** Shows texts that are in no file. */
export function provideShown(): Disposable {
  return workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? "",
  });
}

/** Shows Markdown that nobody can edit, rendered where VS Code's own preview is at hand. */
export async function showNextSteps(markdown: string, name = l10n.t("Next steps")): Promise<void> {
  const uri = shown(`/${name}.md`, withLinks(markdown));
  try {
    await commands.executeCommand("markdown.showPreview", uri);
  } catch {
    await window.showTextDocument(uri);
  }
}

/** Shows a page that comes with the extension. In a browser it has an address, of which VS Code shows no preview. */
export async function showPage(page: Uri, name: string): Promise<void> {
  if (page.scheme === "file") await commands.executeCommand("markdown.showPreview", page);
  else await showNextSteps(new TextDecoder().decode(await workspace.fs.readFile(page)), name);
}

/** Shows Markdown next to what is open, under a name. */
export async function showMarkdown(name: string, markdown: string): Promise<void> {
  const uri = shown(`/${name}.md`, withLinks(markdown));
  try {
    await commands.executeCommand("markdown.showPreviewToSide", uri);
  } catch {
    await window.showTextDocument(uri, { viewColumn: ViewColumn.Beside });
  }
}

/** Shows all files as diffs in one editor; resolves to what closes it. */
export async function showDiffs(title: string, files: readonly NewText[]): Promise<() => Promise<void>> {
  const resources = files.map(({ uri, path, before, text }) => [
    Uri.parse(uri),
    before === null ? undefined : shown(`/${path}`, before, "before"),
    shown(`/${path}`, text, "after"),
  ]);
  await commands.executeCommand("vscode.changes", title, resources);
  return async () => {
    const tabs = window.tabGroups.all.flatMap((group) => group.tabs).filter(({ label }) => isOf(label, title));
    await window.tabGroups.close(tabs);
  };
}

/** The preview takes no `file:` links: VS Code's own lead to the line, and where it can't follow those there is the name alone. */
function withLinks(markdown: string): string {
  const isDesktop = env.remoteName === undefined && env.uriScheme.startsWith("vscode");
  return markdown.replaceAll(
    /\[([^\]]*)\]\(<?file:\/\/([^)#>]*)(?:#L(\d+))?>?\)/g,
    (_, text: string, path: string, line?: string) =>
      isDesktop ? `[${text}](${env.uriScheme}://file${path}${line === undefined ? "" : `:${line}`})` : text,
  );
}

function shown(path: string, text: string, query = ""): Uri {
  const uri = Uri.from({ scheme, path, query });
  texts.set(uri.toString(), text);
  changed.fire(uri);
  return uri;
}
