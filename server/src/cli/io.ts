import type { Terminal } from "./terminal.ts";

/** What a run of the command line gets from outside, so that a test can give it too. */
export interface Io {
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly terminal: Terminal;
  /** The current date, `YYYY-MM-DD`, in UTC. */
  readonly today: string;
  out(text: string): void;
  /** One line for a person, without its end: it goes where the result doesn't. */
  tell(line: string): void;
  /** What a person types in answer to a question; undefined where the input ends. Only where there is a person. */
  readonly ask?: (question: string) => Promise<string | undefined>;
  /** What is piped in. Only where there is no person at the input. */
  readonly input?: AsyncIterable<Uint8Array | string>;
}

/**
 * 0: no errors; 1: errors, or nothing written; 2: bad usage, or a path that can't be read; 3: it couldn't be asked, or isn't known; 70: this program failed, so that its
 * result isn't complete (EX_SOFTWARE of sysexits.h).
 */
export type ExitCode = 0 | 1 | 2 | typeof unknownAnswer | typeof internalFailure;

export const unknownAnswer = 3;

export const internalFailure = 70;
