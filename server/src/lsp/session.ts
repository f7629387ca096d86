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
