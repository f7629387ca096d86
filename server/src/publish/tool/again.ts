import type { Command } from "../../repository/command/command.ts";
import type { NpmCommand } from "../job/npm-command.ts";

/** How a release goes on of which only a part is published (docs/facts/tools.md#half-finished-releases). */
export interface Again {
  /** Whether the same command publishes what npm doesn't have, and leaves out the rest. */
  readonly resumes: boolean;
  /** What it does when it runs again: one or two sentences in Markdown. */
  readonly says: string;
  /** What to run in the job in its place, this once; none where that isn't a command. */
  readonly commands?: readonly string[];
}

/** The call that is to run again. */
export interface CalledBefore {
  readonly command: Command;
  readonly options: NpmCommand;
}

/** A package that npm doesn't have in this version yet. */
export interface LeftOver {
  readonly name: string;
  /** Relative to the repository; empty for its root. */
  readonly directory: string;
}
