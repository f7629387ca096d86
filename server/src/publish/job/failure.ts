import type { Command } from "../../repository/command/command.ts";
import { isInScript } from "../../repository/command/own-words.ts";
import type { Scope } from "../../repository/workflow/scope.ts";

/**
 * What becomes of a job when a command of it fails: the step fails and with it the job, or the job goes on without it.
 * Unknown where the script hides that: pipes, conditions, groups, `set +e`, package scripts, shells without `-e`.
 * Source: GitHub's workflow syntax, "Exit codes and error action preference".
 */
export function afterFailure(command: Command, { job, workflow, text }: Scope): "stops" | "goes on" | "unknown" {
  const { span } = command;
  const step = job.steps.find(({ run }) => run !== undefined && isInScript(run, span));
  if (step?.run === undefined || step.caller !== undefined || command.path.length > 0 || command.conditional)
    return "unknown";
  const tolerated = step.block.entries.find(({ key }) => key.value === "continue-on-error")?.value;
  if (tolerated !== undefined) {
    if (tolerated.kind !== "scalar" || typeof tolerated.value !== "boolean") return "unknown";
    if (tolerated.value) return "goes on";
  }
  if (command.hiddenBy?.kind === "or") return "goes on";
  if (command.failing !== "exits") return command.failing === "ends" ? "stops" : "unknown";
  const shell = (step.shell ?? job.defaults.shell ?? workflow.defaults.shell)?.value;
  const runners = job.runsOn?.map((label) => text(label.value)) ?? [undefined];
  const exits =
    shell === undefined
      ? runners.every((name) => name?.startsWith("windows") === false)
      : /^(?:ba)?sh$|^(?:\/[\w/.-]{0,100}\/)?(?:ba)?sh (?:-\S+ |pipefail ){0,10}-e?\w*e\w* (?:\S+ ){0,10}\{0\}$/.test(
          shell,
        );
  return exits ? "stops" : "unknown";
}
