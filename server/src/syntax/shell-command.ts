import type { HiddenBy } from "./shell-hiding.ts";
import type { Output } from "./shell-redirects.ts";
import type { Piece, Held, Word } from "./shell-words.ts";

/**
 * What a command that fails does to its script. `exits`: bash leaves the script there if it runs with `-e`. `ends`: the script's
 * end is that failure in any case. Undefined where the script looks at the failure, or groups commands in a way that isn't followed.
 */
export type Failing = "exits" | "ends" | undefined;

/** A simple command that a script runs, with what is known of the shell at that point. Offsets are within the script. */
export interface ShellCommand {
  /** The command's name and its arguments; not empty. */
  readonly words: readonly Word[];
  readonly start: number;
  readonly end: number;
  /** Not run in every pass that succeeds: a branch, a case, the right of `||`, a loop that may be empty. */
  readonly conditional: boolean;
  /** Behind an `exit` or `return` that ends its script or function well, or may. */
  readonly afterExit: boolean;
  /** What becomes of the script when it fails. */
  readonly failing: Failing;
  /** What hides that it failed. */
  readonly hiddenBy: HiddenBy | undefined;
  /** Where it runs, relative to where the script starts; undefined where that isn't known. */
  readonly directory: string | undefined;
  /** Variables set by the script so far, the command's own prefix included. */
  readonly variables: ReadonlyMap<string, Held>;
  /** The files its output goes to; undefined for one that isn't known. */
  readonly writes: readonly (string | undefined)[];
  /** The one file that its own `>` or `>>` names, which no group around it does. */
  readonly output: Output | undefined;
  /** What a heredoc gives it to read. */
  readonly input: readonly Piece[] | undefined;
}

export interface ShellReading {
  readonly commands: readonly ShellCommand[];
  /** Commands that are there and never run: after a condition that always has the other answer. */
  readonly unreachable: readonly ShellCommand[];
  /** The text has parts that couldn't be read: commands may be missing. */
  readonly incomplete: boolean;
  /** It is too large: what is beyond wasn't looked at. */
  readonly cut: boolean;
}
