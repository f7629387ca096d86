import type { Command } from "../../repository/command/command.ts";
import type { Scope } from "../../repository/workflow/scope.ts";
import { textOf } from "../../text.ts";

/**
 * What becomes of a job when a command of it fails: the step fails and with it the job, or the job goes on without it.
 * Unknown where the script hides that: pipes, conditions, groups, `set +e`, package scripts, shells without `-e`.
 * Source: GitHub's workflow syntax, "Exit codes and error action preference".
 */
export function afterFailure(command: Command, { job, workflow, text }: Scope): "stops" | "goes on" | "unknown" {
  const { span } = command;
  const step = job.steps.find(
    ({ run }) =>
      run !== undefined &&
      run.node.span.file === span.file &&
      run.node.span.start <= span.start &&
      span.end <= run.node.span.end,
  );
  if (step?.run === undefined || step.caller !== undefined || command.path.length > 0 || command.conditional)
    return "unknown";
  const tolerated = step.block.entries.find(({ key }) => key.value === "continue-on-error")?.value;
  if (tolerated !== undefined) {
    if (tolerated.kind !== "scalar" || typeof tolerated.value !== "boolean") return "unknown";
    if (tolerated.value) return "goes on";
  }
  const lines = step.run.value.split("\n").flatMap((line) => (/^\s*(?:#|$)/.test(line) ? [] : [line.trim()]));
  const [line, ...others] = lines.filter((each) => each.includes(textOf(span)));
  if (
    line === undefined ||
    others.length > 0 ||
    /\bset \+|\(\)\s*\{|^[)}]|^(?:done|fi|esac)\b./m.test(lines.join("\n"))
  )
    return "unknown";
  const [before = "", after = ""] = line.split(textOf(span)).map((part) => part.trim());
  if (!/^$|(?:&&|;)$/.test(before) || /\|\||\bif\b|\bwhile\b|\buntil\b|!/.test(before)) return "unknown";
  if (/^\|\|\s*(?:true|:|echo\b[^&|;]*)$/.test(after)) return "goes on";
  const last = line === lines.at(-1);
  if (after.startsWith("&&") ? !last || /\|\|/.test(after) : !/^$|^[#;]/.test(after)) return "unknown";
  const shell = (step.shell ?? job.defaults.shell ?? workflow.defaults.shell)?.value;
  const runners = job.runsOn?.map((label) => text(label.value)) ?? [undefined];
  const exits =
    shell === undefined ? runners.every((name) => name?.startsWith("windows") === false) : /^(?:ba)?sh$/.test(shell);
  return exits || (last && !after.startsWith(";")) ? "stops" : "unknown";
}
