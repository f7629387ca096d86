import type { Word } from "../../syntax/shell.ts";
import type { Text } from "../value.ts";
import type { Command } from "./command.ts";
import { publishNamed } from "./program.ts";

/**
 * The command that a script keeps in a variable and runs, with all the words that it may add: `cmd="npm publish"`, `cmd="$cmd --tag next"`,
 * `$cmd`. As it is where the script assigns the variable in another way.
 */
export function spelledOut(command: Command, script: string): Command {
  const [first, second] = command.words;
  const from = first?.value === "eval" ? 1 : 0;
  const called = from === 1 ? second : first;
  const name = /^"?\$(?:\{(\w+)\}|(\w+))"?$/
    .exec(called?.text ?? "")
    ?.slice(1)
    .find((each) => each !== undefined);
  if (called === undefined || called.value !== undefined || name === undefined) return command;
  const texts = assigned(script, name);
  const words = (texts ?? [])
    .join(" ")
    .split(/\s+/)
    .filter(Boolean)
    .map((text): Word => wordOf(text, called));
  return words.length === 0 ? command : { ...command, words: [...words, ...command.words.slice(from + 1)] };
}

/**
 * Whether a script runs a command that isn't known, which an expression or a variable holds, and that may publish: one that is in an
 * assignment or expression of the script says so, or the whole script is one expression in a job that is there for a release.
 */
export function isOpen({ value }: Text, commands: readonly Command[], isForRelease: boolean): boolean {
  if (!commands.some(({ words: [first] }) => first !== undefined && first.value === undefined)) return false;
  const holding = value
    .split("\n")
    .filter((line) => /^\s*(?:(?:export|local|declare)\s+)?\w+\+?=|^[^#]*\$\{\{/.test(line));
  if (holding.some((line) => publishNamed(line) !== undefined)) return true;
  return isForRelease && /^\s*\$\{\{(?:(?!\$\{\{)[^])*\}\}\s*$/.test(value);
}

/** What is assigned to a variable, in the order of the script: one whole text and what is added to it; undefined for anything else. */
function assigned(script: string, name: string): readonly string[] | undefined {
  const all = [
    ...script.matchAll(new RegExp(`(?:^|[\\s;(])${name}(\\+?)=(["']?)([^"'\\n;&|]*)\\2(?=[\\s;)]|$)`, "gm")),
  ];
  const count = [...script.matchAll(new RegExp(`\\b${name}\\+?=`, "g"))].length;
  if (all.length === 0 || all.length !== count) return undefined;
  const texts = all.map(([, plus = "", , text = ""], index) => {
    const own = new RegExp(`^\\$(?:\\{${name}\\}|${name}\\b)`).exec(text)?.[0];
    if (own === undefined && plus === "" && index > 0) return undefined;
    const added = own === undefined ? text : text.slice(own.length);
    // A run in which nothing is published doesn't count.
    return index > 0 && /(?:^|\s)--dry-run\b/.test(added) ? "" : added;
  });
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

function wordOf(text: string, { start, end }: Word): Word {
  return { text, value: /[$`*?\\]/.test(text) ? undefined : text, start, end };
}
