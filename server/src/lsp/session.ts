import type { MessageConnection } from "vscode-jsonrpc";
import type { answerGenerateRequest } from "../host/generate-request.ts";
import type { Client } from "./client.ts";
import type { Settings } from "./settings.ts";

/** What all repositories of one client have in common. */
export interface Session {
  readonly connection: MessageConnection;
  readonly client: Client;
  /** Those of a root, as the client has them now. */
  settingsFor(root: string): Promise<Settings>;
  /** `YYYY-MM-DD`. */
  today(): string;
  /** Resolves when no message waits that changes a document. */
  idle(): Promise<void>;
  /** Once for each thing that it is about: by default the line itself. */
  log(line: string, about?: string): void;
  readonly answerGenerateRequest: typeof answerGenerateRequest;
}
