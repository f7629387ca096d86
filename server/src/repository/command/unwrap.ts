import { isHarmless } from "../../data/harmless-commands.ts";
import type { SourceFile } from "../../text.ts";
import { selected, type Selection } from "../package/selection.ts";
import type { Repository } from "../repository.ts";
import type { Roots, Command } from "./command.ts";
import { afterRunner, managerCall, scriptCalls } from "./script-call.ts";

/**
 * What a command runs that is there to run another: `timeout`, `cross-env`, and what runs it in the folders of packages. The command
 * itself where it is none of these, or where the packages can't be told; and marked, where it runs under something unknown.
 */
export function unwrapped(repository: Repository, command: Command, roots: Roots): readonly Command[] {
  const words = afterRunner(command.words);
  const [first] = words;
  const name = first?.value ?? "";
  const start = /^(?:timeout|xvfb-run|nice|stdbuf)$/.test(name)
    ? words.findIndex((word, index) => index > 0 && !/^-|^[\d.]+[smhd]?$/.test(word.value ?? "-"))
    : -1;
  if (start > 0) return unwrapped(repository, { ...command, words: words.slice(start) }, roots);
  if (first !== undefined && name === "cross-env")
    return unwrapped(repository, { ...command, words: [{ ...first, value: "env" }, ...words.slice(1)] }, roots);
  const call = managerCall(words);
  const run = call?.executed;
  if (run !== undefined && call?.packages !== undefined)
    return placesOf(repository, command, call.packages, roots).map((directory) => ({
      ...command,
      words: run,
      directory,
    }));
  return startedByOther(command, words) ?? [command];
}

type Words = Command["words"];

/** Beside a command that starts a package script in a way of its own, that script's call. */
function startedByOther(command: Command, words: Words): readonly Command[] | undefined {
  const name = words[0]?.value ?? "";
  if (name === "" || isHarmless(name, "script words")) return undefined;
  const start = words.findIndex((word, index) => index > 0 && /^(?:npm|pnpm|yarn|bun)$/.test(word.value ?? ""));
  const own = words.slice(start);
  if (start < 0 || scriptCalls(own).length === 0) return undefined;
  if (/^(?:corepack|time|exec|command|nohup)$/.test(name)) return [{ ...command, words: own }];
  if (name !== "env") return [command, { ...command, words: own, conditional: true, wrapper: `\`${name}\`` }];
  const set = words.slice(1, start).map((word) => /^(\w+)=(.*)$/s.exec(word.value ?? word.text));
  const variables = new Map(command.variables);
  for (const each of set)
    if (each !== null) variables.set(each[1] ?? "", each.input.includes("$") ? undefined : each[2]);
  return [{ ...command, words: own, variables, ...(set.includes(null) && { wrapper: "`env`" }) }];
}

/** The folders in the job's workspace of the packages for which a command runs; undefined is one that isn't known. */
export function placesOf(
  repository: Repository,
  { directory: base }: Command,
  packages: Selection,
  roots: Roots,
): readonly (string | undefined)[] {
  const directory = roots(base);
  const found = directory === undefined ? undefined : selected(repository, directory, packages);
  if (found === undefined || directory === undefined || base === undefined) return [undefined];
  const above = base.slice(0, base.length - directory.length);
  return found.map((each) => above + each.directory);
}

/** A file that many share has conditions for all of them: which hold for one that calls it, its words don't say. */
export function underConditions(commands: readonly Command[], { path }: SourceFile): readonly Command[] {
  return commands.map((each) =>
    each.conditional || each.afterExit ? { wrapper: `a condition in \`${path}\``, onCondition: path, ...each } : each,
  );
}
