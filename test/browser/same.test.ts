import assert from "node:assert/strict";
import test, { after } from "node:test";
import { Worker } from "node:worker_threads";
import { createProtocolConnection } from "vscode-languageserver-protocol/node";
import { readerOver, writerOver } from "../../server/src/lsp/link.ts";
import { address, everythingSaid } from "./answers.ts";
import { saidOnDesktop } from "./desktop.ts";
import { repositories, type Files } from "./repositories.ts";

/** What a worker of a browser has, in one of Node's: the bundle sees no other part of Node. */
const asInBrowser = `
const { parentPort } = require("node:worker_threads");
const { readFileSync } = require("node:fs");
const { createContext, runInContext } = require("node:vm");
const self = {
  postMessage: (message) => parentPort.postMessage(message),
  // Only the first message is heard so.
  addEventListener: (type, heard) => {
    if (type === "message") self.onmessage = heard;
  },
  onmessage: undefined,
  importScripts: (path) => runInContext(readFileSync(path, "utf8"), context),
};
parentPort.on("message", (data) => self.onmessage({ data }));
const { MessageChannel, TextDecoder, TextEncoder, URL, clearTimeout, console, queueMicrotask, setTimeout } = globalThis;
const context = createContext({
  MessageChannel, TextDecoder, TextEncoder, URL, clearTimeout, console, queueMicrotask, self, setTimeout,
});
runInContext(readFileSync("dist/browser-server.js", "utf8"), context);
`;

for (const [name, files] of Object.entries(repositories))
  test(`a browser's worker says of ${name} what the desktop's server says`, { timeout: 60_000 }, async () => {
    const [desktop, browser] = await Promise.all([saidOnDesktop(files), saidByWorker(files)]);
    assert.deepEqual(browser, desktop);
    if (name !== "an empty repository") assert.match(JSON.stringify(desktop), /lenses":\[\{/);
  });

async function saidByWorker(files: Files): Promise<unknown> {
  const worker = new Worker(asInBrowser, { eval: true });
  after(() => worker.terminate());
  worker.postMessage({ answers: "dist/browser-answers.js" }, []);
  return everythingSaid(createProtocolConnection(readerOver(worker), writerOver(worker)), address, files);
}
