import { commands, window, workspace, l10n } from "vscode";
import type { Problem } from "./write/releases.ts";

/** Asks the server; the answer is what JSON holds. */
export type Request = (question: string, params: object) => Promise<unknown>;

/** The answer, or undefined after it was said why there is none. */
export async function ask<T extends object>(
  request: Request,
  question: string,
  params: object,
): Promise<T | undefined> {
  const answer = (await request(question, params)) as T | Problem;
  if (!("problem" in answer)) return answer;
  if (answer.isFine === true) void window.showInformationMessage(answer.problem);
  else say(answer.problem);
  return undefined;
}

/** Tells a person why it doesn't go on. */
export function say(sentence: string): void {
  void window.showWarningMessage(sentence);
}

/** Whether files of the workspace may be written; says why not. */
export async function mayWrite(): Promise<boolean> {
  if (workspace.isTrusted) return true;
  const manage = l10n.t("Manage Trust");
  const answer = await window.showErrorMessage(
    l10n.t("Workflows are written only in a workspace that you trust: this one is in restricted mode."),
    manage,
  );
  if (answer === manage) await commands.executeCommand("workbench.trust.manage");
  return false;
}
