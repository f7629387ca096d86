import { filterPattern, takesRef, type RefPattern } from "../../glob/ref-pattern.ts";
import { entryOf, valueOf, type Node } from "../../syntax/tree.ts";
import { memoByValue } from "../../text.ts";
import { textsOf } from "../value.ts";
import type { Workflow } from "./workflow.ts";

/** The branches, or the tags, for which an event starts a workflow. */
export interface RefFilter {
  /** The patterns that let names in, as written; empty where every name is. */
  readonly patterns: readonly string[];
  /** All its patterns, for `findRef`, and what their answers mean. */
  readonly all: readonly RefPattern[];
  lets(answers: readonly boolean[]): boolean;
  /** Whether it lets a name in. */
  takes(name: string): boolean;
}

/** What is written below an event of `on`: undefined where no branch, or no tag, starts the workflow. */
interface RefFilters {
  readonly branches: RefFilter | undefined;
  readonly tags: RefFilter | undefined;
}

/**
 * The filters of an event; both let everything in where none is written or one can't be read. A filter for one kind of refs alone
 * leaves the other out (docs/facts/github.md#filters).
 */
export function refFiltersOf({ block }: Workflow, event: string): RefFilters {
  const on = valueOf(valueOf(block, "on"), event);
  const has = (kind: string): boolean => [kind, `${kind}-ignore`].some((key) => entryOf(on, key) !== undefined);
  return {
    branches: has("branches") || !has("tags") ? filterAt(on, "branches") : undefined,
    tags: has("tags") || !has("branches") ? filterAt(on, "tags") : undefined,
  };
}

/** Every name. */
export const everyRef: RefFilter = { patterns: [], all: [], lets: () => true, takes: () => true };

function filterAt(on: Node | undefined, kind: "branches" | "tags"): RefFilter {
  const ignored = entryOf(on, kind) === undefined;
  const written = textsOf(valueOf(on, ignored ? `${kind}-ignore` : kind));
  return written === undefined || written.length === 0
    ? everyRef
    : filterOf(ignored, ...written.map(({ value }) => value));
}

const filterOf = memoByValue((ignored: boolean, ...list: readonly string[]): RefFilter => {
  const rows = list.map((text) => ({ text, excludes: text.startsWith("!") }));
  const read = rows.map(({ text, excludes }) => filterPattern(excludes ? text.slice(1) : text));
  const all = read.flatMap((pattern) => pattern ?? []);
  if (all.length < read.length) return everyRef;
  const lets = (answers: readonly boolean[]): boolean =>
    ignored
      ? !answers.includes(true)
      : // The last pattern that takes a name decides.
        answers.reduce((taken, answer, index) => (answer ? rows[index]?.excludes === false : taken), false);
  return {
    patterns: ignored ? [] : rows.flatMap(({ text, excludes }) => (excludes ? [] : text)),
    all,
    lets,
    takes: (name) => lets(all.map((pattern) => takesRef(pattern, name))),
  };
});
