import { createConnection } from "vscode-languageserver/node";
import { nodeHost } from "../host/node.ts";
import { startServer } from "./connection.ts";

const transports = /^--(?:stdio|node-ipc|socket(?:=.*)?|pipe(?:=.*)?)$/;

if (process.argv.slice(2).some((argument) => transports.test(argument))) {
  // The connection itself watches the streams and the client's process; a channel's end it doesn't see.
  process.on("disconnect", () => process.exit(1));
  startServer(createConnection(), nodeHost);
} else {
  process.stderr.write("Say how an editor is connected: --stdio, --node-ipc, --socket=PORT or --pipe=NAME.\n");
  process.exitCode = 2;
}
