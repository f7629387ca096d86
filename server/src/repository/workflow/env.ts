import { entryOf, valueOf, type Entry, type Mapping } from "../../syntax/tree.ts";
import type { Span } from "../../text.ts";
import { textOfNode } from "../value.ts";
import type { Workflow } from "./workflow.ts";
import { speaksOf } from "./written.ts";

/** A variable in the `env:` of a workflow, a job or a step, an input of a step, or a secret, as `edit.ts` takes it. */
export interface EnvEntry {
  readonly mapping: Mapping;
  readonly entry: Entry;
  /** What holds the `env:`, `with:` or `secrets:`. */
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

/** A secret that a job passes to the workflow it calls. */
export function handedSecret(job: Mapping, name: string): EnvEntry | undefined {
  return heldEntry(job, "secrets", name);
}

/** A secret that a workflow declares for those that call it. */
export function declaredSecret(workflow: Mapping, name: string): EnvEntry | undefined {
  const call = valueOf(valueOf(workflow, "on"), "workflow_call");
  return call?.kind === "mapping" ? heldEntry(call, "secrets", name) : undefined;
}

/** Whether a workflow gives a variable a value: by an entry of its name that isn't empty, or by `NAME=value` in a script or other text. */
export function givesVariable(workflow: Workflow, name: string): boolean {
  const written = name.replaceAll(/\W/g, "\\$&");
  const set = new RegExp(`(?<![\\w.])${written}["']?[ \\t]*[:=][ \\t]*(?!["']{2}|["']?\\s|["']?$)`, "m");
  return speaksOf(workflow, set);
}

function heldEntry(block: Mapping, key: string, name: string): EnvEntry | undefined {
  const held = entryOf(block, key);
  const entry = entryOf(held?.value, name);
  if (held?.value?.kind !== "mapping" || entry === undefined) return undefined;
  const text = entry.value === undefined ? undefined : textOfNode(entry.value);
  return { mapping: held.value, entry, holder: [block, held], span: text?.span ?? entry.key.span };
}
