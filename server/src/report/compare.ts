import type { ObstacleReport, RecordEntry, Statement } from "./parts.ts";
import type { Comparison, PackageChange, PublishChange } from "./change.ts";
import type { JudgedPublish, PackageReport, PublishReport, RepositoryReport } from "./report.ts";

/** What is different after a change; `name` and `commit` say what it is compared with. */
export function comparisonOf(
  before: RepositoryReport,
  after: RepositoryReport,
  { name, commit }: Pick<Comparison, "name" | "commit">,
): Comparison {
  const paths = [...new Set([...before.packages, ...after.packages].map(({ path }) => path))].toSorted();
  const find = ({ packages }: RepositoryReport, path: string) => packages.find((each) => each.path === path);
  return {
    name,
    commit,
    packages: paths.flatMap((path) => packageChange(find(before, path), find(after, path)) ?? []),
    others: publishChanges(before.others, after.others),
    record: {
      added: without(after.record.entries, before.record.entries, entryKey),
      removed: without(before.record.entries, after.record.entries, entryKey),
      note: recordNote,
    },
  };
}

/** Said wherever the record is shown: it is a note for people, and npm never reads it. */
const recordNote =
  "npmjs.com doesn't change with this file: what npm trusts is set on npmjs.com, before or after this change is merged.";

function packageChange(before: PackageReport | undefined, after: PackageReport | undefined): PackageChange | undefined {
  const either = after ?? before;
  if (either === undefined) return undefined;
  const [old, now] = [before?.obstacles ?? [], after?.obstacles ?? []];
  const change: PackageChange = {
    name: either.name,
    path: either.path,
    verdict: { before: before?.verdict ?? null, after: after?.verdict ?? null },
    publishes: publishChanges(before?.publishes ?? [], after?.publishes ?? []),
    appeared: without(now, old, obstacleKey),
    gone: without(old, now, obstacleKey),
  };
  const { verdict, publishes, appeared, gone } = change;
  const same = verdict.before === verdict.after && publishes.length + appeared.length + gone.length === 0;
  return same ? undefined : change;
}

/** Lines move with every change, and files are renamed, so an obstacle is the same by its rule and words. */
function obstacleKey({ rule, message }: ObstacleReport): string {
  return JSON.stringify([rule, message]);
}

function entryKey({ package: name, fields }: RecordEntry): string {
  return JSON.stringify([name, fields]);
}

function publishChanges(before: readonly PublishReport[], after: readonly PublishReport[]): readonly PublishChange[] {
  return paired(before, after).flatMap(([old, now]) => publishChange(old, now) ?? []);
}

type Pair = readonly [PublishReport | undefined, PublishReport | undefined];

/** Publishes of the same id, and of the others, such as those of a workflow that was renamed, those of the same job, or the next. */
function paired(before: readonly PublishReport[], after: readonly PublishReport[]): readonly Pair[] {
  const same = ({ id }: PublishReport) => id;
  const gone = without(before, after, same);
  const left = [...gone];
  return [
    ...after.map((now): Pair => {
      const known = before.find(({ id }) => id === now.id);
      if (known !== undefined) return [known, now];
      const at = Math.max(
        left.length > 0 ? 0 : -1,
        left.findIndex(({ job }) => job === now.job),
      );
      const [old] = at < 0 ? [] : left.splice(at, 1);
      return [old, now];
    }),
    ...left.map((old): Pair => [old, undefined]),
  ];
}

function publishChange(before: PublishReport | undefined, after: PublishReport | undefined): PublishChange | undefined {
  const either = after ?? before;
  if (either === undefined) return undefined;
  const [old, now] = [factsIn(before), factsIn(after)];
  const names = [...new Set([...now.keys(), ...old.keys()])];
  const facts = names
    .map((name) => ({ name, before: old.get(name) ?? none, after: now.get(name) ?? none }))
    .filter((fact) => fact.before !== fact.after);
  const [was, is] = [before?.alongside ?? [], after?.alongside ?? []];
  const joined = without(is, was, textOf);
  const left = without(was, is, textOf);
  if (facts.length + joined.length + left.length === 0) return undefined;
  return { before: before?.id ?? null, after: after?.id ?? null, place: either.place, facts, joined, left };
}

const none = "none";

function textOf({ text }: Statement): string {
  return text;
}

/** What is compared of a publish, by its name, in the order of the comment. */
function factsIn(publish: PublishReport | JudgedPublish | undefined): ReadonlyMap<string, string> {
  if (publish === undefined) return new Map();
  const { workflow, mode, facts, whoCanPublish, unknown, action, triggers } = publish;
  const texts = (statements: readonly Statement[]): string =>
    statements.map(({ text, known }) => (known ? text : `not known because of ${text}`)).join(", ");
  const claims = new Map(
    triggers.flatMap(({ claims: all }) =>
      Object.entries(all).flatMap(([name, value]) =>
        value === null || !compared.has(name) ? [] : [[name, value] as const],
      ),
    ),
  );
  const runs = triggers.map(({ event, ref, verdict }) => `${event} of ${ref}: ${verdict.by}`);
  const own = facts.filter(({ name }) => name !== "packages" && name !== "outcome");
  return new Map([
    ["workflow file", workflow],
    ...own.map(({ name, statements }) => [name, texts(statements)] as const),
    ["claims", [...claims].map(([name, value]) => `${name} ${value}`).join(", ") || none],
    ["runs", runs.join("; ") || none],
    ["who can publish", whoCanPublish === null ? none : whoCanPublish.text],
    ["authentication", mode],
    ["action", `npm ${action === "stage" ? "stage publish" : "publish"}`],
    ["not understood", unknown === null ? none : unknown.text],
    ...("outcome" in publish ? ([["outcome", publish.outcome.text]] as const) : []),
  ]);
}

/** The claims that npm compares, but for the event. */
const compared: ReadonlySet<string> = new Set(["repository", "environment", "runner_environment"]);

/** What is in one list and not in the other, one for one. */
function without<T>(list: readonly T[], others: readonly T[], key: (item: T) => string): readonly T[] {
  const left = new Map<string, number>();
  for (const other of others) left.set(key(other), (left.get(key(other)) ?? 0) + 1);
  return list.filter((item) => {
    const count = left.get(key(item)) ?? 0;
    if (count > 0) left.set(key(item), count - 1);
    return count === 0;
  });
}
