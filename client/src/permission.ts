import { commands, window, workspace } from "vscode";
import type { Problem } from "./releases.ts";

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
  say(answer.problem);
  return undefined;
}

/** Tells a person why it doesn't go on. */
export function say(sentence: string): void {
  void window.showErrorMessage(sentence);
}

/** Whether files of the workspace may be written; says why not. */
export async function mayWrite(): Promise<boolean> {
  if (workspace.isTrusted) return true;
  const manage = "Manage Trust";
  const answer = await window.showErrorMessage(
    "Workflows are written only in a workspace that you trust: this one is in restricted mode.",
    manage,
  );
  if (answer === manage) await commands.executeCommand("workbench.trust.manage");
  return false;
}
