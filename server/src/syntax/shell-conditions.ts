import { isHarmless } from "../data/harmless-commands.ts";
import type { AndOr, CommandNode, CompoundList, PipelineNode } from "unbash";

/** Whether a part of a script runs: always, never, or depending on what happens before it. */
export type Reached = "always" | "never" | "maybe";

/** The conditions and branches of an `if`, in order. */
export function partsOfIf(
  node: Extract<CommandNode, { type: "If" }>,
  pipefail: boolean | undefined,
): readonly { readonly list: CompoundList; readonly reached: Reached }[] {
  const parts: { list: CompoundList; reached: Reached }[] = [];
  let reached: Reached = "always";
  for (const { clause, then } of [node, ...node.elif]) {
    const ends = endOf(clause.commands.at(-1)?.command, pipefail);
    parts.push({ list: clause, reached }, { list: then, reached: whereTrue(reached, ends) });
    reached = whereTrue(reached, ends === undefined ? undefined : !ends);
  }
  return node.else === undefined ? parts : [...parts, { list: node.else, reached }];
}

/** Whether each command of a chain of `&&` and `||` runs, as far as those before it end the same way every time. */
export function partsOfChain({ commands, operators }: AndOr, pipefail: boolean | undefined): readonly Reached[] {
  let ends = endOf(commands[0], pipefail);
  return commands.map((command, index) => {
    if (index === 0) return "always";
    const goesOn = operators[index - 1] === "&&";
    const reached: Reached = ends === undefined ? "maybe" : ends === goesOn ? "always" : "never";
    const own = endOf(command, pipefail);
    if (reached === "always" || (reached === "maybe" && own !== goesOn)) ends = own;
    return reached;
  });
}

function whereTrue(reached: Reached, holds: boolean | undefined): Reached {
  if (reached === "never" || holds === false) return "never";
  return holds === true ? reached : "maybe";
}

/**
 * Whether a command succeeds, where that is the same every time. A pipe ends as its last command does, unless `pipefail`
 * is set: `npm publish | tee log` succeeds whatever npm does.
 */
export function endOf(node: PipelineNode | AndOr | undefined, pipefail: boolean | undefined): boolean | undefined {
  if (node?.type === "Pipeline") {
    const [last] = node.commands.slice(-1);
    const ends = node.commands.length > 1 && pipefail !== false ? undefined : endOf(last, pipefail);
    const negated = node.prefixes.filter((prefix) => prefix.type === "Negation").length % 2 === 1;
    return ends === undefined ? undefined : ends !== negated;
  }
  if (node?.type !== "Command" || node.redirects.length > 0) return undefined;
  const name = node.name?.value ?? "";
  if (name === "false") return false;
  const files = node.args.some((arg) => arg.type !== "Word" || !/^(?:-|\d)/.test(arg.value));
  return isHarmless(name, "success") || (isHarmless(name, "success without files") && !files) ? true : undefined;
}

/** A command that is asked for its answer, so that what follows `&&` may well not run. */
export function isTest(node: PipelineNode): boolean {
  if (node.type === "TestCommand" || node.type === "ArithmeticCommand") return true;
  if (node.type === "Pipeline") return node.commands.some(isTest);
  return node.type === "Command" && isHarmless(node.name?.value ?? "", "answer") && !isAction(node);
}

/** `npm ci`, `git push`: run for what they do, so that a release that succeeds goes on. */
function isAction(node: Extract<CommandNode, { type: "Command" }>): boolean {
  const [first] = node.args;
  const name = node.name?.value;
  if (name === "npm") return first?.type === "Word" && !/^(?:view|info|show|v|whoami|ping|outdated)$/.test(first.value);
  return (
    name === "git" &&
    first?.type === "Word" &&
    !/^(?:diff|rev-parse|show-ref|ls-remote|describe|status|log)$/.test(first.value)
  );
}
