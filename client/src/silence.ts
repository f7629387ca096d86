import { ConfigurationTarget, Range, Uri, WorkspaceEdit, window, workspace, l10n } from "vscode";

/** Turns a rule off, in the workspace where there is one. */
export async function turnOff(rule: string): Promise<void> {
  const settings = workspace.getConfiguration("trustedPublishing");
  const target = workspace.workspaceFolders === undefined ? ConfigurationTarget.Global : ConfigurationTarget.Workspace;
  await settings.update("rules", { ...settings.get<object>("rules"), [rule]: "off" }, target);
}

/** Asks for the reason, which may be empty, and writes it with the comment: `mark` in the text is where it goes. */
export async function ignoreWithReason(
  uri: string,
  { start, end }: { readonly start: Place; readonly end: Place },
  text: string,
  mark: string,
): Promise<void> {
  const reason = await window.showInputBox({
    title: l10n.t("Ignore on this line"),
    prompt: l10n.t("Why? Whoever reads the file next will want to know. Leave it empty for no reason."),
  });
  if (reason === undefined) return;
  const edit = new WorkspaceEdit();
  const range = new Range(start.line, start.character, end.line, end.character);
  const said = reason.replaceAll(/\s+/g, " ").trim();
  edit.replace(Uri.parse(uri), range, said === "" ? text.replace(` ${mark}`, "") : text.replace(mark, () => said));
  await workspace.applyEdit(edit);
}

interface Place {
  readonly line: number;
  readonly character: number;
}
