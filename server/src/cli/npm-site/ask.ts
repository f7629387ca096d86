import { jsonOf } from "../../npm-site/package.ts";
import { registryHost } from "../../npm-host.ts";
import { homepage, version } from "../../product.ts";

/** Asks for a page of the web, as `fetch` does. */
export type Fetch = (
  url: string,
  init: {
    readonly headers: Readonly<Record<string, string>>;
    readonly redirect: "manual";
    readonly signal: AbortSignal;
  },
) => Promise<Response>;

/** What asking takes from outside. */
export interface Asked {
  readonly fetch: Fetch;
  /** Waits so many milliseconds; ends early where `signal` is aborted. */
  readonly pause: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** The user's Ctrl-C. */
  readonly signal?: AbortSignal;
  /** Milliseconds for a whole answer, its body included; 30 seconds where it isn't given. */
  readonly timeout?: number;
}

export type Answer =
  | { readonly kind: "json"; readonly body: unknown; readonly etag: string | undefined }
  /** It is what the given ETag stands for. */
  | { readonly kind: "unchanged" }
  /** npm itself says that there is no such thing. */
  | { readonly kind: "absent" }
  | { readonly kind: "none"; readonly why: Unanswered };

/** Why nothing can be said: npm didn't answer, or something between here and npm did. */
export type Unanswered =
  | "network"
  | "time"
  | "rate"
  | "server"
  | "refused"
  | "redirect"
  | "not json"
  | "too large"
  | "interrupted"
  | "given up";

/** What each means, as the end of a sentence. */
export const unansweredWords: Readonly<Record<Unanswered, string>> = {
  network: "npm can't be reached; behind a proxy, set NODE_USE_ENV_PROXY=1 for Node 24 or later",
  time: "npm gave no complete answer in 30 seconds",
  rate: "npm is limiting requests: try again in a few minutes",
  server: "npm's registry answered with an error",
  refused: "a public address was refused, so something between here and npm answered",
  redirect: "the answer leads to another host, so something between here and npm answered",
  "not json": "the answer isn't npm's (it isn't JSON, or it is about something else)",
  "too large": "the answer is larger than 100 MB",
  interrupted: "it was interrupted",
  "given up": "no more was asked after several failures in a row",
};

const usualTimeout = 30_000;
const mostBytes = 100_000_000;
/** How often a request is made again, and how long npm may ask to wait for it, in milliseconds. */
const retries = 3;
const longestWait = 60_000;
/** How many packages in a row may fail before no more are asked. */
const mostFailures = 3;

/**
 * Asks npm's public registry, and nobody else, for a path such as `/@acme%2fwidgets`; never with a login. It follows redirects on
 * npm's own host alone, waits as long as a 429 says, up to a minute, and tries again after 429 and 5xx. When three paths in a row
 * had no answer, it asks no more. All requests of one run go through one such function, so that a 429 holds up all of them.
 */
export function registryAsker({
  fetch,
  pause,
  signal,
  timeout = usualTimeout,
}: Asked): (path: string, etag?: string) => Promise<Answer> {
  let open = Promise.resolve();
  let failures = 0;
  const holdUp = (milliseconds: number): void => {
    open = Promise.all([open, pause(milliseconds, signal)]).then(() => undefined);
  };
  return async (path, etag) => {
    for (let attempt = 0; ; attempt += 1) {
      await open;
      if (signal?.aborted === true) return unanswered("interrupted");
      if (failures >= mostFailures) return unanswered("given up");
      const reply = await once(fetch, path, etag, timeout, signal);
      if (!("retry" in reply)) {
        const failed = reply.kind === "none" && reply.why !== "interrupted";
        failures = failed ? failures + 1 : 0;
        return reply;
      }
      const wait = reply.after ?? 2000 * 2 ** attempt;
      if (attempt < retries && wait <= longestWait) {
        holdUp(wait);
        continue;
      }
      // After an answer that says to wait for minutes, nothing more is asked in this run.
      failures = reply.retry === "rate" ? mostFailures : failures + 1;
      return unanswered(reply.retry);
    }
  };
}

type Reply = Answer | { readonly retry: "rate" | "server"; readonly after: number | undefined };

function unanswered(why: Unanswered): Answer {
  return { kind: "none", why };
}

async function once(
  fetch: Fetch,
  path: string,
  etag: string | undefined,
  timeout: number,
  interrupted: AbortSignal | undefined,
): Promise<Reply> {
  const late = AbortSignal.timeout(timeout);
  const signal = interrupted === undefined ? late : AbortSignal.any([late, interrupted]);
  const headers = {
    accept: "application/json",
    "user-agent": `trusted-publishing/${version} (+${homepage})`,
    ...(etag !== undefined && { "if-none-match": etag }),
  };
  try {
    const response = await followed(fetch, `https://${registryHost}${path}`, headers, signal);
    if (response === undefined) return unanswered("redirect");
    const { status } = response;
    if (status === 304 && etag !== undefined) return { kind: "unchanged" };
    if (status === 429) return { retry: "rate", after: retryAfter(response) };
    if (status >= 500) return { retry: "server", after: retryAfter(response) };
    if (status !== 200 && status !== 404) return unanswered("refused");
    const text = await textOf(response);
    if (text === undefined) return unanswered("too large");
    const body = jsonOf(text);
    if (typeof body !== "object" || body === null) return unanswered("not json");
    return status === 404
      ? { kind: "absent" }
      : { kind: "json", body, etag: response.headers.get("etag") ?? undefined };
  } catch {
    if (interrupted?.aborted === true) return unanswered("interrupted");
    return unanswered(late.aborted ? "time" : "network");
  }
}

/** The answer at the end of redirects on the same host; undefined where they lead away from it, or in a circle. */
async function followed(
  fetch: Fetch,
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Response | undefined> {
  let next = url;
  for (let hops = 0; hops < 4; hops += 1) {
    const response = await fetch(next, { headers, redirect: "manual", signal });
    const location = response.headers.get("location");
    if (![301, 302, 303, 307, 308].includes(response.status) || location === null) return response;
    await response.body?.cancel();
    if (!URL.canParse(location, next)) return undefined;
    const target = new URL(location, next);
    if (target.origin !== new URL(url).origin) return undefined;
    next = target.href;
  }
  return undefined;
}

/** In milliseconds; undefined where the answer doesn't say. */
function retryAfter({ headers }: Response): number | undefined {
  const written = headers.get("retry-after")?.trim() ?? "";
  if (/^\d{1,9}$/.test(written)) return Number(written) * 1000;
  const date = Date.parse(written);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

async function textOf({ body }: Response): Promise<string | undefined> {
  if (body === null) return "";
  const decoder = new TextDecoder();
  let [text, size] = ["", 0];
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > mostBytes) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
