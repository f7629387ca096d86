import { limits } from "../limits.ts";
import type { Failing, ShellReading, ShellCommand } from "./shell-command.ts";
import { maskExpressions, type ShellScope } from "./shell-words.ts";
import { readBash } from "./shell.ts";

/** PowerShell, cmd and others: only lines of one plain command are read. */
export function readPlainLines(text: string, scope: ShellScope): ShellReading {
  const commands: ShellCommand[] = [];
  let incomplete = false;
  if (text.length > limits.script) return { commands, unreachable: [], incomplete: true, cut: true };
  let moved = false;
  let conditional = false;
  let offset = 0;
  let end = 0;
  for (const line of text.split("\n")) {
    const { masked } = maskExpressions(line);
    if (!/^\s*(?:#|::|rem\b|$)/i.test(masked)) end = offset;
    if (/^[^\s"'`$%&|;<>(){}#^]+(?:[ \t]+[^\s"'`$%&|;<>(){}^]+)*\s*$/.test(masked.trimStart())) {
      const padding = " ".repeat(line.length - line.trimStart().length);
      for (const command of readBash(padding + line.trim(), scope).commands) {
        commands.push({ ...command, ...shifted(command, offset), conditional, directory: moved ? undefined : "" });
        moved ||= changesDirectory(command);
      }
    } else if (masked.trim() !== "" && !/^\s*(?:#|::|rem\b)/i.test(masked)) {
      incomplete = true;
      conditional ||= /[({]\s*$|\bif\b/i.test(masked);
    }
    offset += line.length + 1;
  }
  return {
    commands: commands.map((command) => ({ ...command, failing: endOf(command, end) })),
    unreachable: [],
    incomplete,
    cut: false,
  };
}

/** These go on after a failure: the last command's is the script's. `end` is where the last line begins that isn't a comment. */
function endOf({ start }: ShellCommand, end: number): Failing {
  return start >= end ? "ends" : undefined;
}

function shifted(command: ShellCommand, by: number): Pick<ShellCommand, "start" | "end" | "words"> {
  const words = command.words.map((word) => ({ ...word, start: word.start + by, end: word.end + by }));
  return { words, start: command.start + by, end: command.end + by };
}

function changesDirectory(command: ShellCommand): boolean {
  return /^(?:cd|chdir|pushd|popd|Set-Location|sl)$/i.test(command.words[0]?.value ?? "");
}
