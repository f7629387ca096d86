import type { Fetch } from "./npm-site/ask.ts";
import type { Npm } from "./npm-site/npm-type.ts";
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
  /** Asks for a page of the web; what isn't given reaches nothing. */
  readonly fetch?: Fetch;
  /** Waits so many milliseconds; ends early where `signal` is aborted. */
  readonly pause?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** The user's own npm, where it isn't that of the PATH. */
  readonly npm?: Npm;
  /** The current time, where it isn't the clock's. */
  readonly now?: () => Date;
  /** Takes the user's Ctrl-C while requests are made: the signal, and what gives Ctrl-C back. */
  readonly interruptions?: () => { readonly signal: AbortSignal; readonly end: () => void };
}

/**
 * - 0: success.
 * - 1: findings, a refusal, or something that has drifted.
 * - 2: a call that can't be understood, or a record or settings that can't be read.
 * - 3: somebody, or something, that would have to be asked couldn't be, or doesn't know.
 * - 70: this program failed, so that its result isn't complete (EX_SOFTWARE of sysexits.h).
 * - 130: interrupted, as shells say of Ctrl+C.
 */
export type ExitCode = (typeof exitCodes)[number];

export const internalFailure = 70;

export const unknownAnswer = 3;

export const interrupted = 130;

export const exitCodes = [0, 1, 2, unknownAnswer, internalFailure, interrupted] as const;
