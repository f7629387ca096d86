import type { CommandNode, PipelineNode } from "unbash";

/** A command that is asked for its answer, so that what follows `&&` may well not run. */
export function isTest(node: PipelineNode): boolean {
  if (node.type === "TestCommand" || node.type === "ArithmeticCommand") return true;
  if (node.type === "Pipeline") return node.commands.some(isTest);
  return (
    node.type === "Command" &&
    /^(?:\[|test|grep|command|which|git|node|jq|npm|false|!)$/.test(node.name?.value ?? "") &&
    !isAction(node)
  );
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
