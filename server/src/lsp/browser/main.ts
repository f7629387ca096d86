import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { answerGenerateRequest } from "../../host/generate-request.ts";
import { startServer } from "../connection.ts";

declare const self: DedicatedWorkerGlobalScope;

// A browser has no disk, and the worker is the thread that lints: the client looks after it.
const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));
const post = (busy: { readonly begins?: string; readonly ends?: string }): void => {
  connection.sendNotification("trustedPublishing/busy", busy).catch(() => undefined);
};
startServer(connection, {
  host: undefined,
  answerGenerateRequest,
  begins: (root) => post({ begins: root }),
  ends: (root) => post({ ends: root }),
});
