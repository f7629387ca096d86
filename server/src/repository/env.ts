import { entryOf, type Entry, type Mapping } from "../syntax/tree.ts";
import { textOfNode } from "./value.ts";
import type { Span } from "../text.ts";

/** A variable in the `env:` of a workflow, a job or a step, or an input of a step, as `edit.ts` takes it. */
export interface EnvEntry {
  readonly mapping: Mapping;
  readonly entry: Entry;
  /** What holds the `env:` or `with:`. */
  readonly holder: readonly [mapping: Mapping, entry: Entry];
  /** The value, which may be the key where there is none. */
  readonly span: Span;
}

export function envEntry(block: Mapping, name: string): EnvEntry | undefined {
  return heldEntry(block, "env", name);
}

export function inputEntry(block: Mapping, name: string): EnvEntry | undefined {
  return heldEntry(block, "with", name);
}

function heldEntry(block: Mapping, key: string, name: string): EnvEntry | undefined {
  const held = entryOf(block, key);
  const entry = entryOf(held?.value, name);
  if (held?.value?.kind !== "mapping" || entry === undefined) return undefined;
  const text = entry.value === undefined ? undefined : textOfNode(entry.value);
  return { mapping: held.value, entry, holder: [block, held], span: text?.span ?? entry.key.span };
}
