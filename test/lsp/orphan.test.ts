import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { Writable } from "node:stream";
import test, { describe } from "node:test";
import { serverBundle } from "./server.ts";

// `test/lsp/files.test.ts` kills clients that have said nothing yet.

const clients = [
  { name: "whose streams end, and which said its id", stdin: '"pipe"', saysId: true },
  { name: "whose streams end, and which said no id", stdin: '"pipe"', saysId: false },
  // The test holds the other end of the server's input: only the client's id tells.
  { name: "whose streams stay open, and which said its id", stdin: "4", saysId: true },
] as const;

describe("the server ends with a client", { concurrency: true }, () => {
  for (const { name, stdin, saysId } of clients) {
    test(name, async () => {
      const bundle = resolve(serverBundle("toy"));
      const script = `
        const { spawn } = require("node:child_process");
        const server = spawn(process.execPath, [${JSON.stringify(bundle)}, "--stdio"], {
          stdio: [${stdin}, "inherit", "inherit"],
        });
        process.once("message", (start) => server.stdin.write(start));
      `;
      const client = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit", "ipc", "pipe"] });
      const { stdout } = client;
      const held = client.stdio[4];
      assert.ok(stdout !== null && held instanceof Writable);
      // The server holds the same stream as its client: it ends with both.
      const ended = once(stdout, "end");
      const start = initialize(saysId ? (client.pid ?? 0) : null);
      if (stdin === "4") held.write(start);
      else client.send(start);
      const [answer] = (await once(stdout, "data")) as [Buffer];
      assert.match(answer.toString(), /^Content-Length/);
      client.kill("SIGKILL");
      await ended;
      held.destroy();
    });
  }
});

function initialize(processId: number | null): string {
  const params = { processId, rootUri: null, capabilities: {} };
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params });
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
