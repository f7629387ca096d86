// The thread comes first: it loads while this one does.
import { firstThread, startThread } from "./thread.ts";
import {
  createConnection,
  createServerPipeTransport,
  createServerSocketTransport,
  IPCMessageReader,
  IPCMessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageReader,
  type MessageWriter,
} from "vscode-languageserver/node";
import { relay } from "./relay.ts";

const args = process.argv.slice(2);
const at = args.findIndex((argument) => /^--(?:stdio|node-ipc|socket|pipe)(?:=|$)/.test(argument));
const [transport, address = args[at + 1] ?? ""] = args[at]?.slice("--".length).split(/=(.*)/s) ?? [];

if (transport === undefined) {
  firstThread.stop();
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

/**
 * Serves until the client says `exit`, closes the connection, says what can't be read, or is gone: the library hears
 * `shutdown` and `exit` and looks whether the client's process lives.
 */
function serve(reader: MessageReader, writer: MessageWriter): void {
  let code = 1;
  const end = (): void => process.exit(code);
  const fail = (why: string): void => {
    process.stderr.write(`The language server ends: ${why.replaceAll(/\s+/g, " ")}\n`, end);
  };
  const connection = createConnection(reader, writer);
  connection.onShutdown(() => {
    code = 0;
  });
  reader.onClose(end);
  reader.onError((error) => fail(error.message));
  if (transport === "stdio") process.stdin.on("end", end);
  process.on("disconnect", end);
  relay(connection, firstThread, startThread, fail);
  connection.listen();
}
