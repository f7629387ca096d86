import type { Unclear } from "../../reason.ts";
import type { Output } from "../../syntax/shell-redirects.ts";
import type { Piece, Word, Held } from "../../syntax/shell-words.ts";
import type { Span } from "../../text.ts";

/** A command that a step runs, itself or through package scripts. */
export interface Command {
  readonly words: readonly Word[];
  /** The command as it is in its file. */
  readonly span: Span;
  readonly conditional: boolean;
  /** Behind an `exit` or `return` that ends its script or function well, or may. */
  readonly afterExit: boolean;
  /**
   * What becomes of its script when it fails: `exits` leaves it there where bash runs with `-e`, `ends` makes it fail in any case.
   * Undefined where the script looks at that, and for what another script starts.
   */
  readonly failing: "exits" | "ends" | undefined;
  /** What follows it in its script and ends well whether it does or not: the right of a `||`, or the end of a pipe. */
  readonly hiddenBy: { readonly kind: "or" | "pipe"; readonly span: Span } | undefined;
  /** Relative to the job's workspace; undefined where it isn't known. */
  readonly directory: string | undefined;
  /** What the scripts set before it: null is unset, undefined is not known, pieces come in part from outside. */
  readonly variables: ReadonlyMap<string, Held>;
  readonly writes: readonly (string | undefined)[];
  /** The one file that its output goes to. */
  readonly output: Output | undefined;
  /** What a heredoc gives it to read. */
  readonly input: readonly Piece[] | undefined;
  /** The commands that lead here, outermost first: `npm run release` in the workflow, then in package.json, … */
  readonly path: readonly Span[];
  /** The program in whose text it is word for word: which packages it publishes there isn't known. */
  readonly program?: Program;
  /** What comes before it and isn't known: a command that runs it in an environment of its own, or a condition of a shared file. */
  readonly wrapper?: string;
  /** The shared file in which a condition comes before it: which hold for one that calls it, its words don't say. */
  readonly onCondition?: string;
  /** A word as a span of the file it is in. */
  wordSpan(word: Word): Span;
}

/** A program of the repository that runs a command, by its path. */
interface Program {
  readonly path: string;
  /** It may run another command, or none. */
  readonly perhaps: boolean;
  /** It passes on a credential, or names a registry, of its own, or may. */
  readonly setsCredential: boolean;
  readonly namesRegistry: boolean;
}

export interface Commands {
  readonly commands: readonly Command[];
  /** Commands of the step itself that are there and never run. */
  readonly unreachable: readonly Command[];
  /** Part of the text couldn't be read, or a script that is run wasn't found: commands may be missing. */
  readonly incomplete: boolean;
  /** Part of the text couldn't be read. */
  readonly unparsed: boolean;
  /** More than is followed: what is beyond may publish. */
  readonly cut: boolean;
  /** What is started there that may publish, and can't be read. */
  readonly unread: readonly Unclear[];
}

/** Where the repository's own files are in the job's workspace: undefined for a folder that isn't the repository's. */
export type Roots = (directory: string | undefined) => string | undefined;

/** Where the workflow starts a command: the outermost of those that lead to it. */
export function startOfPath({ path, span }: Pick<Command, "path" | "span">): Span {
  return path[0] ?? span;
}

/** Whether a command is in a package script, or is started by one. */
export function isInPackageScript({ path, span }: Command): boolean {
  return [...path, span].some(({ file }) => /(?:^|\/)package\.json$/.test(file.path));
}

/** A call at a place at which no command of a shell stands. */
export function commandAt(span: Span, path: Command["path"] = []): Command {
  return {
    words: [],
    span,
    conditional: false,
    afterExit: false,
    failing: undefined,
    hiddenBy: undefined,
    directory: "",
    variables: new Map(),
    writes: [],
    output: undefined,
    input: undefined,
    path,
    wordSpan: () => span,
  };
}
