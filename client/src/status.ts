import {
  LanguageStatusSeverity,
  Range,
  Uri,
  languages,
  window,
  workspace,
  type Command,
  type Disposable,
  l10n,
} from "vscode";
import { documentSelector } from "./files.ts";
import { nearestRoot, words, type Understood } from "./understood.ts";
import { plain } from "./view/report.ts";
import { createStatusItem } from "./status-item.ts";
import type { ServerState } from "./server.ts";

/** The language status item: what the server understood of the repository that the active document belongs to. */
export interface Status {
  setUnderstood(understood: Understood): void;
  setState(state: ServerState): void;
}

/** Keeps `byRoot`, what was understood by root, and shows it; the item appears with the server, so not where none is needed. */
export function createStatus(byRoot: Map<string, Understood>, subscriptions: Disposable[]): Status {
  const item = languages.createLanguageStatusItem("trustedPublishing", [...documentSelector]);
  item.name = "Trusted Publishing for npm";
  const bar = createStatusItem();
  let state: ServerState = "starting";

  const draw = (): void => {
    bar.draw(state, [...byRoot.values()]);
    const uri = window.activeTextEditor?.document.uri;
    if (uri === undefined) return;
    const root = nearestRoot(byRoot.keys(), uri.toString());
    const shown = show(state, isEnabled(uri), root === undefined ? undefined : byRoot.get(root));
    item.text = shown.text;
    item.detail = shown.detail ?? "";
    item.command = shown.command;
    item.busy = state === "starting";
    item.severity = severityOf(state, root === undefined ? undefined : byRoot.get(root));
    item.accessibilityInformation = {
      label: ["Trusted Publishing for npm", shown.text, shown.detail ?? ""].join(". "),
    };
  };

  subscriptions.push(
    item,
    bar,
    window.onDidChangeActiveTextEditor(draw),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("trustedPublishing.enable")) draw();
    }),
  );
  draw();
  return {
    setUnderstood(understood) {
      // The server and this window may write the same URI in two ways.
      byRoot.set(Uri.parse(understood.root).toString(), understood);
      draw();
    },
    setState(next) {
      state = next;
      if (next !== "running") byRoot.clear();
      draw();
    },
  };
}

function severityOf(state: ServerState, understood: Understood | undefined): LanguageStatusSeverity {
  if (state === "stopped" || (understood?.errors ?? 0) > 0) return LanguageStatusSeverity.Error;
  const isOpen = understood !== undefined && understood.unknown.length + understood.warnings > 0;
  return isOpen ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information;
}

interface Shown {
  readonly text: string;
  readonly detail?: string;
  readonly command?: Command;
}

function show(state: ServerState, enabled: boolean, understood: Understood | undefined): Shown {
  if (state === "starting") return { text: l10n.t("Trusted Publishing is starting") };
  if (state === "stopped") {
    return {
      text: l10n.t("Trusted Publishing has stopped"),
      command: { title: l10n.t("Restart"), command: "trustedPublishing.restart" },
    };
  }
  if (!enabled) return { text: l10n.t("Trusted Publishing is off") };
  if (understood === undefined) return { text: l10n.t("Trusted Publishing has nothing to check here") };

  const { text, detail } = words(understood, l10n.t);
  const [first] = understood.unknown;
  if (first !== undefined) {
    const { start, end } = first.range;
    const selection = new Range(start.line, start.character, end.line, end.character);
    return {
      text,
      detail: plain(first.why),
      command: {
        title: l10n.t("Show"),
        tooltip: l10n.t("Show the first place that wasn't understood"),
        command: "vscode.open",
        arguments: [Uri.parse(first.uri), { selection }],
      },
    };
  }
  const problems: Command = { title: l10n.t("Show Problems"), command: "workbench.actions.view.problems" };
  return understood.errors + understood.warnings > 0 ? { text, detail, command: problems } : { text, detail };
}

function isEnabled(uri: Uri): boolean {
  return workspace.getConfiguration("trustedPublishing", uri).get("enable", true);
}
