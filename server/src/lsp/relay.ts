import {
  CancellationToken,
  MessageType,
  type Connection,
  type InitializeParams,
  type InitializeResult,
  type MessageConnection,
} from "vscode-languageserver";
import { recordOf } from "./client.ts";
import { followClient, type Followed } from "./followed.ts";

/** A thread that lints, as the one that carries messages sees it. */
export interface Thread {
  /** The same one each time. */
  link(): MessageConnection;
  onBusy(heard: (busy: { readonly begins?: string; readonly ends?: string }) => void): void;
  /** It is of no use any more; why, as a part of a sentence. */
  onFailure(failed: (why: string) => void): void;
  /** Whatever it is doing. */
  stop(): void;
}

// Put in by esbuild.mjs: the tests' server has less patience.
declare const ROOT_SECONDS: number;

/** A root that takes more seconds is left out. */
const mostSeconds = ROOT_SECONDS;

/** A thread that fails so often, whatever it does, would fail for ever. */
const mostFailures = 5;

/**
 * Carries messages between a client and the thread that lints. A thread that stays with one root for too long is
 * stopped: a new one takes over what the client has open, without that root. `failed` hears when none can be started.
 */
export function relay(
  client: Connection,
  first: Thread,
  startThread: () => Thread,
  failed: (why: string) => void,
): void {
  const followed: Followed = followClient();
  const leftOut = new Set<string>();
  let failures = 0;
  let thread = first;
  /** What it has begun, the last one last, and for how many seconds. */
  let busy = new Map<string, number>();

  function use(next: Thread): void {
    thread = next;
    busy = new Map();
    next.onBusy(({ begins, ends }) => {
      if (ends !== undefined) busy.delete(ends);
      if (begins === undefined) return;
      busy.delete(begins);
      busy.set(begins, 0);
    });
    next.onFailure((why) => {
      const [root] = [...busy.keys()].slice(-1);
      if (root === undefined && ++failures > mostFailures) failed(why);
      else replace(root, why);
    });
    const link = next.link();
    link.onRequest((method, params, token) => {
      followed.asked(method, params);
      return sent(client, method, params, token);
    });
    link.onNotification((method, params) => {
      followed.told(method, params);
      // Only fails once the client has gone.
      notified(client, method, params).catch(() => undefined);
    });
    link.onError(() => undefined);
    link.listen();
  }

  /** Seconds are counted, not compared with the clock: a machine that was asleep hasn't worked. */
  const clock = setInterval(() => {
    for (const [root, seconds] of busy) busy.set(root, seconds + 1);
    const [last] = [...busy].slice(-1);
    if (last !== undefined && last[1] > mostSeconds) replace(last[0], `it took more than ${mostSeconds} seconds`);
  }, 1_000);
  if (typeof clock === "object") clock.unref();

  function replace(root: string | undefined, why: string): void {
    const old = thread;
    if (root !== undefined) {
      leftOut.add(root);
      const message = `${root} is no longer checked: ${why}.`;
      client.sendNotification("window/logMessage", { type: MessageType.Error, message }).catch(() => undefined);
      client.sendNotification("window/showMessage", { type: MessageType.Warning, message }).catch(() => undefined);
    }
    use(startThread());
    old.stop();
    for (const { method, params } of followed.taken()) notifiedOrAsked(client, method, params);
    const { initialize } = followed;
    if (initialize === undefined) return;
    const options = { ...recordOf(initialize.initializationOptions), leftOut: [...leftOut] };
    const link = thread.link();
    link.sendRequest("initialize", { ...initialize, initializationOptions: options }).catch(() => undefined);
    for (const { method, params } of followed.replay()) notified(link, method, params).catch(() => undefined);
  }

  /** An answer that a stopped thread owed comes from the next. */
  async function forwarded(method: string, params: unknown, token: CancellationToken): Promise<unknown> {
    for (;;) {
      const asked = thread;
      try {
        return await sent(asked.link(), method, params, token);
      } catch (error) {
        if (asked === thread) throw error;
      }
    }
  }

  client.onInitialize(async (params: InitializeParams, token) => {
    followed.initialized(params);
    return (await forwarded("initialize", params, token)) as InitializeResult;
  });
  client.onRequest((method, params, token) => forwarded(method, params, token));
  function said(method: string, params: unknown): void {
    followed.heard(method, params);
    notified(thread.link(), method, params).catch(() => undefined);
  }

  client.onNotification(said);
  client.onInitialized((params) => {
    said("initialized", params);
    // The library keeps these to itself.
    if (followed.initialize?.capabilities.workspace?.workspaceFolders === true)
      client.workspace.onDidChangeWorkspaceFolders((event) => said("workspace/didChangeWorkspaceFolders", { event }));
  });
  use(first);
}

/** A client or a thread. */
interface Peer {
  sendRequest(method: string, ...params: readonly unknown[]): Promise<unknown>;
  sendNotification(method: string, params?: unknown): Promise<void>;
}

function sent(to: Peer, method: string, params: unknown, token: CancellationToken): Promise<unknown> {
  return params === undefined ? to.sendRequest(method, token) : to.sendRequest(method, params, token);
}

function notified(to: Peer, method: string, params: unknown): Promise<void> {
  return params === undefined ? to.sendNotification(method) : to.sendNotification(method, params);
}

function notifiedOrAsked(client: Connection, method: string, params: unknown): void {
  const done =
    method === "client/unregisterCapability"
      ? sent(client, method, params, CancellationToken.None)
      : notified(client, method, params);
  done.catch(() => undefined);
}
