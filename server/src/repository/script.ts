import { readBash, type Held, type Output, type Piece, type ShellReading, type Word } from "../syntax/shell.ts";
import { readPlainLines } from "../syntax/shell-plain.ts";
import type { Span } from "../text.ts";
import { environment } from "./environment.ts";
import { followStep } from "./follow.ts";
import { applyDots } from "./paths.ts";
import type { Repository } from "./repository.ts";
import type { Scope } from "./scope.ts";
import { behindConditions } from "./unwrap.ts";
import type { Text } from "./value.ts";
import { callsTo, type Step } from "./workflow.ts";

/** A command that a step runs, itself or through package scripts. */
export interface Command {
  readonly words: readonly Word[];
  /** The command as it stands in its file. */
  readonly span: Span;
  readonly conditional: boolean;
  /** Behind an `exit` or `return` that ends its script or function well, or may. */
  readonly afterExit: boolean;
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
  /** What stands before it and isn't known: a command that runs it in an environment of its own, or a condition of a shared file. */
  readonly behind?: string;
  /** A word as a span of the file it stands in. */
  wordSpan(word: Word): Span;
}

export interface Commands {
  readonly commands: readonly Command[];
  /** Commands of the step itself that stand there and never run. */
  readonly unreachable: readonly Command[];
  /** Part of the text couldn't be read, or a script that is run wasn't found: commands may be missing. */
  readonly incomplete: boolean;
  /** What is started there that may publish, and can't be read. */
  readonly unread: readonly Unread[];
}

/** A place of a workflow where something may publish, and the reason for which it can't be told. */
export interface Unread {
  readonly span: Span;
  readonly why: string;
}

/** Whether a command stands in a package script, or is started by one. */
export function isInPackageScript({ path, span }: Command): boolean {
  return [...path, span].some(({ file }) => /(?:^|\/)package\.json$/.test(file.path));
}

/** Every command of a step's `run:`, in order, package scripts included. */
export function commandsOf(repository: Repository, step: Step, scope: Scope, roots: Roots): Commands {
  if (step.run === undefined) return { commands: [], unreachable: [], incomplete: false, unread: [] };
  const start = directoryOf(step, scope);
  const reading = readScript(step.run, scope, shellOf(step, scope));
  const found = followStep(repository, step.run, reading, { start, path: callsTo(step), roots, scope });
  return step.caller === undefined
    ? found
    : { ...found, commands: behindConditions(found.commands, step.run.span.file) };
}

/** Where the repository's own files lie in the job's workspace: undefined for a folder that isn't the repository's. */
export type Roots = (directory: string | undefined) => string | undefined;

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
