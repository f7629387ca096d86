import type { Statement } from "unbash";
import { memo } from "../text.ts";
import type { Failing, ShellCommand } from "./shell-command.ts";
import type { HiddenBy } from "./shell-hiding.ts";
import type { State } from "./shell-state.ts";
import type { Held, Parsed, ShellScope } from "./shell-words.ts";

/** One reading of a script. */
export interface Walk {
  readonly parsed: Parsed;
  readonly scope: ShellScope;
  readonly commands: ShellCommand[];
  readonly unreachable: ShellCommand[];
  readonly functions: Map<string, readonly Statement[]>;
  /** Shared with the scripts inside the script. */
  readonly budget: Budget;
}

/** How far the commands of a script are followed. */
export interface Budget {
  /** What is left. */
  steps: number;
  /** Something wasn't followed. */
  cut: boolean;
}

/** What holds for the commands of a group. */
export interface Flow {
  readonly conditional: boolean;
  readonly unreachable: boolean;
  readonly failing: Failing;
  /** What follows them and ends well whether they do or not. */
  readonly hiddenBy: HiddenBy | undefined;
  /** Where a group around it sends its output. */
  readonly writes: readonly (string | undefined)[];
  readonly depth: number;
}

/** What the script has set so far comes before what is set outside of it. */
export function scopeAt(walk: Walk, state: State): ShellScope {
  const outer = walk.scope.held;
  return {
    expression: (source) => walk.scope.expression(source),
    variable: (name) => textOf(state.variables, name, walk.scope),
    held: outer === undefined ? state.variables : before(state.variables, outer),
  };
}

type Lookup = NonNullable<ShellScope["held"]>;

function before(inner: Lookup, outer: Lookup): Lookup {
  return {
    has: (name) => inner.has(name) || outer.has(name),
    get: (name) => (inner.has(name) ? inner : outer).get(name),
  };
}

/** The variables of a script before those around it. Most commands of a script have the same. */
export function withOuter(outer: Variables, inner: Variables): Variables {
  if (outer.size === 0) return inner;
  return inner.size === 0 ? outer : merged(outer)(inner);
}

type Variables = ReadonlyMap<string, Held>;

const merged = memo((outer: Variables) => memo((inner: Variables): Variables => new Map([...outer, ...inner])));

/** A variable's text as the script has set it, or as it is outside; undefined where it isn't known. */
export function textOf(variables: ReadonlyMap<string, Held>, name: string, outside: ShellScope): string | undefined {
  if (!variables.has(name)) return outside.variable(name);
  const held = variables.get(name);
  return typeof held === "string" ? held : undefined;
}
