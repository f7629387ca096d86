import {
  Disposable,
  EventEmitter,
  MarkdownString,
  Range,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCheckboxState,
  TreeItemCollapsibleState,
  Uri,
  commands,
  env,
  window,
  type Memento,
  type TreeView,
} from "vscode";
import { markdownOf, plain, type Ask, type PackageReport, type Place, type RepositoryReport } from "./report.ts";
import { rootName } from "./roots.ts";

/** A row of the view. */
type Row =
  | { readonly kind: "repository"; readonly root: string; readonly report: RepositoryReport }
  | { readonly kind: "package"; readonly root: string; readonly of: PackageReport }
  | { readonly kind: "ask"; readonly root: string; readonly ask: Ask }
  | { readonly kind: "line"; readonly root: string; readonly line: Line };

interface Line {
  readonly icon: ThemeIcon;
  readonly text: string;
  readonly detail?: string;
  readonly place?: Place;
  /** What the icon says, for those who don't see it. */
  readonly state: string;
}

/** The view *npm Releases*: what stops each package, and what is left to a person. */
export interface ReleasesView extends Disposable {
  /** What was found in the repository at this root changed. */
  changed(root: string): void;
  /** No server runs any more. */
  clear(): void;
}

type Reporter = (root: string) => Promise<RepositoryReport | undefined>;

/** Reports are asked for only while the view is seen. */
export function createReleasesView(report: Reporter, memory: Memento): ReleasesView {
  const reports = new Map<string, RepositoryReport>();
  const waiting = new Set<string>();
  const drawn = new EventEmitter<undefined>();
  let asking = false;

  const view: TreeView<Row> = window.createTreeView<Row>("trustedPublishing.releases", {
    manageCheckboxStateManually: true,
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: drawn.event,
      getTreeItem: (row) => itemOf(row, isDone),
      getChildren: (row) => [...(row === undefined ? topRows(reports) : childrenOf(row))],
    },
  });

  const doneKey = (root: string, ask: Ask): string => `done ${root} ${ask.id}`;
  function isDone(root: string, ask: Ask): boolean {
    return memory.get(doneKey(root, ask), ask.done === true);
  }

  async function refresh(): Promise<void> {
    if (asking || !view.visible) return;
    asking = true;
    try {
      for (const root of waiting) {
        waiting.delete(root);
        const found = await report(root);
        if (found !== undefined) reports.set(root, found);
      }
    } finally {
      asking = false;
    }
    const blocked = [...reports.values()]
      .flatMap(({ packages }) => packages)
      .filter((each) => each.verdict === "blocked");
    view.description = blocked.length === 0 ? "" : `${blocked.length} blocked`;
    drawn.fire(undefined);
    if (waiting.size > 0) void refresh();
  }

  const subscriptions = [
    view,
    drawn,
    view.onDidChangeVisibility(() => void refresh()),
    view.onDidChangeCheckboxState(async ({ items }) => {
      for (const [row, state] of items)
        if (row.kind === "ask")
          await memory.update(doneKey(row.root, row.ask), state === TreeItemCheckboxState.Checked);
      drawn.fire(undefined);
    }),
    commands.registerCommand("trustedPublishing.copyReleases", () =>
      env.clipboard.writeText([...reports.values()].map((each) => markdownOf(each)).join("\n")),
    ),
    commands.registerCommand("trustedPublishing.copyCommand", (row: Row) =>
      row.kind === "ask" && row.ask.command !== null ? env.clipboard.writeText(row.ask.command) : undefined,
    ),
    commands.registerCommand("trustedPublishing.openAddress", (row: Row) =>
      row.kind === "ask" && row.ask.address !== null ? env.openExternal(Uri.parse(row.ask.address)) : undefined,
    ),
  ];
  return {
    changed(root) {
      waiting.add(root);
      void refresh();
    },
    clear() {
      reports.clear();
      waiting.clear();
      drawn.fire(undefined);
    },
    dispose() {
      Disposable.from(...subscriptions).dispose();
    },
  };
}

/** The packages of the only repository, else the repositories. */
function topRows(reports: ReadonlyMap<string, RepositoryReport>): readonly Row[] {
  const rows = Array.from(reports, ([root, report]): Row => ({ kind: "repository", root, report }));
  const shown = rows.filter((row) => childrenOf(row).length > 0);
  const [only] = shown;
  return shown.length === 1 && only !== undefined ? childrenOf(only) : shown;
}

function childrenOf(row: Row): readonly Row[] {
  const { root } = row;
  const line = (of: Line): Row => ({ kind: "line", root, line: of });
  if (row.kind === "repository")
    return [
      ...row.report.packages.map((of): Row => ({ kind: "package", root, of })),
      ...row.report.others.map(({ command, place, unknown }) =>
        line({
          icon: new ThemeIcon("question"),
          state: "not understood",
          text: `${command} may publish`,
          detail: unknown === null ? "the package isn't known" : plain(unknown.text),
          place,
        }),
      ),
    ];
  if (row.kind !== "package") return [];
  return [
    ...row.of.obstacles.map(({ certain, message, fix, place }) =>
      line({
        icon: certain
          ? new ThemeIcon("error", new ThemeColor("list.errorForeground"))
          : new ThemeIcon("warning", new ThemeColor("list.warningForeground")),
        state: certain ? "stops the release" : "may stop the release",
        text: plain(message),
        ...(fix === null ? {} : { detail: `Fix: ${plain(fix.title)}` }),
        place,
      }),
    ),
    ...row.of.publishes.map(({ command, place, outcome, triggers, verdict }) =>
      line({
        icon: new ThemeIcon("rocket"),
        state: states[verdict],
        text: `${command} in ${place.path.slice(place.path.lastIndexOf("/") + 1)}`,
        detail: [...new Set(triggers.map(({ event }) => `on ${event}`)), plain(outcome.text)].join(" · "),
        place,
      }),
    ),
    ...row.of.asks.map((ask): Row => ({ kind: "ask", root, ask })),
  ];
}

const states = {
  ready: "ready",
  blocked: "blocked",
  unknown: "isn't known",
  person: "ready, not confirmed on npm",
} as const;

const icons = {
  ready: new ThemeIcon("pass", new ThemeColor("testing.iconPassed")),
  blocked: new ThemeIcon("error", new ThemeColor("list.errorForeground")),
  unknown: new ThemeIcon("question"),
  person: new ThemeIcon("pass"),
} as const;

function itemOf(row: Row, isDone: (root: string, ask: Ask) => boolean): TreeItem {
  switch (row.kind) {
    case "repository": {
      const item = new TreeItem(rootName(row.root), TreeItemCollapsibleState.Expanded);
      item.iconPath = new ThemeIcon("repo");
      return item;
    }
    case "package": {
      const { name, version, verdict, outcome } = row.of;
      const state = verdict === "blocked" ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
      const item = new TreeItem(name, state);
      item.id = `${row.root} ${row.of.path}`;
      item.description = `${version ?? ""} ${states[verdict]}`.trim();
      item.tooltip = plain(outcome.text);
      item.iconPath = icons[verdict];
      item.accessibilityInformation = { label: `${name}: ${states[verdict]}` };
      return item;
    }
    case "ask": {
      const { ask, root } = row;
      const item = new TreeItem(plain(ask.why));
      item.id = `${root} ${ask.id}`;
      item.checkboxState = isDone(root, ask) ? TreeItemCheckboxState.Checked : TreeItemCheckboxState.Unchecked;
      item.contextValue = [
        "ask",
        ...(ask.command === null ? [] : ["command"]),
        ...(ask.address === null ? [] : ["address"]),
      ].join(" ");
      item.tooltip = ask.command === null ? ask.why : new MarkdownString().appendCodeblock(ask.command, "sh");
      return item;
    }
    case "line": {
      const { icon, text, detail, place, state } = row.line;
      const item = new TreeItem(text);
      item.iconPath = icon;
      item.tooltip = detail === undefined ? text : `${text}\n${detail}`;
      if (detail !== undefined) item.description = detail;
      item.accessibilityInformation = { label: `${state}: ${text}${detail === undefined ? "" : `, ${detail}`}` };
      if (place !== undefined) {
        const at = new Range(place.line - 1, place.column - 1, place.line - 1, place.column - 1);
        item.command = {
          title: "Show",
          command: "vscode.open",
          arguments: [Uri.joinPath(Uri.parse(row.root), place.path), { selection: at }],
        };
      }
      return item;
    }
  }
}
