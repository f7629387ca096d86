import { StatusBarAlignment, l10n, window, type Disposable } from "vscode";
import type { ServerState } from "./server.ts";
import type { Understood } from "./understood.ts";

/** The item at the left of the status bar, which appears only where something fails or isn't understood. */
export interface StatusItem extends Disposable {
  draw(state: ServerState, all: readonly Understood[]): void;
}

export function createStatusItem(): StatusItem {
  const item = window.createStatusBarItem("trustedPublishing.status", StatusBarAlignment.Left, 10);
  item.name = l10n.t("npm Releases");
  item.command = "trustedPublishing.releases.focus";
  return {
    draw(state, all) {
      const errors = sum(all.map((each) => each.errors));
      const unknown = sum(all.map((each) => each.unknown.length));
      if (state === "stopped")
        show("error", l10n.t("npm: server stopped"), l10n.t("Nothing is checked. Click to restart."));
      else if (errors > 0)
        show("error", l10n.t("npm: release fails"), l10n.t("{0} errors stop npm releases of this workspace.", errors));
      else if (unknown > 0)
        show(
          "question",
          l10n.t("npm: {0} not understood", unknown),
          l10n.t("What the files don't say isn't checked: a release may fail all the same."),
        );
      else item.hide();
    },
    dispose: () => item.dispose(),
  };

  function show(icon: string, text: string, tooltip: string): void {
    item.text = `$(${icon}) ${text}`;
    item.tooltip = tooltip;
    item.accessibilityInformation = { label: `${text}. ${tooltip}`, role: "button" };
    item.show();
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
