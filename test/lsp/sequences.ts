import { MessageChannel } from "node:worker_threads";
import { createConnection } from "vscode-languageserver";
import {
  createProtocolConnection,
  FileChangeType,
  type FileSystemWatcher,
  type InitializeParams,
  type PublishDiagnosticsParams,
  type RegistrationParams,
  type UnregistrationParams,
} from "vscode-languageserver/node";
import { startServer } from "../../server/src/lsp/connection.ts";
import { linkOver, readerOver, writerOver } from "../../server/src/lsp/link.ts";
import { memoryHost, root, statesWith } from "../host/memory.ts";

export type Files = Readonly<Record<string, string>>;

/** What happens to a repository under an editor; a text that is undefined means that the file is deleted. */
export type Event =
  | { readonly kind: "write"; readonly path: string; readonly text: string | undefined }
  | { readonly kind: "rename"; readonly path: string; readonly to: string }
  | { readonly kind: "edit"; readonly path: string; readonly text: string }
  | { readonly kind: "close"; readonly path: string }
  /** The client confirms every watcher that it was asked for; until then it watches with none of those. */
  | { readonly kind: "confirm" }
  /** The server may work until it has nothing to do. */
  | { readonly kind: "rest" };

export interface Outcome {
  /** The last diagnostics of each file that has some, as JSON. */
  readonly shown: string;
  readonly disk: Files;
  readonly open: Files;
  /** How many writes came between a read and the confirmation of its watcher, and how many in all. */
  readonly unwatched: number;
  readonly writes: number;
}

/** A server in this process, and an editor in which all that happens; what the server shows at the end, when all is confirmed. */
export async function shownAfter(start: Files, open: Files, events: readonly Event[]): Promise<Outcome> {
  const disk = new Map(Object.entries(start));
  const opened = new Map<string, { text: string; version: number }>();
  const host = memoryHost(statesWith(start));
  const { port1, port2 } = new MessageChannel();
  const client = linkOver(port1);
  const connection = createConnection(
    (logger) => createProtocolConnection(readerOver(port2), writerOver(port2), logger),
    { shutdownReceived: false, initialize: () => undefined, exit: () => undefined },
  );
  let heard = 0;
  let unwatched = 0;
  let writes = 0;
  const published = new Map<string, string>();
  const watchers = new Map<string, readonly FileSystemWatcher[]>();
  const unconfirmed: (() => void)[] = [];
  client.onNotification("textDocument/publishDiagnostics", ({ uri, diagnostics }: PublishDiagnosticsParams) => {
    heard++;
    published.set(uri, JSON.stringify(diagnostics));
  });
  client.onNotification("window/logMessage", () => undefined);
  client.onRequest("client/registerCapability", ({ registrations }: RegistrationParams) => {
    heard++;
    return new Promise<null>((resolve) =>
      unconfirmed.push(() => {
        for (const { id, registerOptions } of registrations)
          watchers.set(id, (registerOptions as { readonly watchers: readonly FileSystemWatcher[] }).watchers);
        resolve(null);
      }),
    );
  });
  client.onRequest("client/unregisterCapability", ({ unregisterations }: UnregistrationParams) => {
    heard++;
    // One that isn't confirmed yet is confirmed first, as an editor would.
    confirm();
    for (const { id } of unregisterations) watchers.delete(id);
    return null;
  });

  function confirm(): void {
    for (const each of unconfirmed.splice(0)) each();
  }

  /** Until the server has said nothing for a while, in which an answer came back. */
  async function rest(): Promise<void> {
    for (let seen = -1; seen !== heard;) {
      seen = heard;
      for (let turn = 0; turn < 4; turn++) {
        await client.sendRequest("trustedPublishing/repositories");
        await new Promise(setImmediate);
      }
    }
  }

  async function change(changes: ReadonlyMap<string, string | undefined>): Promise<void> {
    const before = entriesOf(disk);
    const texts = new Map(disk);
    for (const [path, text] of changes)
      if (text === undefined) disk.delete(path);
      else disk.set(path, text);
    host.set(statesWith(Object.fromEntries(disk)));
    const after = entriesOf(disk);
    const created = [...after].filter((path) => !before.has(path));
    const deleted = [...before].filter((path) => !after.has(path));
    const changed = [...disk].flatMap(([path, text]) => (texts.has(path) && texts.get(path) !== text ? path : []));
    const seen = [
      ...created.map((path) => ({ path, type: FileChangeType.Created })),
      ...changed.map((path) => ({ path, type: FileChangeType.Changed })),
      ...deleted.map((path) => ({ path, type: FileChangeType.Deleted })),
    ].filter(({ path, type }) => isWatched(path, type));
    writes++;
    if (unconfirmed.length > 0) unwatched++;
    if (seen.length > 0)
      await client.sendNotification("workspace/didChangeWatchedFiles", {
        changes: seen.map(({ path, type }) => ({ uri: `${root}/${path}`, type })),
      });
  }

  function isWatched(path: string, type: number): boolean {
    return [...watchers.values()].flat().some(({ globPattern, kind = 7 }) => {
      const pattern = typeof globPattern === "string" ? globPattern : globPattern.pattern;
      const folder = path.slice(0, path.lastIndexOf("/") + 1);
      return (kind & (1 << (type - 1))) !== 0 && (pattern === path || pattern === `${folder}*`);
    });
  }

  async function edit(path: string, text: string): Promise<void> {
    const uri = `${root}/${path}`;
    const document = opened.get(path);
    const version = (document?.version ?? 0) + 1;
    opened.set(path, { text, version });
    if (document === undefined)
      await client.sendNotification("textDocument/didOpen", {
        textDocument: { uri, languageId: "yaml", version, text },
      });
    else
      await client.sendNotification("textDocument/didChange", {
        textDocument: { uri, version },
        contentChanges: [{ text }],
      });
  }

  async function happen(event: Event): Promise<void> {
    switch (event.kind) {
      case "write":
        return change(new Map([[event.path, event.text]]));
      case "rename": {
        const text = disk.get(event.path);
        return text === undefined
          ? undefined
          : change(
              new Map([
                [event.path, undefined],
                [event.to, text],
              ]),
            );
      }
      case "edit":
        return edit(event.path, event.text);
      case "close":
        if (!opened.delete(event.path)) return;
        return client.sendNotification("textDocument/didClose", { textDocument: { uri: `${root}/${event.path}` } });
      case "confirm":
        return confirm();
      case "rest":
        return rest();
    }
  }

  startServer(connection, {
    host: () => host,
    answerGenerateRequest: () => Promise.resolve(undefined),
    begins: () => undefined,
    ends: () => undefined,
  });
  client.listen();
  await client.sendRequest("initialize", initialize);
  await client.sendNotification("initialized", {});
  for (const [path, text] of Object.entries(open)) await edit(path, text);
  for (const event of events) await happen(event);
  do {
    confirm();
    await rest();
  } while (unconfirmed.length > 0);
  port1.close();
  client.dispose();
  return {
    shown: [...published]
      .flatMap(([uri, diagnostics]) => (diagnostics === "[]" ? [] : `${uri} ${diagnostics}`))
      .toSorted()
      .join("\n"),
    disk: Object.fromEntries(disk),
    open: Object.fromEntries([...opened].map(([path, { text }]) => [path, text])),
    unwatched,
    writes,
  };
}

const initialize: InitializeParams = {
  processId: null,
  rootUri: null,
  workspaceFolders: [{ uri: root, name: "repository" }],
  initializationOptions: { today: "2026-11-21" },
  capabilities: {
    workspace: { didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true } },
  },
};

/** The paths of all files and folders. */
function entriesOf(disk: ReadonlyMap<string, string>): ReadonlySet<string> {
  return new Set(
    [...disk.keys()].flatMap((path) => [...path.matchAll(/\/|$/g)].map(({ index }) => path.slice(0, index))),
  );
}
