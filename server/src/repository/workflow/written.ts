import type { Mapping, Node } from "../../syntax/tree.ts";
import { memo, textOf } from "../../text.ts";
import { mentions, runs } from "../command/own-words.ts";
import type { Text } from "../value.ts";
import type { Step } from "./workflow.ts";

type Steps = { readonly steps: readonly Step[] };

/** A workflow or a job. */
type Holder = { readonly block: Mapping } & (Steps | { readonly jobs: readonly Steps[] });

/** What is written in a workflow or job: scripts, and all other values as `key: value`, comments left out. */
interface Written {
  readonly scripts: readonly Text[];
  readonly lines: readonly string[];
}

/**
 * Whether a workflow or job has, anywhere in its own text, a value, a command or a word in a script that matches: values as `key: value`,
 * commands as their words with a space between them. For expressions and names whose place makes no difference.
 */
export function speaksOf(holder: Holder, sign: RegExp): boolean {
  const { scripts, lines } = writtenIn(holder);
  return lines.some((line) => sign.test(line)) || scripts.some((run) => mentions(run, sign) || runs(run, sign));
}

const writtenIn = memo((holder: Holder): Written => {
  const steps = "jobs" in holder ? holder.jobs.flatMap((job) => job.steps) : holder.steps;
  const scripts = steps.flatMap(({ run, caller }) => (run === undefined || caller !== undefined ? [] : run));
  const own = new Set<Node>(scripts.map(({ node }) => node));
  const lines: string[] = [];
  const visit = (node: Node, key: string): void => {
    // What an alias stands for is met where it is written.
    if (node.aliased || own.has(node)) return;
    if (node.kind === "mapping")
      for (const entry of node.entries)
        if (entry.value === undefined) lines.push(`${entry.key.value}:`);
        else visit(entry.value, `${entry.key.value}: `);
    else if (node.kind === "sequence") for (const item of node.items) visit(item, key);
    else lines.push(key + (node.kind === "scalar" ? node.text.text : textOf(node.span)));
  };
  visit(holder.block, "");
  return { scripts, lines };
});
