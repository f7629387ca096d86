import type { AndOr, CommandNode, PipelineNode } from "unbash";
import { endOf } from "./shell-conditions.ts";
import { placeOf, type Parsed } from "./shell-words.ts";

/** What makes a script go on as if a command hadn't failed: the right of a `||`, or the end of a pipe. Offsets within the script. */
export interface HiddenBy {
  readonly kind: "or" | "pipe";
  readonly start: number;
  readonly end: number;
}

type Pipeline = Extract<PipelineNode, { type: "Pipeline" }>;

/** What hides the failure of one part of a pipe: without `pipefail` the last one's end is all that counts. */
export function hiddenInPipe(
  { commands }: Pipeline,
  index: number,
  pipefail: boolean | undefined,
  parsed: Parsed,
): HiddenBy | undefined {
  const last = commands.at(-1);
  const hides = pipefail === false && index < commands.length - 1 && endOf(last, false) === true;
  return hides ? hiding("pipe", last, parsed) : undefined;
}

/** What hides the failure of each part of a chain: it goes past every `&&` to the next `||`. */
export function hiddenInChain(
  { commands, operators }: AndOr,
  pipefail: boolean | undefined,
  parsed: Parsed,
): readonly (HiddenBy | undefined)[] {
  const hidden: (HiddenBy | undefined)[] = [];
  for (let index = operators.length - 1; index >= 0; index--) {
    const next = commands[index + 1];
    const own = endOf(next, pipefail) === true ? hiding("or", next, parsed) : undefined;
    hidden[index] = operators[index] === "||" ? own : hidden[index + 1];
  }
  return hidden;
}

function hiding(
  kind: HiddenBy["kind"],
  node: CommandNode | PipelineNode | undefined,
  parsed: Parsed,
): HiddenBy | undefined {
  return node && { kind, ...placeOf(node, parsed) };
}
