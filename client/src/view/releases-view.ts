import {
  Disposable,
  EventEmitter,
  TreeItemCheckboxState,
  Uri,
  commands,
  env,
  l10n,
  window,
  workspace,
  type Memento,
  type TreeView,
} from "vscode";
import { isTakenBack, plansIn, type Plan } from "./plan.ts";
import { markdownOf, type RepositoryReport } from "./report.ts";
import { itemOf } from "./row-items.ts";
import { childrenOf, topRows, type Row } from "./rows.ts";
import { showNextSteps } from "../shown.ts";

/** The view *npm Releases*: what stops each package, and what is left to a person. */
export interface ReleasesView extends Disposable {
  /** What was found in the repository at this root changed. */
  changed(root: string): void;
  /** A workflow was written: what is left is shown, and stays. */
  begin(plan: Plan): Promise<void>;
  /** No server runs any more. */
  clear(): void;
}

type Reporter = (root: string) => Promise<RepositoryReport | undefined>;

/** Reports are asked for only while the view is seen. */
export function createReleasesView(report: Reporter, memory: Memento): ReleasesView {
  const reports = new Map<string, RepositoryReport>();
  const waiting = new Set<string>();
  const drawn = new EventEmitter<undefined>();
  const plans = plansIn(memory);
  let standing: readonly Plan[] = [];
  let asking = false;

  const shown = () => ({ reports, plans: standing });
  const parents = new Map<Row, Row>();
  const view: TreeView<Row> = window.createTreeView<Row>("trustedPublishing.releases", {
    manageCheckboxStateManually: true,
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: drawn.event,
      getTreeItem: (row) => itemOf(row, isDone),
      getParent: (row) => parents.get(row),
      getChildren(row) {
        const rows = row === undefined ? topRows(shown()) : childrenOf(row, shown());
        if (row !== undefined) for (const each of rows) parents.set(each, row);
        return [...rows];
      },
    },
  });

  function isDone(row: Row): boolean {
    if (row.kind === "todo") return memory.get(doneKey(row), false);
    return row.kind === "ask" && memory.get(doneKey(row), row.ask.done === true);
  }

  async function draw(): Promise<void> {
    const takenBack = await Promise.all(plans.all().map(isTakenBack));
    standing = plans.all().filter((_, index) => takenBack[index] === false);
    const packages = [...reports.values()].flatMap((each) => each.packages);
    const blocked = packages.filter(({ verdict }) => verdict === "blocked").length;
    view.description = blocked === 0 ? "" : l10n.t("{0} blocked", blocked);
    parents.clear();
    drawn.fire(undefined);
  }

  async function refresh(): Promise<void> {
    if (asking || !view.visible) return;
    asking = true;
    try {
      for (const root of waiting) {
        waiting.delete(root);
        const found = await report(root);
        // A newer version has been reported meanwhile: what is shown stays until its answer.
        if (found !== undefined && !waiting.has(root)) reports.set(root, found);
      }
    } finally {
      asking = false;
    }
    await draw();
    if (waiting.size > 0) void refresh();
  }

  const onRow = (name: string, run: (row: Row) => unknown) =>
    commands.registerCommand(`trustedPublishing.${name}`, (row?: Row) => (row === undefined ? undefined : run(row)));
  const subscriptions = [
    view,
    drawn,
    view.onDidChangeVisibility(() => void refresh()),
    workspace.onDidSaveTextDocument(() => void draw()),
    view.onDidChangeCheckboxState(async ({ items }) => {
      for (const [row, state] of items) await memory.update(doneKey(row), state === TreeItemCheckboxState.Checked);
      await draw();
    }),
    commands.registerCommand("trustedPublishing.copyReleases", () =>
      env.clipboard.writeText([...reports.values()].map((each) => markdownOf(each)).join("\n")),
    ),
    onRow("copyCommand", (row) => {
      const { command } = partsOf(row);
      return command === null ? undefined : env.clipboard.writeText(command);
    }),
    onRow("openAddress", (row) => {
      const { address } = partsOf(row);
      return address === null ? undefined : env.openExternal(Uri.parse(address));
    }),
    onRow("showPlan", (row) =>
      row.kind === "plan" ? showNextSteps(`# ${row.plan.title}\n\n${row.plan.markdown}`) : undefined,
    ),
    onRow("dropPlan", async (row) => {
      await plans.drop(row.root);
      await draw();
    }),
  ];
  void draw();
  return {
    changed(root) {
      waiting.add(Uri.parse(root).toString());
      void refresh();
    },
    async begin(plan) {
      const kept = { ...plan, root: Uri.parse(plan.root).toString() };
      await plans.put(kept);
      for (const todo of kept.todo)
        await memory.update(doneKey({ kind: "todo", root: kept.root, plan: kept, todo }), undefined);
      // Nothing sees the package of a workspace that had none.
      await commands.executeCommand("setContext", "trustedPublishing.hasPackages", true);
      await commands.executeCommand("trustedPublishing.releases.focus");
      await draw();
      const row = findPlan(topRows(shown()), kept.root);
      if (row !== undefined) await view.reveal(row, { expand: true, focus: true, select: true });
    },
    clear() {
      reports.clear();
      waiting.clear();
      void draw();
    },
    dispose() {
      Disposable.from(...subscriptions).dispose();
    },
  };

  function findPlan(rows: readonly Row[], root: string): Row | undefined {
    for (const row of rows) {
      if (row.root !== root) continue;
      if (row.kind === "plan") return row;
      const below = childrenOf(row, shown()).find((each) => each.kind === "plan");
      if (below !== undefined) {
        parents.set(below, row);
        return below;
      }
    }
    return undefined;
  }
}

function doneKey(row: Row): string {
  if (row.kind === "todo") return `done ${row.root} ${row.plan.title} ${row.todo.title}`;
  return row.kind === "ask" ? `done ${row.root} ${row.ask.id}` : "";
}

function partsOf(row: Row): { readonly command: string | null; readonly address: string | null } {
  return row.kind === "ask" ? row.ask : row.kind === "todo" ? row.todo : { command: null, address: null };
}
