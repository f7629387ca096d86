import type { Todo } from "../write/releases.ts";
import type { Plan } from "./plan.ts";
import type { Ask, Obstacle, PackageReport, Place, PackagePublish, RepositoryReport } from "./report.ts";

/** A row of the view, in the repository at `root`. */
export type Row =
  | { readonly kind: "repository"; readonly root: string }
  | { readonly kind: "plan"; readonly root: string; readonly plan: Plan }
  | { readonly kind: "todo"; readonly root: string; readonly plan: Plan; readonly todo: Todo }
  | { readonly kind: "package"; readonly root: string; readonly of: PackageReport; readonly isOnly: boolean }
  /** What is the same for all packages, once. */
  | { readonly kind: "shared"; readonly root: string; readonly parts: Parts }
  | { readonly kind: "obstacle"; readonly root: string; readonly of: Obstacle }
  | { readonly kind: "publish"; readonly root: string; readonly of: PackagePublish }
  | { readonly kind: "unclear"; readonly root: string; readonly of: RepositoryReport["others"][number] }
  | { readonly kind: "ask"; readonly root: string; readonly ask: Ask };

/** What is said of a package. */
interface Parts {
  readonly obstacles: readonly Obstacle[];
  readonly publishes: readonly PackagePublish[];
  readonly asks: readonly Ask[];
}

/** What the view shows: by root. */
export interface Shown {
  readonly reports: ReadonlyMap<string, RepositoryReport>;
  readonly plans: readonly Plan[];
}

/** The rows of the only repository, else the repositories. */
export function topRows(shown: Shown): readonly Row[] {
  const roots = [...new Set([...shown.reports.keys(), ...shown.plans.map(({ root }) => root)])];
  const rows = roots.map((root): Row => ({ kind: "repository", root }));
  const filled = rows.filter((row) => childrenOf(row, shown).length > 0);
  const [only] = filled;
  return filled.length === 1 && only !== undefined ? childrenOf(only, shown) : filled;
}

export function childrenOf(row: Row, shown: Shown): readonly Row[] {
  const { root } = row;
  switch (row.kind) {
    case "repository":
      return rowsOfRepository(root, shown);
    case "plan":
      return row.plan.todo.map((todo): Row => ({ kind: "todo", root, plan: row.plan, todo }));
    case "shared":
      return rowsOf(root, row.parts, shown);
    case "package": {
      const shared = sharedOf(shown.reports.get(root)?.packages ?? []);
      return rowsOf(root, without(row.of, shared), shown);
    }
    default:
      return [];
  }
}

function rowsOfRepository(root: string, shown: Shown): readonly Row[] {
  const { packages = [], others = [] } = shown.reports.get(root) ?? {};
  const parts = sharedOf(packages);
  const isShared = parts.obstacles.length + parts.publishes.length + parts.asks.length > 0;
  return [
    ...shown.plans.filter((plan) => plan.root === root).map((plan): Row => ({ kind: "plan", root, plan })),
    ...(isShared ? [{ kind: "shared", root, parts } as const] : []),
    ...packages.map((of): Row => ({ kind: "package", root, of, isOnly: packages.length === 1 })),
    ...others.map((of): Row => ({ kind: "unclear", root, of })),
  ];
}

function rowsOf(root: string, { obstacles, publishes, asks }: Parts, { plans }: Shown): readonly Row[] {
  const todo = plans.filter((plan) => plan.root === root).flatMap((plan) => plan.todo);
  // What a plan leads through isn't asked for a second time.
  const isPlanned = ({ command, address }: Ask): boolean =>
    todo.some((each) =>
      command === null ? address !== null && each.address === address : each.command?.split("\n").includes(command),
    );
  return [
    ...obstacles.map((of): Row => ({ kind: "obstacle", root, of })),
    ...publishes.map((of): Row => ({ kind: "publish", root, of })),
    ...asks.filter((ask) => !isPlanned(ask)).map((ask): Row => ({ kind: "ask", root, ask })),
  ];
}

/** What every one of several packages has in common. */
function sharedOf(packages: readonly PackageReport[]): Parts {
  const [first, ...others] = packages;
  if (first === undefined || others.length === 0) return { obstacles: [], publishes: [], asks: [] };
  const inAll = <T>(of: (each: PackageReport) => readonly T[], keyOf: (item: T) => string): readonly T[] =>
    of(first).filter((item) => others.every((each) => of(each).some((other) => keyOf(other) === keyOf(item))));
  return {
    obstacles: inAll(({ obstacles }) => obstacles, obstacleKey),
    publishes: inAll(({ publishes }) => publishes, publishKey),
    asks: inAll(
      ({ asks }) => asks,
      ({ id }) => id,
    ),
  };
}

function without(of: Parts, shared: Parts): Parts {
  const rest = <T>(all: readonly T[], gone: readonly T[], keyOf: (item: T) => string): readonly T[] =>
    all.filter((item) => !gone.some((each) => keyOf(each) === keyOf(item)));
  return {
    obstacles: rest(of.obstacles, shared.obstacles, obstacleKey),
    publishes: rest(of.publishes, shared.publishes, publishKey),
    asks: rest(of.asks, shared.asks, ({ id }) => id),
  };
}

function obstacleKey({ message, place }: Obstacle): string {
  return `${placeKey(place)} ${message}`;
}

/** Also its verdict: one that is blocked for a package alone stays with it. */
function publishKey({ command, place, verdict }: PackagePublish): string {
  return `${placeKey(place)} ${command} ${verdict}`;
}

function placeKey({ path, line, column }: Place): string {
  return `${path}:${line}:${column}`;
}
