import type { Word } from "../syntax/shell.ts";

/** How a package script is started: its name, and the folder of its package. */
export interface ScriptCall {
  readonly name: string;
  readonly directory: string | undefined;
  /** Its arguments and npm's own options, which npm hands on as variables. */
  readonly words: readonly Word[];
}

/** The package scripts that a command starts, as npm, pnpm, yarn and bun spell it. `npm version` runs its own. */
export function scriptCalls(words: readonly Word[]): readonly ScriptCall[] {
  const [tool, ...rest] = words.map((word) => word.value);
  if (tool === undefined || !/^(?:npm|pnpm|yarn|bun)$/.test(tool)) return [];
  let directory: string | undefined;
  const plain: string[] = [];
  const given: Word[] = [];
  for (let index = 0; index < rest.length; index++) {
    const word = rest[index];
    const written = words[index + 1];
    if (word === "--") {
      given.push(...words.slice(index + 2));
      break;
    }
    if (written !== undefined && (plain.length > 1 || word?.startsWith("-") === true || word === undefined))
      given.push(written);
    if (word === undefined) {
      if (plain.length === 0) return [];
      plain.push("");
      continue;
    }
    const separate = /^(?:--prefix|-C|--dir|--cwd)$/.test(word);
    const joined = /^(?:--prefix|--dir|--cwd)=(.*)$/.exec(word)?.[1];
    if (separate || joined !== undefined) directory = separate ? rest[++index] : joined;
    else if (/^(?:-w|--workspace|--filter|-F|-r|--recursive|--workspaces|-ws)(?:=|$)/.test(word)) return [];
    else if (!word.startsWith("-")) plain.push(word);
  }
  const [first, second] = plain;
  if (first === undefined) return [];
  if (tool === "npm" && first === "version")
    return second === undefined ? [] : [{ name: "version", directory, words: [] }];
  if (/^(?:run|run-script|rum|urn)$/.test(first))
    return second === undefined ? [] : [{ name: second, directory, words: given }];
  if (/^(?:test|start)$/.test(first)) return [{ name: first, directory, words: given }];
  return tool === "npm" || tool === "bun" || builtin.has(first) ? [] : [{ name: first, directory, words: given }];
}

/** Commands of pnpm and yarn that aren't scripts. */
const builtin: ReadonlySet<string> = new Set(
  (
    "add audit cache ci config constraints create dedupe deploy dlx exec explain help import info init install i link list ls licenses login " +
    "logout node npm outdated owner pack patch plugin prune publish rebuild recursive remove root run self-update server set setup stage store " +
    "tag team unlink up update upgrade version versions view whoami why workspace workspaces"
  ).split(" "),
);
