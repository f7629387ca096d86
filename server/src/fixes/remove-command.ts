import { removeLine } from "../edit/line.ts";
import type { Command } from "../repository/command/command.ts";
import { lineStart, textOf, type Edit } from "../text.ts";

/**
 * The edits that take a command out of a step's script: a line of its own among others, or the first part of `command && …`.
 * Undefined where it is in a package script, or anything else.
 */
export function removeCommand({ span, path }: Pick<Command, "span" | "path">): readonly Edit[] | undefined {
  const { file, start, end } = span;
  if (path.length > 0) return undefined;
  const after = /^ && (?=\S)/.exec(file.text.slice(end));
  if (after !== null) return [{ span: { file, start, end: end + after[0].length }, text: "" }];
  const from = lineStart(file.text, start);
  const next = file.text.indexOf("\n", start);
  const line = file.text.slice(from, next < 0 ? undefined : next);
  const before = file.text.slice(0, from).trimEnd();
  const indentation = /^ */.exec(line)?.[0] ?? "";
  const followed = file.text.slice(next + 1).startsWith(indentation) && indentation !== "";
  // What follows may only say where its output goes.
  const rest = line.trim().startsWith(textOf(span)) ? line.trim().slice(textOf(span).length) : undefined;
  const alone = /^(?:\s*>>?\s*[^\s;&|<>()\\]+)?$/.test(rest ?? "-") && (followed || !/[|>][-+]?$/.test(before));
  return alone ? removeLine(span) : undefined;
}
