import { forEachChild, type AndOr, type CommandNode, type PipelineNode, type Statement, type SyntaxNode } from "unbash";
import { limits } from "../limits.ts";
import type { ShellReading, ShellCommand } from "./shell-command.ts";
import { isTest, partsOfChain, partsOfIf, type Reached } from "./shell-conditions.ts";
import { hiddenInChain, hiddenInPipe } from "./shell-hiding.ts";
import { nestedIn } from "./shell-nested.ts";
import { inputOf, outputOf, writesOf } from "./shell-redirects.ts";
import { assign, changeState, copy, either, giveArguments, type State } from "./shell-state.ts";
import { scopeAt, type Budget, type Flow, type Walk } from "./shell-walk.ts";
import { assignmentsOf, expandWord, parseScript, placeOf, type ShellScope } from "./shell-words.ts";

export type { Held, ShellScope, Word } from "./shell-words.ts";

/** Every simple command of a bash script, in the order in which they run; `pipefail` is how bash was started. Never throws. */
export function readBash(text: string, scope: ShellScope, pipefail = false): ShellReading {
  return read(text, scope, pipefail, { steps: limits.commands, cut: false });
}

function read(text: string, scope: ShellScope, pipefail: boolean, budget: Budget): ShellReading {
  const commands: ShellCommand[] = [];
  const unreachable: ShellCommand[] = [];
  try {
    if (text.length > limits.script) return { commands, unreachable, incomplete: true, cut: true };
    const parsed = parseScript(text);
    const walk: Walk = { parsed, scope, commands, unreachable, functions: new Map(), budget };
    const state: State = { directory: "", variables: new Map(), pipefail, tolerant: false, left: undefined };
    const flow: Flow = {
      conditional: false,
      unreachable: false,
      failing: "ends",
      hiddenBy: undefined,
      writes: [],
      depth: 0,
    };
    runAll(parsed.script.commands, walk, state, flow);
    return {
      commands,
      unreachable,
      incomplete: (parsed.script.errors?.length ?? 0) > 0 || budget.cut,
      cut: budget.cut,
    };
  } catch {
    // Nested so deep that the stack overflows: nothing else ends up here.
    budget.cut = true;
    return { commands, unreachable, incomplete: true, cut: true };
  }
}

function runAll(statements: readonly Statement[], walk: Walk, state: State, flow: Flow): void {
  for (const { command, background } of statements) {
    const last = command === statements.at(-1)?.command;
    const failing = background !== undefined ? undefined : flow.failing === "ends" && !last ? "exits" : flow.failing;
    run(command, walk, state, { ...flow, failing });
  }
}

function run(node: PipelineNode | AndOr, walk: Walk, state: State, outer: Flow): void {
  if (outer.depth > 40 || walk.budget.steps-- <= 0 || state.variables.size > limits.variables) {
    walk.budget.cut = true;
    return;
  }
  const flow: Flow = { ...outer, depth: outer.depth + 1, failing: undefined };
  switch (node.type) {
    case "Command":
      return simple(node, walk, state, { ...flow, failing: outer.failing });
    case "AndOr":
      return andOr(node, walk, state, { ...flow, failing: outer.failing });
    case "Pipeline":
      // Each part of a pipe runs in a shell of its own.
      return node.commands.forEach((command, index) => {
        const hiddenBy = hiddenInPipe(node, index, state.pipefail, walk.parsed) ?? flow.hiddenBy;
        const failing = node.commands.length === 1 && node.prefixes.length === 0 ? outer.failing : undefined;
        run(command, walk, node.commands.length === 1 ? state : copy(state), { ...flow, failing, hiddenBy });
      });
    case "If":
      for (const { list, reached } of partsOfIf(node, state.pipefail)) enter(list.commands, walk, state, flow, reached);
      return;
    case "Case":
      return node.items.forEach((item) => branch(item.body.commands, walk, state, flow));
    case "While":
      runAll(node.clause.commands, walk, state, flow);
      return branch(node.body.commands, walk, state, flow);
    case "ArithmeticFor":
    case "Select":
      return branch(node.body.commands, walk, state, flow);
    case "For":
      return loop(node, walk, state, { ...flow, failing: outer.failing && "exits" });
    case "Subshell":
      return runAll(node.body.commands, walk, copy(state), flow);
    case "BraceGroup":
      return runAll(node.body.commands, walk, state, flow);
    case "Redirected":
      return run(node.command, walk, state, {
        ...flow,
        writes: [...flow.writes, ...writesOf(node, walk.parsed, scopeAt(walk, state))],
      });
    case "Function":
      if (node.body.type === "BraceGroup" || node.body.type === "Subshell")
        walk.functions.set(node.name.value, node.body.body.commands);
      return;
    default:
      return;
  }
}

function simple(node: Extract<CommandNode, { type: "Command" }>, walk: Walk, state: State, flow: Flow): void {
  const { parsed } = walk;
  const scope = scopeAt(walk, state);
  runSubstitutions(node, walk, state, flow);
  const prefix = assignmentsOf(node.prefix, parsed, scope);
  if (node.name === undefined) return prefix.forEach(([name, value]) => assign(state, name, value));
  const words = [node.name, ...node.args].flatMap((word) =>
    word.type === "Word" ? expandWord(word, parsed, scope) : [{ ...placeOf(word, parsed), value: undefined }],
  );
  const [name] = words;
  if (name === undefined) return;
  const body = walk.functions.get(name.value ?? "");
  if (body !== undefined) {
    const giveBack = giveArguments(state, words.slice(1));
    const { left } = state;
    runAll(body, walk, state, { ...flow, failing: undefined });
    if (state.left === "return") state.left = left;
    return giveBack();
  }
  const own = copy(state);
  for (const [variable, value] of prefix) assign(own, variable, value);
  const writes = [...flow.writes, ...writesOf(node, parsed, scope)];
  const command: ShellCommand = {
    words,
    start: name.start,
    end: words.at(-1)?.end ?? name.end,
    conditional: flow.conditional,
    afterExit: state.left !== undefined,
    failing: state.tolerant && flow.failing === "exits" ? undefined : flow.failing,
    hiddenBy: flow.hiddenBy,
    directory: own.directory,
    variables: own.variables,
    writes,
    output: flow.writes.length === 0 ? outputOf(node, parsed, scope) : undefined,
    input: inputOf(node, parsed, scope),
  };
  const found = flow.unreachable ? walk.unreachable : walk.commands;
  const nested = nestedIn(command, walk, read);
  found.push(...(nested?.commands ?? [command]));
  walk.unreachable.push(...(nested?.unreachable ?? []));
  changeState(command, assignmentsOf(node.suffix, parsed, scope), state);
}

function andOr(node: AndOr, walk: Walk, state: State, flow: Flow): void {
  const reached = partsOfChain(node, state.pipefail);
  const firstOr = node.operators.indexOf("||");
  const hides = hiddenInChain(node, state.pipefail, walk.parsed);
  node.commands.forEach((command, index) => {
    const previous = node.commands[index - 1];
    const guarded = node.operators[index - 1] === "&&" && previous !== undefined && isTest(previous);
    // What a command is run for succeeds in a release that does: `npm ci && npm publish`.
    const goesOn = reached[index] === "maybe" && !guarded && (firstOr < 0 || index <= firstOr);
    const hiddenBy = hides[index] ?? flow.hiddenBy;
    const rest = node.operators.slice(index);
    const alone = rest.length === 0 && !node.operators.includes("||");
    const failing =
      alone || (flow.failing === "ends" && rest.every((operator) => operator === "&&")) ? flow.failing : undefined;
    const { pos, end } = command;
    const own: Statement = { type: "Statement", pos, end, command, background: undefined };
    enter([own], walk, state, { ...flow, failing, hiddenBy }, goesOn ? "always" : (reached[index] ?? "maybe"));
  });
}

function enter(statements: readonly Statement[], walk: Walk, state: State, flow: Flow, reached: Reached): void {
  if (reached === "always") return runAll(statements, walk, state, flow);
  if (reached === "maybe") return branch(statements, walk, state, flow);
  runAll(statements, walk, copy(state), { ...flow, unreachable: true });
}

/** It may be taken or not: what it sets is not known afterwards. */
function branch(statements: readonly Statement[], walk: Walk, state: State, flow: Flow): void {
  const taken = copy(state);
  runAll(statements, walk, taken, { ...flow, conditional: true, failing: undefined });
  if (taken.directory !== state.directory) state.directory = undefined;
  state.left = taken.left;
  if (taken.pipefail !== state.pipefail) state.pipefail = undefined;
  state.tolerant ||= taken.tolerant;
  for (const [name, value] of taken.variables)
    if (!state.variables.has(name) || state.variables.get(name) !== value)
      assign(state, name, either(name, state.variables.get(name), value));
}

function loop(node: Extract<CommandNode, { type: "For" }>, walk: Walk, state: State, flow: Flow): void {
  const words = node.wordlist?.flatMap((word) => expandWord(word, walk.parsed, scopeAt(walk, state))) ?? [];
  const values = words.map((word) => (/[*?[{]/.test(word.text) && !word.text.includes("${{") ? undefined : word.value));
  if (values.length > 0 && values.length <= 50 && !values.includes(undefined)) {
    for (const value of values) {
      assign(state, node.name.value, value);
      runAll(node.body.commands, walk, state, flow);
    }
    return;
  }
  const [word, ...others] = words;
  const pattern = word !== undefined && others.length === 0 && /[*?]/.test(word.text) ? word.text : undefined;
  assign(state, node.name.value, pattern === undefined ? undefined : [{ kind: "unknown", source: pattern }]);
  branch(node.body.commands, walk, state, flow);
}

/** `$(…)` inside words and assignments runs as well. */
function runSubstitutions(node: SyntaxNode, walk: Walk, state: State, flow: Flow): void {
  forEachChild(node, (child) => {
    if (child.type !== "CommandExpansion" && child.type !== "ProcessSubstitution")
      return runSubstitutions(child, walk, state, flow);
    // A script in escaped backquotes has offsets of its own.
    if (child.script !== undefined && child.script.source === undefined)
      runAll(child.script.commands, walk, copy(state), { ...flow, failing: undefined });
  });
}
