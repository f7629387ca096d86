import { commands, window, type Disposable, l10n } from "vscode";

type Decision = "write" | "discard" | "change";

/** What ends the review that is open. */
let decide: ((decision: Decision) => void) | undefined;

/** The buttons above the diffs, which are commands as well. */
export function provideReview(): Disposable[] {
  return (["write", "discard", "change"] as const).map((decision) =>
    commands.registerCommand(`trustedPublishing.${decision}Review`, () => decide?.(decision)),
  );
}

/**
 * Resolves to what a person decides about the diffs in the tab with this title. Closing the tab, and the beginning of another review,
 * discard it.
 */
export async function decided(title: string, canChange: boolean): Promise<Decision> {
  decide?.("discard");
  const closed = window.tabGroups.onDidChangeTabs(({ closed: tabs }) => {
    if (tabs.some(({ label }) => isOf(label, title))) decide?.("discard");
  });
  await Promise.all([show("reviewing", true), show("canChange", canChange)]);
  const decision = new Promise<Decision>((resolve) => (decide = resolve));
  const hint = window.setStatusBarMessage(
    `$(check) ${l10n.t("in the editor's title writes these changes (Ctrl+Enter)")}`,
    decision,
  );
  try {
    return await decision;
  } finally {
    hint.dispose();
    decide = undefined;
    closed.dispose();
    await Promise.all([show("reviewing", false), show("canChange", false)]);
  }
}

/** Whether a tab shows the diffs with this title: VS Code adds the number of files. */
export function isOf(label: string, title: string): boolean {
  return label === title || label.startsWith(`${title} (`);
}

function show(key: string, value: boolean): Thenable<unknown> {
  return commands.executeCommand("setContext", `trustedPublishing.${key}`, value);
}
