import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { startServer } from "../connection.ts";

declare const self: DedicatedWorkerGlobalScope;

// The first message says where the script is that holds what writes workflows and explains logs (split.mjs): loaded now, nothing has to
// be fetched later.
self.addEventListener("message", first, { once: true });

function first({ data }: MessageEvent<{ readonly answers: string }>): void {
  self.importScripts(data.answers);
  start();
}

/** A browser has no disk, and the worker is the thread that lints: the client looks after it. */
function start(): void {
  const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));
  const post = (busy: { readonly begins?: string; readonly ends?: string }): void => {
    connection.sendNotification("trustedPublishing/busy", busy).catch(() => undefined);
  };
  startServer(connection, {
    host: undefined,
    async answerGenerateRequest(...asked) {
      const { answerGenerateRequest } = await import("../../host/generate-request.ts");
      return answerGenerateRequest(...asked);
    },
    begins: (root) => post({ begins: root }),
    ends: (root) => post({ ends: root }),
  });
}
