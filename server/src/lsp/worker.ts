import { createRequire } from "node:module";
import { parentPort } from "node:worker_threads";
import { createConnection } from "vscode-languageserver";
// The library takes what it needs of Node from here.
import { createProtocolConnection } from "vscode-languageserver/node";
import type { answerGenerateRequest } from "../host/generate-request.ts";
import { nodeHost } from "../host/node.ts";
import { startServer } from "./connection.ts";
import { readerOver, writerOver } from "./link.ts";
import type { Busy } from "./thread.ts";

const port = parentPort;
if (port !== null) {
  const connection = createConnection(
    (logger) => createProtocolConnection(readerOver(port), writerOver(port), logger),
    { shutdownReceived: false, initialize: () => undefined, exit: () => undefined },
  );
  const post = (busy: Busy): void => port.postMessage(busy);
  startServer(connection, {
    host: nodeHost,
    answerGenerateRequest: loadedAnswer,
    begins: (root) => post({ begins: root }),
    ends: (root) => post({ ends: root }),
  });
}

/** Of the command line's bundle, which holds what writes workflows: it is loaded when something is asked, so not at the start. */
function loadedAnswer(...asked: Parameters<typeof answerGenerateRequest>): ReturnType<typeof answerGenerateRequest> {
  const library = createRequire(__filename)("./cli.js") as {
    readonly answerGenerateRequest: typeof answerGenerateRequest;
  };
  return library.answerGenerateRequest(...asked);
}
