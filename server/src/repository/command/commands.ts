import type { ShellReading } from "../../syntax/shell-command.ts";
import { readPlainLines } from "../../syntax/shell-plain.ts";
import { readBash } from "../../syntax/shell.ts";
import { applyDots } from "../paths.ts";
import type { Repository } from "../repository.ts";
import type { Text } from "../value.ts";
import type { Scope } from "../workflow/scope.ts";
import { callsTo, type Step } from "../workflow/workflow.ts";
import type { Roots, Commands } from "./command.ts";
import { followStep } from "./follow.ts";
import { environment } from "./shell-variables.ts";
import { behindConditions } from "./unwrap.ts";

/** Every command of a step's `run:`, in order, package scripts included. */
export function commandsOf(repository: Repository, step: Step, scope: Scope, roots: Roots): Commands {
  if (step.run === undefined)
    return { commands: [], unreachable: [], incomplete: false, unparsed: false, cut: false, unread: [] };
  const start = directoryOf(step, scope);
  const reading = readScript(step.run, scope, shellOf(step, scope));
  const found = followStep(repository, step.run, reading, { start, path: callsTo(step), roots, scope });
  return step.caller === undefined
    ? found
    : { ...found, commands: behindConditions(found.commands, step.run.span.file) };
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
  return { commands: [], unreachable: [], incomplete: true, cut: false };
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
