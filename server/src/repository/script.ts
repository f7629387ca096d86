import {
  readBash,
  type Held,
  type Output,
  type Piece,
  type ShellCommand,
  type ShellReading,
  type Word,
} from "../syntax/shell.ts";
import { readPlainLines } from "../syntax/shell-plain.ts";
import type { Span } from "../text.ts";
import { packageIn } from "./package.ts";
import { applyDots, join } from "./paths.ts";
import type { Repository } from "./repository.ts";
import { scriptCalls, type ScriptCall } from "./script-call.ts";
import type { Scope } from "./scope.ts";
import { embeddedSpan, type Text } from "./value.ts";
import { callsTo, type Step } from "./workflow.ts";

/** A command that a step runs, itself or through package scripts. */
export interface Command {
  readonly words: readonly Word[];
  /** The command as it stands in its file. */
  readonly span: Span;
  readonly conditional: boolean;
  /** What follows it in its script and ends well whether it does or not: the right of a `||`, or the end of a pipe. */
  readonly hiddenBy: { readonly kind: "or" | "pipe"; readonly span: Span } | undefined;
  /** Relative to the job's workspace; undefined where it isn't known. */
  readonly directory: string | undefined;
  /** What the scripts set before it: null is unset, undefined is not known, pieces come in part from outside. */
  readonly variables: ReadonlyMap<string, Held>;
  readonly writes: readonly (string | undefined)[];
  /** The one file that its output goes to. */
  readonly output: Output | undefined;
  /** What a heredoc gives it to read. */
  readonly input: readonly Piece[] | undefined;
  /** The commands that lead here, outermost first: `npm run release` in the workflow, then in package.json, … */
  readonly path: readonly Span[];
  /** A word as a span of the file it stands in. */
  wordSpan(word: Word): Span;
}

export interface Commands {
  readonly commands: readonly Command[];
  /** Commands of the step itself that stand there and never run. */
  readonly unreachable: readonly Command[];
  /** Part of the text couldn't be read, or a script that is run wasn't found: commands may be missing. */
  readonly incomplete: boolean;
}

const none: Commands = { commands: [], unreachable: [], incomplete: false };
const deepest = 8;
/** More than any step runs: scripts that start each other many times over aren't followed to the end. */
const mostScripts = 500;

/** Whether a command stands in a package script, or is started by one. */
export function isInPackageScript({ path, span }: Command): boolean {
  return [...path, span].some(({ file }) => /(?:^|\/)package\.json$/.test(file.path));
}

/** Every command of a step's `run:`, in order, package scripts included. */
export function commandsOf(repository: Repository, step: Step, scope: Scope, roots: Roots): Commands {
  if (step.run === undefined) return none;
  const start = directoryOf(step, scope);
  const reading = readScript(step.run, scope, shellOf(step, scope));
  return follow(repository, step.run, reading, {
    start,
    path: callsTo(step),
    roots,
    scope,
    variables: new Map(),
    budget: { scripts: mostScripts },
  });
}

/** Where the repository's own files lie in the job's workspace: undefined for a folder that isn't the repository's. */
export type Roots = (directory: string | undefined) => string | undefined;

interface From {
  readonly start: string | undefined;
  readonly path: readonly Span[];
  readonly roots: Roots;
  readonly scope: Scope;
  readonly variables: ReadonlyMap<string, Held>;
  readonly budget: { scripts: number };
}

function follow(repository: Repository, text: Text, reading: ShellReading, from: From): Commands {
  const commands: Command[] = [];
  const unreachable = reading.unreachable.map((shell) => placed(shell, text, from));
  let { incomplete } = reading;
  for (const shell of reading.commands) {
    const command = placed(shell, text, from);
    const calls = scriptCalls(command.words);
    commands.push(command);
    for (const call of calls) {
      const inner = runScript(repository, command, call, from);
      commands.push(...inner.commands);
      incomplete ||= inner.incomplete;
    }
  }
  return { commands, unreachable, incomplete };
}

function placed(shell: ShellCommand, text: Text, from: From): Command {
  const { file } = text.span;
  return {
    words: shell.words,
    span: embeddedSpan(file, text.embedded, shell.start, shell.end),
    conditional: shell.conditional,
    hiddenBy: shell.hiddenBy && {
      kind: shell.hiddenBy.kind,
      span: embeddedSpan(file, text.embedded, shell.hiddenBy.start, shell.hiddenBy.end),
    },
    directory:
      from.start === undefined || shell.directory === undefined
        ? undefined
        : applyDots(join(from.start, shell.directory)),
    variables: from.variables.size === 0 ? shell.variables : new Map([...from.variables, ...shell.variables]),
    writes: shell.writes,
    output: shell.output,
    input: shell.input,
    path: from.path,
    wordSpan: (word) => embeddedSpan(file, text.embedded, word.start, word.end),
  };
}

/** The commands of a package script with its `pre` and `post` scripts. */
function runScript(repository: Repository, command: Command, call: ScriptCall, from: From): Commands {
  const base =
    call.directory === undefined ? command.directory : applyDots(join(command.directory ?? "..", call.directory));
  const directory = from.roots(base);
  const found = directory === undefined ? "unknown" : packageIn(repository, directory);
  if (typeof found === "string" || from.path.length >= deepest || from.budget.scripts-- <= 0)
    return { ...none, incomplete: true };
  const scripts = [`pre${call.name}`, call.name, `post${call.name}`].flatMap((name) => {
    const script = found.scripts.texts.get(name);
    return script === undefined ? [] : [{ name, script }];
  });
  const incomplete = found.scripts.texts.get(call.name) === undefined;
  const all = scripts.map(({ name, script }) => {
    const { variables } = command;
    const scope = { ...from, start: base, path: [...from.path, command.span], variables };
    const reading = readBash(script.value, {
      expression: () => undefined,
      variable: (name) => environment(name, from.scope, variables),
      held: variables,
    });
    const given = name === call.name ? withArguments(reading, call.words) : reading;
    const inner = follow(repository, script, given, scope);
    return {
      ...inner,
      commands: inner.commands.map((each) => ({
        ...each,
        conditional: each.conditional || command.conditional,
        hiddenBy: each.hiddenBy ?? command.hiddenBy,
      })),
    };
  });
  return {
    commands: all.flatMap((each) => each.commands),
    unreachable: [],
    incomplete: incomplete || all.some((each) => each.incomplete),
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
  scope: Scope,
): Commands {
  const from = {
    start: "",
    path: command.path,
    roots: (folder?: string) => folder,
    scope,
    variables: new Map(),
    budget: { scripts: mostScripts },
  };
  return runScript(repository, { ...command, directory }, { name, directory: undefined, words: [] }, from);
}

/** A script's arguments go to its last command. */
function withArguments(reading: ShellReading, given: readonly Word[]): ShellReading {
  const last = reading.commands.at(-1);
  const end = last?.words.at(-1);
  if (last === undefined || end === undefined || given.length === 0) return reading;
  const added = given.map((word) => ({ ...word, start: end.start, end: end.end }));
  return { ...reading, commands: [...reading.commands.slice(0, -1), { ...last, words: [...last.words, ...added] }] };
}

function readScript(run: Text, scope: Scope, shell: string | undefined): ShellReading {
  const lookups = {
    expression: (source: string) => scope.text(`\${{ ${source} }}`),
    variable: (name: string) => environment(name, scope, new Map()),
  };
  // `shell: bash` alone starts it with pipefail; without `shell:`, and in package scripts, it is off.
  if (shell === undefined || /^(?:bash|sh)\b/.test(shell))
    return readBash(run.value, lookups, shell !== undefined && /^bash\s*$|\bpipefail\b/.test(shell));
  if (/^(?:pwsh|powershell|cmd)\b/.test(shell)) return readPlainLines(run.value, lookups);
  return { commands: [], unreachable: [], incomplete: true };
}

/** `$GITHUB_ENV` and its like, and `~`, keep their names, so that a command that writes there can be told. */
function environment(name: string, scope: Scope, variables: ReadonlyMap<string, Held>): string | undefined {
  const held = variables.get(name);
  if (variables.has(name)) return typeof held === "string" ? held : undefined;
  if (/^(?:GITHUB_ENV|GITHUB_PATH|RUNNER_TEMP|NPM_CONFIG_USERCONFIG)$/.test(name)) return `$${name}`;
  if (name === "HOME") return "~";
  const variable = scope.variable(name);
  return variable.kind === "text" ? variable.value : undefined;
}

/** As written for the step, the job or the workflow; Windows runners have PowerShell otherwise. */
function shellOf(step: Step, scope: Scope): string | undefined {
  const written = (step.shell ?? scope.job.defaults.shell ?? scope.workflow.defaults.shell)?.value;
  if (written !== undefined) return written;
  const windows = scope.job.runsOn?.some((label) => /^windows/i.test(scope.text(label.value) ?? ""));
  return windows === true ? "pwsh" : undefined;
}

function directoryOf(step: Step, scope: Scope): string | undefined {
  const defaults =
    step.caller === undefined ? (scope.job.defaults.directory ?? scope.workflow.defaults.directory) : undefined;
  const written = step.directory ?? defaults;
  if (written === undefined) return "";
  if (written === "unreadable") return undefined;
  const directory = scope.text(written.value)?.replace(/^\$\{\{\s*github\.workspace\s*\}\}\/?/, "");
  return directory === undefined ? undefined : applyDots(directory);
}
