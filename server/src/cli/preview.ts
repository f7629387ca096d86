import type { ReleasePlan } from "../generate/change.ts";
import type { Task } from "../generate/settings.ts";
import { diffLines } from "./diff.ts";
import { columns, printable, styled, wrap, type Terminal } from "./terminal.ts";

/** The files of a change: a new one whole, of the others what differs; then what isn't as it should be. */
export function filesPreview({ files, notes }: ReleasePlan, terminal: Terminal): string {
  const blocks = files.map(({ path, before, text }) =>
    before === undefined
      ? [
          `${styled(terminal, "green", "new")}  ${styled(terminal, "underline", printable(path))}`,
          ...numbered(text, terminal),
        ]
      : diffLines(path, before.text, text, terminal),
  );
  const warnings = notes.map((note) => marked(styled(terminal, ["yellow", "bold"], "note"), 4, note, terminal));
  return [...blocks, ...(warnings.length > 0 ? [warnings.flat()] : [])]
    .map((lines) => lines.map((line) => `${line}\n`).join(""))
    .join("\n");
}

/** What is left to a person, in numbered steps. */
export function tasksPreview(tasks: readonly Task[], terminal: Terminal): string {
  return tasks
    .flatMap(({ title, lines }, index) => [
      ...marked(styled(terminal, "bold", `${index + 1}.`), 2, title, terminal),
      ...lines.map((line) => `     ${taskLine(printable(line), terminal)}`),
    ])
    .map((line) => `${line}\n`)
    .join("");
}

/** A line of a task: a command is coloured, what is filled in on a page isn't. */
export function taskLine(line: string, terminal: Terminal): string {
  const isForm =
    /^\s*(?:or (?:at|on) |(?:Organization or user|Repository|Workflow filename|Environment name|Allowed actions): )/;
  return isForm.test(line) ? line : styled(terminal, "cyan", line);
}

function numbered(text: string, terminal: Terminal): readonly string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  const bar = styled(terminal, "dim", "│");
  return lines.map((line) => `${bar} ${printable(line)}`.trimEnd());
}

/** A text after a mark of so many columns, its further lines below its first. */
function marked(mark: string, width: number, text: string, terminal: Terminal): readonly string[] {
  const room = Math.max(20, Math.min(terminal.width, 100) - width - 1);
  return wrap(printable(text), room).map((line, index) =>
    columns(line) === 0 ? "" : index === 0 ? `${mark} ${line}` : " ".repeat(width + 1) + line,
  );
}
