import type { ShellCommand, ShellReading } from "../../syntax/shell-command.ts";
import { withOuter } from "../../syntax/shell-walk.ts";
import type { Held, Word } from "../../syntax/shell.ts";
import { memo, type Embedded, type SourceFile, type Span } from "../../text.ts";
import { applyDots, join } from "../paths.ts";
import { embeddedSpan, type Text } from "../value.ts";
import type { Command } from "./command.ts";

/** A script's text, with the way back to its file. */
export interface Source {
  readonly file: SourceFile;
  readonly embedded: Embedded;
}

export function sourceOf({ span: { file }, embedded }: Text): Source {
  return { file, embedded };
}

/** From where a script is started. */
interface Placing {
  readonly start: string | undefined;
  readonly path: Command["path"];
  readonly variables: ReadonlyMap<string, Held>;
}

/** A command of a script's text, as one that a step runs. */
export function placed(shell: ShellCommand, { file, embedded }: Source, from: Placing): Command {
  const { start, end, hiddenBy, directory } = shell;
  const span = (first: number, last: number): Span => embeddedSpan(file, embedded, first, last);
  return {
    // Named one by one: there are thousands, and to copy the rest of an object is slow.
    words: renamed(shell.words),
    conditional: shell.conditional,
    afterExit: shell.afterExit,
    failing: shell.failing,
    writes: shell.writes,
    output: shell.output,
    input: shell.input,
    span: span(start, end),
    hiddenBy: hiddenBy && { kind: hiddenBy.kind, span: span(hiddenBy.start, hiddenBy.end) },
    directory: from.start === undefined || directory === undefined ? undefined : applyDots(join(from.start, directory)),
    variables: withOuter(from.variables, shell.variables),
    path: from.path,
    wordSpan: (word) => span(word.start, word.end),
  };
}

/** A script's arguments go to its last command. */
export function withArguments(reading: ShellReading, given: readonly Word[]): ShellReading {
  const last = reading.commands.at(-1);
  const end = last?.words.at(-1);
  if (last === undefined || end === undefined || given.length === 0) return reading;
  const added = given.map((word) => ({ ...word, start: end.start, end: end.end }));
  return { ...reading, commands: [...reading.commands.slice(0, -1), { ...last, words: [...last.words, ...added] }] };
}

/** pnpm's short names stand for the long ones (docs/facts/tools.md#pnpm). */
const renamed = memo((words: Command["words"]): Command["words"] => {
  const [first, ...rest] = words;
  const value = shortNames.get(first?.value ?? "");
  return first === undefined || value === undefined ? words : [{ ...first, value }, ...rest];
});

const shortNames: ReadonlyMap<string, string> = new Map([
  ["pn", "pnpm"],
  ["pnx", "pnpx"],
]);
