import { env, window, workspace, l10n } from "vscode";
import { ask, type Request } from "./permission.ts";
import { showMarkdown } from "./shown.ts";
import { pickOne, type Item } from "./steps.ts";

/** What is to be explained: a log, and the code that a terminal's link is on. */
export interface FailureText {
  readonly text: string;
  readonly code?: string;
}

/** Explains what a link passes on, else the selection, else what a person picks. */
export async function explainFailure(request: Request, from: unknown): Promise<void> {
  const failure = isFailureText(from) ? from : (selected() ?? (await picked()));
  if (failure === undefined) return;
  const uri = window.activeTextEditor?.document.uri ?? workspace.workspaceFolders?.[0]?.uri;
  const root = uri?.scheme === "file" ? uri : workspace.workspaceFolders?.[0]?.uri;
  const answer = await ask<{ readonly markdown: string }>(request, "explain", {
    ...failure,
    uri: root?.toString() ?? "",
  });
  if (answer !== undefined) await showMarkdown(l10n.t("npm failure"), answer.markdown);
}

function isFailureText(from: unknown): from is FailureText {
  return typeof from === "object" && from !== null && "text" in from && typeof from.text === "string";
}

/** The text that is selected in the editor, if it is more than a word. */
function selected(): FailureText | undefined {
  const editor = window.activeTextEditor;
  const text = editor?.document.getText(editor.selection) ?? "";
  return text.trim().length < 4 ? undefined : { text, code: text.trim() };
}

/** A log from where a person says. The clipboard is read only if it is picked. */
async function picked(): Promise<FailureText | undefined> {
  const editor = window.activeTextEditor;
  const items: Item<() => Promise<string | undefined>>[] = [
    ...(editor === undefined
      ? []
      : [
          {
            label: `$(file) ${l10n.t("The file that is open")}`,
            detail: workspace.asRelativePath(editor.document.uri),
            value: () => Promise.resolve(editor.document.getText()),
          },
        ]),
    {
      label: `$(folder-opened) ${l10n.t("A log file…")}`,
      detail: l10n.t("As `gh run view ID --log > run.log` writes it."),
      value: readFile,
    },
    {
      label: `$(clippy) ${l10n.t("The clipboard")}`,
      detail: l10n.t("Read now, once."),
      value: async () => env.clipboard.readText(),
    },
    {
      label: `$(edit) ${l10n.t("A code…")}`,
      detail: l10n.t("Such as E404 or ENEEDAUTH."),
      value: async () => window.showInputBox({ title: l10n.t("Explain npm Failure"), placeHolder: "E404" }),
    },
  ];
  const answer = await pickOne({ title: l10n.t("Explain npm Failure") }, l10n.t("Where the log is"), items);
  const text = typeof answer === "object" ? await answer.value() : undefined;
  return text === undefined ? undefined : { text, code: text.trim().slice(0, 100) };
}

async function readFile(): Promise<string | undefined> {
  const [uri] = (await window.showOpenDialog({ title: l10n.t("The log of a run"), canSelectMany: false })) ?? [];
  return uri === undefined ? undefined : new TextDecoder().decode(await workspace.fs.readFile(uri));
}
