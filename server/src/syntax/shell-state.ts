import type { ShellCommand } from "./shell-command.ts";
import type { Held, Word } from "./shell-words.ts";

/** What commands leave for those that follow. */
export interface State {
  directory: string | undefined;
  /** Never changed in place: commands keep the map that held when they ran. */
  variables: ReadonlyMap<string, Held>;
  /** Whether a pipe fails where any part of it does; undefined where that isn't known. */
  pipefail: boolean | undefined;
  /** Whether a `set +e` may have told bash to go on after a failure. */
  tolerant: boolean;
  /** What may have ended it, or the function that it is in, without failing. */
  left: "exit" | "return" | undefined;
}

export function copy(state: State): State {
  return { ...state };
}

export function assign(state: State, name: string, value: Held): void {
  state.variables = new Map(state.variables).set(name, value);
}

/** `cd`, `export` and the like. */
export function changeState(command: ShellCommand, assigned: readonly (readonly [string, Held])[], state: State): void {
  const [name, ...args] = command.words;
  switch (name?.value) {
    case "cd":
    case "pushd": {
      const target = args.find((word) => word.value === undefined || !word.value.startsWith("-"))?.value;
      state.directory =
        target === undefined || state.directory === undefined ? undefined : below(state.directory, target);
      return;
    }
    case "exit":
    case "return":
      if (!/^[1-9]/.test(args[0]?.value ?? "")) state.left = name.value;
      return;
    case "popd":
      state.directory = undefined;
      return;
    case "unset":
      for (const { value } of args) if (value !== undefined) assign(state, value, null);
      return;
    case "read":
      for (const { value } of args) if (value !== undefined) assign(state, value, undefined);
      return;
    case "set": {
      const set = args.map((word) => word.value ?? "$").join(" ");
      if (/\$|\+\w*e|\+o errexit/.test(set)) state.tolerant = true;
      const last = [...set.matchAll(/([-+])\w*o pipefail\b/g)].at(-1)?.[1];
      if (last !== undefined || set.includes("$")) state.pipefail = last === undefined ? undefined : last === "-";
      return;
    }
    case ".":
    case "source":
      state.pipefail = undefined;
      return;
    case "export":
    case "declare":
    case "local":
    case "readonly":
      for (const [variable, value] of assigned) assign(state, variable, value);
      return;
    default:
  }
}

/** Undefined for what a relative path can't say: `~`, `-`, an absolute path; and for one longer than any system has. */
export function below(directory: string, target: string): string | undefined {
  if (directory.length > 4_096) return undefined;
  if (target.startsWith("/") || target.startsWith("~") || target === "-") return undefined;
  return directory === "" || target === "" ? directory + target : `${directory}/${target}`;
}

/** What a variable holds where a branch may have set it: one of its texts, where they are constant. */
export function either(name: string, before: Held, value: Held): Held {
  const [first, second] = [choicesOf(before), choicesOf(value)];
  return first && second && [{ kind: "unknown", source: name, choices: [...first, ...second] }];
}

function choicesOf(held: Held): readonly string[] | undefined {
  if (typeof held === "string") return [held];
  const [piece, ...others] = held ?? [];
  return typeof piece === "object" && others.length === 0 ? piece.choices : undefined;
}

const positions = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** Gives a function its arguments as `$1` to `$9`; what it returns gives those back that stood before. */
export function giveArguments(state: State, words: readonly Word[]): () => void {
  const before = state.variables;
  positions.forEach((name, index) => assign(state, name, words[index]?.value));
  return () => {
    const outer = positions.flatMap((name) => (before.has(name) ? [[name, before.get(name)] as const] : []));
    const others = [...state.variables].filter(([name]) => !positions.includes(name));
    state.variables = new Map([...others, ...outer]);
  };
}
