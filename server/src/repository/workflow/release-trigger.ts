import { entryOf, valueOf } from "../../syntax/tree.ts";
import type { Span } from "../../text.ts";
import { textsOf, type Text } from "../value.ts";
import type { Workflow } from "./workflow.ts";

/** What a workflow writes below `release` of its `on`. */
export interface ReleaseTrigger {
  /** The keys of filters that GitHub has for other events, and not for releases. */
  readonly filters: readonly { readonly name: string; readonly span: Span }[];
  /** Undefined where none are written, or they can't be read. */
  readonly types: readonly Text[] | undefined;
}

/** Undefined where the workflow has no such trigger with keys of its own. */
export function releaseTrigger({ block }: Workflow): ReleaseTrigger | undefined {
  const release = valueOf(valueOf(block, "on"), "release");
  if (release?.kind !== "mapping") return undefined;
  const filters = release.entries.flatMap(({ key }) =>
    /^(?:branches|tags|paths)(?:-ignore)?$/.test(key.value) ? [{ name: key.value, span: key.span }] : [],
  );
  return { filters, types: entryOf(release, "types") === undefined ? undefined : textsOf(valueOf(release, "types")) };
}
