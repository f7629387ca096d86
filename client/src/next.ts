import { EventEmitter, Uri, commands, window, workspace, type Disposable } from "vscode";

const scheme = "trusted-publishing";
const texts = new Map<string, string>();
const changed = new EventEmitter<Uri>();

/** Lets documents of ours be shown. */
export function provideNextSteps(): Disposable {
  return workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: ({ path }) => texts.get(path) ?? "",
  });
}

/** Shows Markdown that nobody can edit, rendered where VS Code's own preview is at hand. */
export async function showNextSteps(markdown: string): Promise<void> {
  const uri = Uri.from({ scheme, path: "/Next steps.md" });
  texts.set(uri.path, markdown);
  changed.fire(uri);
  try {
    await commands.executeCommand("markdown.showPreview", uri);
  } catch {
    await window.showTextDocument(uri);
  }
}
