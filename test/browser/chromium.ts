import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { once } from "node:events";
import type { Browser } from "playwright-core";
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createProtocolConnection,
  type DataCallback,
  type Message,
  type ProtocolConnection,
} from "vscode-languageserver-protocol/node";

/** The worker of dist/browser-server.js in a page of a real browser. */
export interface BrowserWorker {
  readonly client: ProtocolConnection;
  /** Everything that the page and its worker asked the network for, as URLs. */
  readonly requests: readonly string[];
  stop(): Promise<void>;
}

const page = `<!doctype html><script>
  const worker = new Worker("/browser-server.js");
  worker.postMessage({ answers: "/browser-answers.js" });
  worker.onmessage = ({ data }) => fromWorker(JSON.stringify(data));
  worker.onerror = ({ message }) => fromWorker(JSON.stringify({ error: message }));
  function toWorker(text) { worker.postMessage(JSON.parse(text)); }
</script>`;

const scripts = ["browser-server.js", "browser-answers.js"];

export async function startInBrowser(browser: Browser): Promise<BrowserWorker> {
  const server = createServer((request, response) => {
    const script = scripts.find((name) => request.url === `/${name}`);
    response.setHeader("content-type", script === undefined ? "text/html" : "text/javascript");
    response.end(script === undefined ? page : readFileSync(`dist/${script}`));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("No port is free.");
  const window = await browser.newPage();
  const requests: string[] = [];
  window.context().on("request", (request) => requests.push(new URL(request.url()).pathname));
  let heard: DataCallback = () => undefined;
  await window.exposeFunction("fromWorker", (text: string) => heard(JSON.parse(text) as Message));
  await window.goto(`http://127.0.0.1:${address.port}/`);
  class Reader extends AbstractMessageReader {
    listen(callback: DataCallback) {
      heard = callback;
      return { dispose: () => undefined };
    }
  }
  class Writer extends AbstractMessageWriter {
    write(message: Message): Promise<void> {
      return window.evaluate(`toWorker(${JSON.stringify(JSON.stringify(message))})`);
    }
    end(): void {
      // The page goes with its server.
    }
  }
  return {
    client: createProtocolConnection(new Reader(), new Writer()),
    requests,
    async stop() {
      await window.close();
      server.close();
    },
  };
}
