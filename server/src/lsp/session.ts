import type { Connection } from "vscode-languageserver";
import type { answerGenerateRequest } from "../host/generate-request.ts";
import type { Host } from "../host/host.ts";
import type { Client } from "./client.ts";
import type { Settings } from "./settings.ts";

/** What a server needs of the system that it runs on. */
export interface Surroundings {
  /** Reads files of the machine, and logs one line for each that it can't read; undefined where there is no disk. */
  readonly host: ((log: (line: string) => void) => Host) | undefined;
  /** Knows what is asked about workflows to write. */
  readonly answerGenerateRequest: typeof answerGenerateRequest;
  /** Work on a root, or on a folder that may hold some, begins: nothing else happens until it ends. */
  begins(root: string): void;
  ends(root: string): void;
}

/** What all repositories of one client have in common. */
export interface Session {
  readonly connection: Connection;
  readonly client: Client;
  /** Those of a root, as the client has them now. */
  settingsFor(root: string): Promise<Settings>;
  /** `YYYY-MM-DD`. */
  today(): string;
  /** Resolves when no message waits that changes a document, or after a while. */
  idle(): Promise<void>;
  /** Says that work on a root has begun, until it ends. */
  during<T>(root: string, work: () => Promise<T>): Promise<T>;
  /** Once for each thing that it is about: by default the line itself. */
  log(line: string, about?: string): void;
  readonly answerGenerateRequest: typeof answerGenerateRequest;
}

/**
 * Resolves when a whole turn of the event loop has gone by in which the count of messages stayed the same, and at the
 * latest after so many turns: a client that never rests hears something all the same.
 */
export async function idle(messages: () => number, most = 200): Promise<void> {
  let seen: number;
  let turns = 0;
  do {
    seen = messages();
    // The transport delivers one message a turn; whatever waits there comes before the second turn ends.
    await turn();
    await turn();
    turns += 2;
  } while (seen !== messages() && turns < most);
}

function turn(): Promise<void> {
  // A browser's worker has no setImmediate.
  return new Promise((resolve) => (typeof setImmediate === "function" ? setImmediate(resolve) : setTimeout(resolve)));
}
