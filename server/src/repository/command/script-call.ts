import { takesValue } from "../../data/option-values.ts";
import { runnerBinaries, scriptRunners } from "../../data/script-runners.ts";
import type { Word } from "../../syntax/shell.ts";
import { memo } from "../../text.ts";
import { globTest } from "../../glob/glob.ts";
import type { Selection } from "../package/selection.ts";

/** How a package script is started: its name, and the folder of its package. */
export interface ScriptCall {
  /** `undefined` where it isn't constant. */
  readonly name: string | undefined;
  readonly directory: string | undefined;
  /** Its arguments and npm's own options, which npm passes on as variables. */
  readonly words: readonly Word[];
  /** The packages in whose folders it runs, where that isn't one folder. */
  readonly packages?: Selection | undefined;
}

/** The words after `npx`, `pnpm exec` and the like; as they are where those start nothing. */
export const afterRunner = memo((words: readonly Word[]): readonly Word[] => {
  const [name = "", verb = "", binary = ""] = words.map((word) => word.value);
  const manager = /^(?:npm|pnpm|yarn|bun)$/.test(name);
  let start = /^(?:npx|pnpx|bunx)$/.test(name) || (manager && runnerBinaries.test(verb)) ? 1 : 0;
  if (manager && (/^(?:exec|x|dlx)$/.test(verb) || (verb === "run" && runnerBinaries.test(binary)))) start = 2;
  if (start === 0) return words;
  while (words[start]?.value?.startsWith("-") === true)
    start += /^(?:-p|--package|-c|--call)$/.test(words[start]?.value ?? "") ? 2 : 1;
  const [first, ...rest] = words.slice(start);
  return first?.value === undefined ? [] : [{ ...first, value: first.value.replace(/(?<=.)@[^/]*$/, "") }, ...rest];
});

/** The package scripts that a command starts, as npm, pnpm, yarn, bun, lerna and what runs several spell it. `npm version` runs its own. */
export const scriptCalls = memo((words: readonly Word[]): readonly ScriptCall[] => {
  const after = afterRunner(words);
  const [binary = "", ...rest] = after.map((word) => word.value);
  // `yarn lerna` runs a package script of that name, where there is one.
  const own = managerCalls(after === words || /^(?:exec|x|dlx)$/.test(words[1]?.value ?? "") ? after : words);
  if (/^(?:npm-run-all2?|run-[sp])$/.test(binary))
    return [...own, ...listed(after.slice(1).map((word) => word.value ?? word.text))];
  if (binary === "concurrently")
    return [...own, ...listed(rest.map((each) => /^(?:npm|pnpm|yarn|bun|node):(\S+)/.exec(each ?? "")?.[1] ?? "-"))];
  if (binary === "node" && rest[0] === "--run") return [...own, { name: rest[1], directory: undefined, words: [] }];
  return own.length > 0 || after === words ? own : managerCalls(after);
});

function managerCalls(words: readonly Word[]): readonly ScriptCall[] {
  const tool = words[0]?.value ?? "";
  const call = managerCall(words);
  const [first, second] = call?.plain ?? [];
  if (call === undefined || first === undefined) return [];
  if (tool === "npm" && first === "version")
    return second === undefined ? [] : [{ ...call, name: "version", words: [] }];
  if (tool === "turbo") return (first === "run" ? call.plain.slice(1) : call.plain).map((name) => ({ ...call, name }));
  if (/^(?:run|run-script|rum|urn)$/.test(first)) return call.plain.length > 1 ? [{ ...call, name: second }] : [];
  // bun has a runner of tests of its own.
  if (tool === "bun" && first === "test") return [];
  if (/^(?:test|start)$/.test(first) || tool === "nr") return [{ ...call, name: first }];
  return scriptRunners.get(tool)?.needsRun || builtin.has(first) ? [] : [{ ...call, name: first }];
}

/** `npm-run-all build release:*`: its words are names, or globs of them, with arguments after a space. */
function listed(names: readonly string[]): readonly ScriptCall[] {
  return names.flatMap((name) =>
    name.startsWith("-") ? [] : [{ name: name.split(" ")[0], directory: undefined, words: [] }],
  );
}

/** The scripts of a package that a name stands for, which may be a glob whose `*` ends at a `:`. */
export function scriptsNamed(name: string, scripts: readonly string[]): readonly string[] {
  if (!name.includes("*")) return scripts.includes(name) ? [name] : [];
  const matches = globTest(name.replaceAll(":", "/"));
  return scripts.filter((each) => matches?.(each.replaceAll(":", "/")));
}

/** A package manager's command line, as far as it starts scripts and tools. */
interface ManagerCall {
  readonly directory: string | undefined;
  readonly packages: Selection | undefined;
  /** The words that are no options, the command first. */
  readonly plain: readonly (string | undefined)[];
  readonly words: readonly Word[];
  /** What comes after `exec`. */
  readonly executed: readonly Word[] | undefined;
}

/** Undefined for the command of another tool. */
export const managerCall = memo((words: readonly Word[]): ManagerCall | undefined => {
  const [tool = "", ...rest] = words.map((word) => word.value);
  const runner = scriptRunners.get(tool);
  if (runner === undefined) return undefined;
  const { by, picks } = runner;
  const one = tool === "yarn" && rest[0] === "workspace";
  const foreach = tool === "yarn" && rest[0] === "workspaces";
  let directory: string | undefined;
  let packages: Selection | undefined = foreach || runner.everywhere ? { by, names: [] } : undefined;
  if (one) packages = { by, names: [rest[1]] };
  const plain: (string | undefined)[] = [];
  const given: Word[] = [];
  for (let index = one || foreach ? 2 : 0; index < rest.length; index++) {
    const word = rest[index];
    const written = words[index + 1];
    const executes = plain[0] === "exec" && plain.length === 1;
    if (word === "--" || (executes && word?.startsWith("-") !== true)) {
      given.push(...words.slice(index + 2));
      if (executes)
        return { directory, packages, plain, words: [], executed: words.slice(index + (word === "--" ? 2 : 1)) };
      break;
    }
    // `pnpm release x` passes on `x`, as `pnpm run release x` does.
    const named = plain.length > (runner.needsRun || builtin.has(plain[0] ?? "") ? 1 : 0);
    if (written !== undefined && (named || word?.startsWith("-") === true || word === undefined)) given.push(written);
    if (word === undefined) {
      if (plain.length === 0) return undefined;
      plain.push(undefined);
      continue;
    }
    const separate = /^(?:--prefix|-C|--dir|--cwd)$/.test(word);
    const joined = /^(?:--prefix|--dir|--cwd)=(.*)$/.exec(word)?.[1];
    const [selects, name] = picks.exec(word) ?? [];
    if (separate || joined !== undefined) directory = separate ? rest[++index] : joined;
    else if (selects !== undefined) packages = { by, names: [...(packages?.names ?? []), name ?? rest[++index]] };
    else if (/^(?:-r|--recursive|recursive|--workspaces|-ws)$/.test(word)) packages ??= { by, names: [] };
    else if (/^(?:-w|--workspace-root)$/.test(word) && tool === "pnpm") packages = { by: "root", names: [] };
    else if (!word.startsWith("-") && word !== "foreach") plain.push(word);
    else if (plain.length < 2 && takesValue(tool, word)) {
      const value = words[++index + 1];
      if (value !== undefined) given.push(value);
    }
  }
  return { directory, packages, plain, words: given, executed: undefined };
});

/** Commands of pnpm and yarn that aren't scripts. */
const builtin: ReadonlySet<string> = new Set(
  (
    "add audit cache ci config constraints create dedupe deploy dlx exec explain help import info init install i link list ls licenses login " +
    "logout node npm outdated owner pack patch plugin prune publish rebuild recursive remove root run self-update server set setup stage store " +
    "tag team unlink up update upgrade version versions view whoami why workspace workspaces"
  ).split(" "),
);
