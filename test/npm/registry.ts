import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Account } from "./account.ts";
import { answer } from "./answers.ts";
import { tokens } from "./tokens.ts";
import { usualClaims, type Claims } from "./github.ts";
import { usualPublisher, type TrustedPublisher } from "./policy.ts";

/** What the registry holds and GitHub would say of the job. */
export interface World {
  readonly claims: Claims;
  readonly publishers: readonly TrustedPublisher[];
  /** Versions of every package; none where it was never published. */
  readonly published: readonly string[];
  /** Whether the registry calls packages public. */
  readonly publicPackages: boolean;
  /** The status with which GitHub answers who asks for an OIDC token. */
  readonly issuerStatus: number;
  /** What `npm trust list` is given. */
  readonly trust: readonly object[];
  /**
   * How strict an exchange is, by default not at all: an id-token is good once, a new token of a package ends those before, or the
   * first two answers are 429.
   */
  readonly exchanges?: "one-use" | "newest" | "busy";
  /** A maintainer's account, whose packages these are; none where a job only publishes. */
  readonly account?: Account;
}

export const usualWorld: World = {
  claims: usualClaims,
  publishers: [usualPublisher],
  published: ["1.0.0"],
  publicPackages: true,
  issuerStatus: 200,
  trust: [],
};

/** A request, with what it was answered. */
export interface Exchanged {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** The `Authorization` header. */
  readonly authorization: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
  readonly status: number;
}

export interface Registry {
  readonly port: number;
  readonly issuer: { readonly url: string; readonly requestToken: string };
  readonly requests: readonly Exchanged[];
  close(): Promise<void>;
}

/** Starts a registry and GitHub's issuer of OIDC tokens, on a free port of 127.0.0.1. */
export async function startRegistry(world: World): Promise<Registry> {
  const requests: Exchanged[] = [];
  const issued = new Set<string>();
  const server = createServer((request, response) => {
    void reply(request, response);
  });
  async function reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", headers, url = "" } = request;
    // npm 10 writes two slashes after the host.
    const { pathname, searchParams } = new URL(url.replace(/^\/+/, "/"), origin());
    const asked = {
      method,
      path: decodeURIComponent(pathname),
      query: searchParams,
      authorization: headers.authorization,
      headers,
      body: bodyOf(await textOf(request)),
    };
    const { status, body, headers: own = {} } = answer(asked, world, issued, origin());
    requests.push({ ...asked, status });
    response.writeHead(status, { "content-type": "application/json", ...own });
    response.end(Buffer.isBuffer(body) ? body : JSON.stringify(body));
  }
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  function origin(): string {
    return `http://127.0.0.1:${port}`;
  }
  return {
    port,
    issuer: { url: `${origin()}/-/github/id-token`, requestToken: tokens.request },
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
