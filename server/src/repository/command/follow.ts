import { limits } from "../../limits.ts";
import { unclearAt, type Cause, type Unclear } from "../../reason.ts";
import type { ShellReading } from "../../syntax/shell-command.ts";
import type { Held } from "../../syntax/shell.ts";
import { packageIn } from "../package/package.ts";
import { applyDots, join } from "../paths.ts";
import type { Repository } from "../repository.ts";
import type { Text } from "../value.ts";
import { startOfPath, type Roots, type Commands, type Command } from "./command.ts";
import { missingRelease, writtenRelease } from "./missing.ts";
import { mayReleaseByScripts, mayStart } from "./prefilter.ts";
import { releaseOfProgram } from "./program-publish.ts";
import { spelledOut } from "./variable-command.ts";
import { placed, sourceOf, withArguments, type Source } from "./placed.ts";
import { recipeOf } from "./recipe.ts";
import { scriptCalls, scriptsNamed, type ScriptCall } from "./script-call.ts";
import { calledFile, fileCall, positions, shellText, stopsEarly, type FileCall } from "./script-file.ts";
import { readStarted } from "./read-started.ts";
import type { ShellScope } from "./shell-variables.ts";
import { underConditions, placesOf, unwrapped } from "./unwrap.ts";

const none: Commands = { commands: [], unreachable: [], incomplete: false, unparsed: false, cut: false, unread: [] };

interface From {
  readonly start: string | undefined;
  readonly path: Command["path"];
  readonly roots: Roots;
  readonly scope: ShellScope;
  readonly variables: ReadonlyMap<string, Held>;
  readonly budget: { scripts: number };
}

/** The commands of a step's script, with those of all that it starts. */
export function followStep(
  repository: Repository,
  run: Text,
  reading: ShellReading,
  from: Omit<From, "variables" | "budget">,
): Commands {
  return follow(repository, sourceOf(run), reading, {
    ...from,
    variables: new Map(),
    budget: { scripts: limits.scripts },
  });
}

function follow(repository: Repository, text: Source, reading: ShellReading, from: From): Commands {
  const commands: Command[] = [];
  const unread: Unclear[] = [];
  const unreachable = reading.unreachable.map((shell) => placed(shell, text, from));
  let { incomplete, cut } = reading;
  let unparsed = incomplete;
  for (const shell of reading.commands)
    for (const command of unwrapped(
      repository,
      spelledOut(placed(shell, text, from), text.embedded.text),
      from.roots,
    )) {
      commands.push(command);
      for (const inner of startedBy(repository, command, commands, from)) {
        commands.push(...inner.commands);
        unread.push(...inner.unread);
        incomplete ||= inner.incomplete;
        unparsed ||= inner.unparsed;
        cut ||= inner.cut;
      }
    }
  return { commands, unreachable, incomplete, unparsed, cut, unread };
}

/** What a command starts: package scripts, or a file, which commands `before` may have written. */
function startedBy(
  repository: Repository,
  command: Command,
  before: readonly Command[],
  from: From,
): readonly Commands[] {
  const calls = scriptCalls(command.words);
  const file = fileCall(command.words);
  const recipe = recipeOf(repository, command, from.roots);
  if (recipe !== undefined && "kind" in recipe) return [unreadBy(command, recipe)];
  if (recipe !== undefined)
    return recipe.scripts.map(({ source, conditional }) => {
      const own = { ...command, conditional: command.conditional || conditional };
      return isTooFar(from) ? beyond([source.embedded.text]) : runText(repository, own, source, [], recipe.base, from);
    });
  if (file !== undefined) return [runFile(repository, command, file, before, from)];
  return calls.flatMap((call) => {
    const bases =
      call.packages === undefined
        ? [
            call.directory === undefined
              ? command.directory
              : applyDots(join(command.directory ?? "..", call.directory)),
          ]
        : placesOf(repository, command, call.packages, from.roots);
    // Where it is run in all packages, those without it are passed over.
    const all = call.packages?.names.length === 0;
    return bases.map((base) => runScript(repository, command, call, base, all, from));
  });
}

/** The commands of a package script with its `pre` and `post` scripts. */
function runScript(
  repository: Repository,
  command: Command,
  call: ScriptCall,
  base: string | undefined,
  optional: boolean,
  from: From,
): Commands {
  const directory = from.roots(base);
  const found = directory === undefined ? "unknown" : packageIn(repository, directory);
  if (typeof found === "string" || call.name === undefined)
    return missing(command, call.name ?? command.words.map((word) => word.text).join(" "), call.words);
  // Of many packages those whose scripts can't lead to a release aren't read.
  if (optional && !mayReleaseByScripts(found)) return none;
  // `npm version` runs `preversion` and `postversion` alone as well.
  const names = call.name === "version" ? [call.name] : scriptsNamed(call.name, [...found.scripts.texts.keys()]);
  if (isTooFar(from)) return beyond(names.map((name) => found.scripts.texts.get(name)?.value ?? ""));
  const all = names.flatMap((name) =>
    [`pre${name}`, name, `post${name}`].flatMap((each) => {
      const script = found.scripts.texts.get(each);
      return script === undefined
        ? []
        : [runText(repository, command, sourceOf(script), each === name ? call.words : [], base, from)];
    }),
  );
  if (names.length === 0 && !optional) return missing(command, call.name, call.words);
  return {
    commands: all.flatMap((each) => each.commands),
    unreachable: [],
    incomplete: all.some((each) => each.incomplete),
    unparsed: all.some((each) => each.unparsed),
    cut: all.some((each) => each.cut),
    unread: all.flatMap((each) => each.unread),
  };
}

/** What is started and isn't there is reported if it may publish. */
function missing(command: Command, name: string, given: Command["words"]): Commands {
  const cause = missingRelease(command, name, given);
  return { ...(cause === undefined ? none : unreadBy(command, cause)), incomplete: true };
}

/** Scripts that start each other many times over aren't followed to the end. */
function isTooFar({ path, budget }: From): boolean {
  return path.length >= limits.calls || budget.scripts-- <= 0;
}

/** What isn't followed any further, of which texts that start nothing are no loss. */
function beyond(texts: readonly string[]): Commands {
  return { ...none, incomplete: true, cut: texts.some(mayStart) };
}

function unreadBy(command: Command, cause: Cause): Commands {
  return { ...none, unread: [unclearAt(startOfPath(command), cause)] };
}

/** The commands of a shell script of the repository; of a program in another language, whether it names one that publishes. */
function runFile(
  repository: Repository,
  command: Command,
  call: FileCall,
  before: readonly Command[],
  from: From,
): Commands {
  const file = calledFile(repository, from.roots(command.directory), call);
  const text = typeof file === "object" && call.shell ? shellText(file) : undefined;
  if (typeof file === "string") {
    const written = writtenRelease(before, command, call.path);
    const said =
      written === "unwritten" ? missing(command, call.path, call.words) : written && unreadBy(command, written);
    return { ...none, ...said, incomplete: call.shell };
  }
  if (isTooFar(from)) return beyond([file.text]);
  if (text === undefined) {
    const found = releaseOfProgram(repository, file, command, call, from.scope);
    if (found === undefined) return none;
    return "kind" in found ? unreadBy(command, found) : { ...none, commands: found };
  }
  const variables = new Map<string, Held>([...command.variables, ...positions(call.words)]);
  const called = { ...command, conditional: false, variables };
  const inner = runText(repository, called, { file, embedded: text }, [], command.directory, from);
  const conditional = command.conditional || !(call.stops || stopsEarly(text.text));
  return {
    ...inner,
    commands: underConditions(inner.commands, file).map((each) => ({
      ...each,
      conditional: conditional || each.conditional,
    })),
  };
}

/** The commands of a script that a command starts in `base`; `words` are passed to it. */
function runText(
  repository: Repository,
  command: Command,
  source: Source,
  words: ScriptCall["words"],
  base: string | undefined,
  from: From,
): Commands {
  const { variables } = command;
  const scope = { ...from, start: base, path: [...from.path, command.span], variables };
  const reading = readStarted(source.embedded.text, { scope: from.scope, variables });
  const inner = follow(repository, source, withArguments(reading, words), scope);
  return {
    ...inner,
    unreachable: [],
    commands: inner.commands.map((each) => ({
      ...each,
      conditional: each.conditional || command.conditional,
      failing: undefined,
      hiddenBy: each.hiddenBy ?? command.hiddenBy,
      ...(command.wrapper !== undefined && { wrapper: command.wrapper }),
      ...(command.onCondition !== undefined && { onCondition: command.onCondition }),
    })),
  };
}

/**
 * The commands of the package script `name` in a folder of the repository, with its `pre` and `post` scripts,
 * as `command` starts it: npm runs some by itself. Incomplete where there is no such script.
 */
export function scriptCommands(
  repository: Repository,
  command: Command,
  name: string,
  directory: string,
  scope: ShellScope,
): Commands {
  const from = {
    start: "",
    path: command.path,
    roots: (folder?: string) => folder,
    scope,
    variables: new Map(),
    budget: { scripts: limits.scripts },
  };
  const call = { name, directory: undefined, words: [] };
  return runScript(repository, { ...command, directory }, call, directory, false, from);
}
