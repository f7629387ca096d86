import {
  MarkdownString,
  Range,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCheckboxState,
  TreeItemCollapsibleState,
  Uri,
  l10n,
} from "vscode";
import { plain, type Place, type RepositoryReport } from "./report.ts";
import { rootName } from "../roots.ts";
import type { Row } from "./rows.ts";

/** Whether a person has ticked a row. */
export type IsDone = (row: Row) => boolean;

type Verdict = RepositoryReport["packages"][number]["verdict"];

/** How a row looks, and what a screen reader says of it: no icon and no colour says anything alone. */
export function itemOf(row: Row, isDone: IsDone): TreeItem {
  switch (row.kind) {
    case "repository":
      return branch(rootName(row.root), row.root, true, new ThemeIcon("repo"));
    case "plan": {
      const done = row.plan.todo.filter((todo) =>
        isDone({ kind: "todo", root: row.root, plan: row.plan, todo }),
      ).length;
      const item = branch(row.plan.title, `plan ${row.root}`, true, new ThemeIcon("checklist"));
      item.description = l10n.t("{0} of {1} done", done, row.plan.todo.length);
      item.contextValue = "plan";
      return item;
    }
    case "shared":
      return branch(l10n.t("All packages"), `shared ${row.root}`, true, new ThemeIcon("layers"));
    case "package": {
      const { name, version, verdict, outcome, path } = row.of;
      const item = branch(name, `${row.root} ${path}`, verdict === "blocked" || row.isOnly, iconOf(verdict));
      item.description = [version, stateOf(verdict)].filter((part) => part !== null).join(" · ");
      item.tooltip = plain(outcome.text);
      item.accessibilityInformation = { label: `${name}: ${stateOf(verdict)}` };
      return item;
    }
    case "todo": {
      const { title, command, address } = row.todo;
      // The narrow column has room for what is to be done, not for why.
      const item = new TreeItem(title.replace(/(?:[,:;]|\.) .*$/s, ""));
      item.id = `todo ${row.root} ${title}`;
      item.tooltip = tooltip(title, command);
      item.accessibilityInformation = { label: title, role: "checkbox" };
      return checkable(item, isDone(row), command, address);
    }
    case "ask": {
      const { why, command, address, id } = row.ask;
      const item = new TreeItem(plain(why));
      item.id = `${row.root} ${id}`;
      item.tooltip = tooltip(plain(why), command);
      return checkable(item, isDone(row), command, address);
    }
    case "obstacle": {
      const { certain, message, fix, place } = row.of;
      const [icon, color] = certain ? ["error", "list.errorForeground"] : ["warning", "list.warningForeground"];
      const state = certain ? l10n.t("stops the release") : l10n.t("may stop the release");
      const detail = fix === null ? undefined : l10n.t("Fix: {0}", plain(fix.title));
      return leaf(row, plain(message), detail, new ThemeIcon(icon ?? "", new ThemeColor(color ?? "")), state, place);
    }
    case "publish": {
      const { command, place, outcome, triggers, verdict } = row.of;
      const file = place.path.slice(place.path.lastIndexOf("/") + 1);
      const events = [...new Set(triggers.map(({ event }) => l10n.t("on {0}", event)))];
      const detail = [...events, plain(outcome.text)].join(" · ");
      return leaf(row, `${file}: ${command}`, detail, new ThemeIcon("rocket"), stateOf(verdict), place);
    }
    case "unclear": {
      const { command, place, unknown } = row.of;
      const why = unknown === null ? l10n.t("the package isn't known") : plain(unknown.text);
      const state = l10n.t("not understood");
      return leaf(row, l10n.t("{0} may publish", command), why, new ThemeIcon("question"), state, place);
    }
  }
}

function stateOf(verdict: Verdict): string {
  return {
    ready: l10n.t("ready"),
    blocked: l10n.t("blocked"),
    unknown: l10n.t("not known"),
    person: l10n.t("ready · not confirmed on npm"),
  }[verdict];
}

function iconOf(verdict: Verdict): ThemeIcon {
  return {
    ready: new ThemeIcon("pass", new ThemeColor("testing.iconPassed")),
    blocked: new ThemeIcon("error", new ThemeColor("list.errorForeground")),
    unknown: new ThemeIcon("question"),
    person: new ThemeIcon("pass"),
  }[verdict];
}

function branch(label: string, id: string, expanded: boolean, icon: ThemeIcon): TreeItem {
  const item = new TreeItem(label, expanded ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed);
  item.id = id;
  item.iconPath = icon;
  return item;
}

function leaf(
  { root }: Row,
  text: string,
  detail: string | undefined,
  icon: ThemeIcon,
  state: string,
  { path, line, column }: Place,
): TreeItem {
  const item = new TreeItem(text);
  item.iconPath = icon;
  item.tooltip = detail === undefined ? text : `${text}\n${detail}`;
  if (detail !== undefined) item.description = detail;
  item.accessibilityInformation = {
    label: [`${state}: ${text}`, ...(detail === undefined ? [] : [detail])].join(", "),
  };
  const selection = new Range(line - 1, column - 1, line - 1, column - 1);
  item.command = {
    title: l10n.t("Show"),
    command: "vscode.open",
    arguments: [Uri.joinPath(Uri.parse(root), path), { selection }],
  };
  return item;
}

function checkable(item: TreeItem, done: boolean, command: string | null, address: string | null): TreeItem {
  item.checkboxState = {
    state: done ? TreeItemCheckboxState.Checked : TreeItemCheckboxState.Unchecked,
    tooltip: done ? l10n.t("Done") : l10n.t("Tick when it is done"),
  };
  item.contextValue = ["ask", ...(command === null ? [] : ["command"]), ...(address === null ? [] : ["address"])].join(
    " ",
  );
  return item;
}

function tooltip(text: string, command: string | null): string | MarkdownString {
  return command === null ? text : new MarkdownString().appendText(text).appendCodeblock(command, "sh");
}
