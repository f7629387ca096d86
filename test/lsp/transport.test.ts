import assert from "node:assert/strict";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import {
  createProtocolConnection,
  StreamMessageWriter,
  type ProtocolConnection,
} from "vscode-languageserver-protocol/node";
import { readerOf } from "./reader.ts";
import { serverBundle, version } from "./server.ts";

async function spawned(context: TestContext, ...args: readonly string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, [serverBundle("toy"), ...args], { stdio: ["pipe", "pipe", "inherit"] });
  context.after(() => child.kill("SIGKILL"));
  return child;
}

/** A server that was started with these arguments, once it has come to the pipe of this name, or to a port. */
async function called(context: TestContext, name: string | undefined, args: (address: string) => readonly string[]) {
  const listener = createServer();
  if (name === undefined) listener.listen(0, "127.0.0.1");
  else listener.listen(name);
  context.after(() => listener.close());
  await once(listener, "listening");
  const own = listener.address();
  const child = await spawned(context, ...args(typeof own === "object" ? String(own?.port) : (own ?? "")));
  const [socket] = (await once(listener, "connection")) as [Socket];
  return { child, socket, client: clientOver(socket, socket) };
}

function clientOver(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): ProtocolConnection {
  const client = createProtocolConnection(readerOf(input), new StreamMessageWriter(output));
  client.onError(() => undefined);
  client.listen();
  return client;
}

async function initialize(client: ProtocolConnection, processId: number | null = null): Promise<void> {
  const answer = await client.sendRequest("initialize", { processId, rootUri: null, capabilities: {} });
  assert.deepEqual((answer as { serverInfo: unknown }).serverInfo, { name: "trusted-publishing", version });
}

async function exitOf(child: ChildProcess): Promise<unknown> {
  const [code] = (await once(child, "exit")) as [unknown];
  return code;
}

for (const form of ["--socket=", "--socket "]) {
  test(`over ${form}PORT it serves, and ends with 0 after a shutdown`, async (context) => {
    const { child, client } = await called(context, undefined, (port) => `${form}${port}`.split(" "));
    const exit = exitOf(child);
    await initialize(client);
    await client.sendRequest("shutdown");
    await client.sendNotification("exit");
    assert.equal(await exit, 0);
  });
}

test("over a pipe whose name has a blank it serves, and ends with the connection", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "trusted publishing "));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const name = process.platform === "win32" ? `\\\\.\\pipe\\a ${process.pid}` : join(folder, "pipe");
  const { child, client, socket } = await called(context, name, (pipe) => [`--pipe=${pipe}`]);
  const exit = exitOf(child);
  await initialize(client);
  socket.destroy();
  assert.equal(await exit, 1);
});

test("over stdio it ends with its input: with 1, but with 0 after a shutdown", async (context) => {
  for (const code of [1, 0]) {
    const child = await spawned(context, "--stdio");
    const exit = exitOf(child);
    const client = clientOver(child.stdout ?? assert.fail(), child.stdin ?? assert.fail());
    await initialize(client);
    if (code === 0) await client.sendRequest("shutdown");
    child.stdin?.end();
    assert.equal(await exit, code);
  }
});

test("it doesn't outlive the client's process, whoever holds its streams", async (context) => {
  const { pid } = spawnSync(process.execPath, ["--version"]);
  const child = await spawned(context, "--stdio");
  const exit = exitOf(child);
  await initialize(clientOver(child.stdout ?? assert.fail(), child.stdin ?? assert.fail()), pid);
  assert.equal(await exit, 1);
});

test("what it doesn't know it refuses, and what fails in it the client can log", async (context) => {
  const child = await spawned(context, "--stdio");
  const client = clientOver(child.stdout ?? assert.fail(), child.stdin ?? assert.fail());
  await initialize(client);
  await assert.rejects(client.sendRequest("textDocument/other", {}), /Unhandled method textDocument\/other/);
  const logged = new Promise((resolve) => client.onNotification("window/logMessage", resolve));
  await client.sendNotification("textDocument/didOpen", {});
  const { type, message } = (await logged) as { type: number; message: string };
  assert.equal(type, 1);
  assert.match(message, /^Notification handler 'textDocument\/didOpen' failed/);
});

for (const header of [
  "Content-Length: -5\r\n\r\n",
  "Content-Length: x\r\n\r\n{}",
  "Nonsense\r\n\r\n",
  "Content-Size: 2\r\n\r\n{}",
])
  test(`a header that can't be read ends it with one line: ${JSON.stringify(header)}`, async () => {
    const bundle = serverBundle("toy");
    const { status, stderr } = spawnSync(process.execPath, [bundle, "--stdio"], {
      input: `${header}Content-Length: 2\r\n\r\n{}`,
      encoding: "utf8",
      timeout: 20_000,
    });
    assert.equal(status, 1);
    assert.match(stderr, /^The language server ends: .+\n$/);
  });
