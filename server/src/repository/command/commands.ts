import type { ShellReading } from "../../syntax/shell-command.ts";
import { readPlainLines } from "../../syntax/shell-plain.ts";
import { readBash } from "../../syntax/shell.ts";
import { memo, memoByValue } from "../../text.ts";
import { applyDots } from "../paths.ts";
import type { Repository } from "../repository.ts";
import type { Text } from "../value.ts";
import type { Scope, Variable } from "../workflow/scope.ts";
import { callsTo, type Step } from "../workflow/workflow.ts";
import { sameAnswers, type Kept } from "./answers.ts";
import type { Roots, Commands } from "./command.ts";
import { followStep } from "./follow.ts";
import { environment, type ShellScope } from "./shell-variables.ts";
import { underConditions } from "./unwrap.ts";

/** Every command of a step's `run:`, in order, package scripts included. */
export function commandsOf(repository: Repository, step: Step, scope: Scope, roots: Roots): Commands {
  if (step.run === undefined)
    return { commands: [], unreachable: [], incomplete: false, unparsed: false, cut: false, unread: [] };
  const { run } = step;
  const known = readBefore(repository);
  const kept = known.get(step) ?? [];
  known.set(step, kept);
  return sameAnswers(kept, { scope, roots }, (note) => {
    const asked: ShellScope = {
      job: scope.job,
      workflow: scope.workflow,
      text: (text) => note(textIn, text),
      variable(name) {
        note(kindIn, name);
        return scope.variable(name);
      },
    };
    return readCommands(repository, step, run, asked, (base) => note(rootIn, base));
  });
}

interface Place {
  readonly scope: ShellScope;
  readonly roots: Roots;
}

/** The commands of steps, in a repository as one lint sees it. */
const readBefore = memo<Repository, WeakMap<Step, Kept<Place, Commands>[]>>(() => new WeakMap());

function rootIn({ roots }: Place, base: string | undefined): string | undefined {
  return roots(base);
}

/** All that commands depend on of a variable: its text, or of which kind it is. */
function kindIn({ scope }: Place, name: string): string {
  const variable: Variable = scope.variable(name);
  return variable.kind === "text" ? `text ${variable.value}` : variable.kind;
}

function readCommands(repository: Repository, step: Step, run: Text, scope: ShellScope, roots: Roots): Commands {
  const start = directoryOf(step, scope);
  const reading = readScript(run, scope, shellOf(step, scope));
  const found = followStep(repository, run, reading, { start, path: callsTo(step), roots, scope });
  return step.caller === undefined ? found : { ...found, commands: underConditions(found.commands, run.span.file) };
}

function readScript(run: Text, scope: ShellScope, shell: string | undefined): ShellReading {
  return sameAnswers(readings(run.value), { scope, shell }, (note) => {
    note(shellIn, undefined);
    const lookups = {
      expression: (source: string) => note(textIn, `\${{ ${source} }}`),
      variable: (name: string) => note(variableIn, name),
    };
    // `shell: bash` alone starts it with pipefail; without `shell:`, and in package scripts, it is off.
    if (shell === undefined || isBash(shell))
      return readBash(run.value, lookups, shell !== undefined && /^bash\s*$|\bpipefail\b/.test(shell));
    if (/^(?:pwsh|powershell|cmd)\b/.test(shell)) return readPlainLines(run.value, lookups);
    return { commands: [], unreachable: [], incomplete: true, cut: false };
  });
}

/** Whether a `shell:` is bash or one that bash understands, by its name or its path. */
export function isBash(shell: string): boolean {
  return /^(?:\/[\w/.-]{0,100}\/)?(?:bash|sh)\b/.test(shell);
}

/**
 * The readings of a script, by its text: an action of the repository has the same in every job that calls it, and what
 * is typed elsewhere in a workflow changes none.
 */
const readings = memoByValue<readonly [script: string], Kept<Running, ShellReading>[]>(() => []);

interface Running {
  readonly scope: ShellScope;
  readonly shell: string | undefined;
}

function shellIn({ shell }: Running): string | undefined {
  return shell;
}

function textIn({ scope }: Pick<Running, "scope">, text: string): string | undefined {
  return scope.text(text);
}

function variableIn({ scope }: Running, name: string): string | undefined {
  return environment(name, scope, unset);
}

const unset = new Map<string, never>();

/** As written for the step, the job or the workflow; Windows runners have PowerShell otherwise. */
function shellOf(step: Step, scope: ShellScope): string | undefined {
  const written = (step.shell ?? scope.job.defaults.shell ?? scope.workflow.defaults.shell)?.value;
  if (written !== undefined) return written;
  const windows = scope.job.runsOn?.some((label) => /^windows/i.test(scope.text(label.value) ?? ""));
  return windows === true ? "pwsh" : undefined;
}

function directoryOf(step: Step, scope: ShellScope): string | undefined {
  const defaults =
    step.caller === undefined ? (scope.job.defaults.directory ?? scope.workflow.defaults.directory) : undefined;
  const written = step.directory ?? defaults;
  if (written === undefined) return "";
  if (written === "unreadable") return undefined;
  const directory = scope.text(written.value)?.replace(/^\$\{\{\s*github\.workspace\s*\}\}\/?/, "");
  return directory === undefined ? undefined : applyDots(directory);
}
