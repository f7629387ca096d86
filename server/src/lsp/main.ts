import { createRequire } from "node:module";
import {
  createServerPipeTransport,
  createServerSocketTransport,
  IPCMessageReader,
  IPCMessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageReader,
  type MessageWriter,
} from "vscode-jsonrpc/node";
import type { answerGenerateRequest } from "../host/generate-request.ts";
import { nodeHost } from "../host/node.ts";
import { connect, startServer } from "./connection.ts";

const args = process.argv.slice(2);
const at = args.findIndex((argument) => /^--(?:stdio|node-ipc|socket|pipe)(?:=|$)/.test(argument));
const [transport, address = args[at + 1] ?? ""] = args[at]?.slice("--".length).split(/=(.*)/s) ?? [];

if (transport === undefined) {
  process.stderr.write("Say how an editor is connected: --stdio, --node-ipc, --socket=PORT or --pipe=NAME.\n");
  process.exitCode = 2;
} else {
  serve(...streamsOf(transport));
}

function streamsOf(kind: string): [MessageReader, MessageWriter] {
  switch (kind) {
    case "socket":
      return createServerSocketTransport(Number(address));
    case "pipe":
      return createServerPipeTransport(address);
    case "node-ipc":
      return [new IPCMessageReader(process), new IPCMessageWriter(process)];
    default:
      return [new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout)];
  }
}

/** Serves until the client says `exit`, closes the connection, or is gone. */
function serve(reader: MessageReader, writer: MessageWriter): void {
  const connection = connect(reader, writer);
  let code = 1;
  const end = (): void => process.exit(code);
  connection.onRequest("shutdown", () => {
    code = 0;
    return null;
  });
  connection.onNotification("exit", end);
  connection.onClose(end);
  if (transport === "stdio") process.stdin.on("end", end);
  process.on("disconnect", end);
  startServer(connection, nodeHost, loadedAnswer, (client) => {
    setInterval(() => {
      if (!isRunning(client)) end();
    }, 3000).unref();
  });
}

/** Of the command line's bundle, which holds what writes workflows: it is loaded when something is asked, so not at the start. */
function loadedAnswer(...asked: Parameters<typeof answerGenerateRequest>): ReturnType<typeof answerGenerateRequest> {
  const library = createRequire(__filename)("./cli.js") as {
    readonly answerGenerateRequest: typeof answerGenerateRequest;
  };
  return library.answerGenerateRequest(...asked);
}

function isRunning(processId: number): boolean {
  try {
    // Signal 0 isn't sent: it only asks.
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}
