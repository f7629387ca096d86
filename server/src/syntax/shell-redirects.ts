import type { CommandNode } from "unbash";
import { expandWord, hereDocPieces, type Parsed, type Piece, type ShellScope } from "./shell-words.ts";

export interface Output {
  /** Undefined where it isn't known. */
  readonly path: string | undefined;
  readonly appends: boolean;
}

type Redirected = Extract<CommandNode, { type: "Command" | "Redirected" }>;

/** The files that a command, or a group of commands, sends its output to. */
export function writesOf(node: Redirected, parsed: Parsed, scope: ShellScope): readonly (string | undefined)[] {
  return node.redirects.flatMap((redirect) =>
    redirect.type === "Redirect" && redirect.operator.includes(">") && redirect.target !== undefined
      ? [expandWord(redirect.target, parsed, scope)[0]?.value]
      : [],
  );
}

/** The one file that `>` or `>>` sends a command's output to. */
export function outputOf(node: Redirected, parsed: Parsed, scope: ShellScope): Output | undefined {
  const files = node.redirects.flatMap((each) =>
    each.type === "Redirect" && /^>[>|]?$/.test(each.operator) && each.descriptor === undefined ? [each] : [],
  );
  const [only] = files;
  if (only?.target === undefined || files.length > 1) return undefined;
  return { path: expandWord(only.target, parsed, scope)[0]?.value, appends: only.operator === ">>" };
}

/** What a heredoc gives a command to read. */
export function inputOf(node: Redirected, parsed: Parsed, scope: ShellScope): readonly Piece[] | undefined {
  const body = node.redirects.findLast((each) => each.type === "HereDoc");
  return body?.type === "HereDoc" ? hereDocPieces(body, parsed, scope) : undefined;
}
