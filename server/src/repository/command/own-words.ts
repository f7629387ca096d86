import { mentionsIn, type Mention } from "../../syntax/shell-mentions.ts";
import { readBash, type ShellScope } from "../../syntax/shell.ts";
import { memo, memoByValue, type Span } from "../../text.ts";
import { embeddedSpan, type Text } from "../value.ts";

/**
 * The commands of a script's own text, each as its words: a word's value, or what is written where that isn't known. Nothing is known
 * from outside of the script, and what it starts isn't followed: `commandsOf` does both. Where bash can't read all of the text, as in
 * PowerShell, whatever is between line ends, brackets and the like may be a command.
 */
export function ownCommands(script: Text | string | undefined): readonly (readonly string[])[] {
  return commandsIn(textOf(script));
}

const commandsIn = memoByValue((script: string): readonly (readonly string[])[] => {
  const { commands, unreachable, incomplete } = readBash(script, nothing);
  if (incomplete) return unreadCommands(script);
  return [...commands, ...unreachable].map(({ words }) => words.map((word) => word.value ?? unquoted(word.text)));
});

const linesOf = memo((commands: ReturnType<typeof ownCommands>) => commands.map((words) => words.join(" ")));

function unreadCommands(script: string): readonly (readonly string[])[] {
  const lines = script.split(/[\n;&|(){}]+/).filter((line) => !/^\s*(?:#|$)/.test(line));
  return lines.map((line) => unquoted(line).trim().split(/\s+/));
}

function unquoted(text: string): string {
  return text.replaceAll(/["']/g, "");
}

const nothing: ShellScope = { expression: () => undefined, variable: () => undefined };

/** Whether a script's own text runs a command whose words, with a space between them, match. False for no script. */
export function runs(script: Text | string | undefined, line: RegExp): boolean {
  return linesOf(ownCommands(script)).some((each) => line.test(each));
}

/**
 * Whether a word of a script's own text matches, wherever it is: commands, tests, assignments, heredocs, but no comments. Of what
 * isn't bash, or is half typed, any part of the text may be such a word. False for no script.
 */
export function mentions(script: Text | string | undefined, sign: RegExp): boolean {
  const text = textOf(script);
  return (mentionsIn(text) ?? pieces(text)).some((each) => sign.test(each.text));
}

/** The words of a script's own text with their places, as `mentions` looks at them. */
export function mentioned(script: Text): readonly (Mention & { readonly span: Span })[] {
  const { value, embedded, span } = script;
  return (mentionsIn(value) ?? pieces(value)).map((each) => ({
    ...each,
    span: embeddedSpan(span.file, embedded, each.start, each.end),
  }));
}

/** Whether a place is in a script's own text, and not in a file that it starts. */
export function isInScript({ node: { span } }: Text, { file, start, end }: Span): boolean {
  return span.file === file && span.start <= start && end <= span.end;
}

function textOf(script: Text | string | undefined): string {
  return typeof script === "object" ? script.value : (script ?? "");
}

/** What white space divides. */
function pieces(text: string): readonly Mention[] {
  return [...text.matchAll(/\S+/g)].map(({ 0: piece, index }) => ({
    text: piece,
    start: index,
    end: index + piece.length,
  }));
}

/** Whether a script is one command, without a condition, redirection, assignment or test next to it. */
export function isOneCommand({ value }: Text): boolean {
  const { commands, unreachable, incomplete } = readBash(value, nothing);
  const [only, ...others] = commands;
  return (
    only?.failing === "ends" &&
    others.length + unreachable.length === 0 &&
    !incomplete &&
    mentionsIn(value)?.every(({ start, end }) => only.start <= start && end <= only.end) === true
  );
}
