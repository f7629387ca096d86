import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import { registryHost } from "../../server/src/npm-host.ts";
import { registryAsker, type Fetch } from "../../server/src/cli/npm-site/ask.ts";

export interface Request {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

/** What a page of npm's registry answers: JSON, or whatever `reply` does. */
export type Page =
  | { readonly json: unknown; readonly status?: number }
  | ((reply: ServerResponse, request: Request) => void);

export interface Site {
  readonly requests: readonly Request[];
  /** How long it was told to wait, in milliseconds. */
  readonly pauses: readonly number[];
  readonly fetch: Fetch;
  readonly pause: (milliseconds: number) => Promise<void>;
  ask(timeout?: number): ReturnType<typeof registryAsker>;
}

/** npm's registry on 127.0.0.1, by the paths of its pages; what isn't there is 404 as npm says it. Nobody waits. */
export async function siteOf(context: TestContext, pages: (path: string) => Page | undefined): Promise<Site> {
  const requests: Request[] = [];
  const pauses: number[] = [];
  const server = createServer((message, response) => {
    const request = { path: message.url ?? "", headers: message.headers };
    requests.push(request);
    const page = pages(request.path);
    if (typeof page === "function") page(response, request);
    else {
      response.writeHead(page === undefined ? 404 : (page.status ?? 200), { "content-type": "application/json" });
      response.end(JSON.stringify(page === undefined ? { error: "Not found" } : page.json));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  context.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const own: Fetch = (url, init) => fetch(url.replace(`https://${registryHost}/`, `http://127.0.0.1:${port}/`), init);
  const pause = (milliseconds: number): Promise<void> => {
    pauses.push(milliseconds);
    return Promise.resolve();
  };
  return {
    requests,
    pauses,
    fetch: own,
    pause,
    ask: (timeout) => registryAsker({ fetch: own, pause, ...(timeout === undefined ? {} : { timeout }) }),
  };
}
