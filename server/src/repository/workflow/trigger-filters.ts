import { valueOf } from "../../syntax/tree.ts";
import { textsOf } from "../value.ts";
import type { Workflow } from "./workflow.ts";

/** What is written below an event of a workflow's `on` to pick runs: `tags: v*, !v0*`; empty without any that can be read. */
export function filtersOf({ block }: Workflow, event: string): readonly string[] {
  const written = valueOf(valueOf(block, "on"), event);
  if (written?.kind !== "mapping") return [];
  return written.entries.flatMap(({ key, value }) => {
    const texts = /^(?:(?:branches|tags|paths)(?:-ignore)?|types|workflows)$/.test(key.value) ? textsOf(value) : [];
    return texts === undefined || texts.length === 0
      ? []
      : [`${key.value}: ${texts.map((text) => text.value).join(", ")}`];
  });
}

/** The patterns of the tags whose push starts a workflow, those that leave some out included. */
export function tagPatterns({ block }: Workflow): readonly string[] {
  const tags = valueOf(valueOf(valueOf(block, "on"), "push"), "tags");
  return textsOf(tags)?.map((text) => text.value) ?? [];
}
