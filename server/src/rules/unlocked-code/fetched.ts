import type { Command } from "../../repository/command/command.ts";
import type { Span } from "../../text.ts";

type Word = Command["words"][number];

/** A package that a command fetches without a version. */
interface FetchedPackage {
  readonly word: Word;
  readonly name: string;
  /** Also where the project has it: `pnpm dlx`, `npm install -g`, `npx x@latest`. Else unless something of that name is installed. */
  readonly always: boolean;
}

/** The package that a command fetches and runs, or installs for all; undefined where it names a version, or nothing that is fetched. */
export function fetchedBy({ words }: Command): FetchedPackage | undefined {
  const values = words.map(({ value }) => value);
  const [tool, verb] = values;
  if (tool === "npx" || tool === "bunx") return firstPackage(words.slice(1), false, tool === "bunx");
  if (tool === "pnpx") return firstPackage(words.slice(1), true);
  if ((tool === "pnpm" || tool === "yarn") && verb === "dlx") return firstPackage(words.slice(2), true);
  if ((tool === "npm" && (verb === "exec" || verb === "x")) || (tool === "bun" && verb === "x"))
    return firstPackage(words.slice(2), false);
  const isInstall = tool === "npm" && /^(?:i|install|add)$/.test(verb ?? "");
  const isGlobal = values.includes("-g") || values.includes("--global");
  return isInstall && isGlobal && !values.includes("--prefix") ? globalPackage(words.slice(2)) : undefined;
}

/**
 * The first word that is no option, or what `--package` names. `npx` without `--yes` asks a person before it fetches, so whoever writes that expects
 * the command to be there.
 */
function firstPackage(words: readonly Word[], always: boolean, yes = always): FetchedPackage | undefined {
  const [word, ...rest] = words;
  const value = word?.value;
  if (word === undefined || value === undefined || /^--no(?:-install)?$|^--offline$/.test(value)) return undefined;
  // Of other options it isn't known here whether a value follows.
  if (/^(?:-y|--yes)$/.test(value)) return firstPackage(rest, always, true);
  if (/^(?:--|-q|--quiet|--silent|--bun)$/.test(value)) return firstPackage(rest, always, yes);
  const named = /^(?:-p|--package)$/.test(value) ? rest[0] : word;
  const found = named && unversioned(named, always);
  return found !== undefined && (yes || found.always) ? found : undefined;
}

function globalPackage(words: readonly Word[]): FetchedPackage | undefined {
  const [found] = words.flatMap((word) => unversioned(word, true) ?? []);
  return found;
}

/** npm itself is another rule's. */
function unversioned(word: Word, always: boolean): FetchedPackage | undefined {
  const { value = "" } = word;
  const [, name, tag] = /^((?:@[\w.-]+\/)?[A-Za-z\d][\w.-]*)(@(?:latest|next|\*|x)?)?$/.exec(value) ?? [];
  const isFile = name === undefined || /\.(?:tgz|tar|gz|[cm]?[jt]s)$/.test(name);
  return isFile || name === "npm" ? undefined : { word, name, always: always || tag !== undefined };
}

/** The download whose answer a shell runs: `curl … | sh`. */
export function pipedFrom(before: Command | undefined, { words, span }: Command): Span | undefined {
  const [tool, ...others] = words.map(({ value }) => value);
  const isOption = (value: string | undefined): boolean => value?.startsWith("-") === true;
  const isShell = /^(?:ba|da|z)?sh$/.test(tool ?? "") && (others[0] === "-s" || others.every(isOption));
  const isDownload = /^(?:curl|wget)$/.test(before?.words[0]?.value ?? "");
  if (before === undefined || !isShell || !isDownload || before.span.file !== span.file) return undefined;
  const between = span.file.text.slice(before.span.end, span.start);
  return /^[^\n;&|]*\|\s*(?:sudo\s+(?:-\w+\s+)*)?$/.test(between) ? before.span : undefined;
}
