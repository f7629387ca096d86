import { fork, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { after } from "node:test";
import {
  createProtocolConnection,
  IPCMessageReader,
  IPCMessageWriter,
  StreamMessageWriter,
  type CodeAction,
  type CodeActionContext,
  type FileSystemWatcher,
  type Hover,
  type InitializeParams,
  type InitializeResult,
  type MarkupContent,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type RegistrationParams,
  type TextDocumentContentChangeEvent,
  type UnregistrationParams,
  type WorkspaceEdit,
} from "vscode-languageserver-protocol/node";
import { readerOf } from "./reader.ts";
import { serverBundle, type RuleSet } from "./server.ts";

/** What a session starts with, each with a default that a capable editor would have. */
export interface Setup {
  readonly rules?: RuleSet;
  readonly transport?: "stdio" | "node-ipc";
  /** Options for the server's Node, which then has a channel to the test besides its transport. */
  readonly node?: readonly string[];
  readonly folders?: readonly string[];
  /** Over the defaults, member by member of each part. */
  readonly workspace?: InitializeParams["capabilities"]["workspace"];
  readonly textDocument?: InitializeParams["capabilities"]["textDocument"];
  /** The answer to `workspace/configuration`, by root. */
  readonly settings?: (root: string) => unknown;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly params?: Partial<InitializeParams>;
}

/** One editor and one server, in a process of its own. */
export interface Session {
  readonly client: ProtocolConnection;
  readonly process: ChildProcess;
  readonly initialized: InitializeResult;
  /** All that was published, in order. */
  readonly published: readonly PublishDiagnosticsParams[];
  readonly logged: readonly string[];
  readonly understood: readonly Understood[];
  /** What the client was asked to watch and wasn't asked to leave. */
  watchers(): readonly FileSystemWatcher[];
  open(uri: string, text: string, languageId?: string): Promise<void>;
  change(uri: string, version: number, ...changes: readonly (string | TextDocumentContentChangeEvent)[]): Promise<void>;
  close(uri: string): Promise<void>;
  save(uri: string): Promise<void>;
  touch(...uris: readonly string[]): Promise<void>;
  /** The messages of a file's diagnostics, once they are these. */
  messages(uri: string, wanted: readonly string[], version?: number): Promise<PublishDiagnosticsParams>;
  /** Resolves once `condition` holds; it is asked after each message of the server. */
  until(condition: () => boolean, what: string): Promise<void>;
  /** The text of a hover, undefined where there is none. */
  hover(uri: string, line: number, character: number): Promise<string | undefined>;
  actions(
    uri: string,
    line: number,
    character: number,
    context?: Partial<CodeActionContext>,
  ): Promise<readonly CodeAction[]>;
}

interface Understood {
  readonly root: string;
  readonly workflows: number;
  readonly publishes: number;
  readonly unknown: readonly unknown[];
  readonly errors: number;
  readonly warnings: number;
}

const sessions: Session[] = [];

after(async () => {
  for (const { client, process } of sessions) {
    client.dispose();
    if (process.exitCode !== null || process.signalCode !== null) continue;
    process.kill("SIGKILL");
    await once(process, "exit");
  }
});

export async function startSession(setup: Setup = {}): Promise<Session> {
  const bundle = serverBundle(setup.rules ?? "toy");
  const isIpc = setup.transport === "node-ipc";
  const child = isIpc
    ? fork(bundle, ["--node-ipc"], { stdio: ["ignore", "inherit", "inherit", "ipc"], execArgv: [] })
    : spawn(process.execPath, [...(setup.node ?? []), bundle, "--stdio"], {
        stdio: ["pipe", "pipe", "inherit", ...(setup.node === undefined ? [] : (["ipc"] as const))],
      });
  const client =
    child.stdout === null || child.stdin === null
      ? createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child))
      : createProtocolConnection(readerOf(child.stdout), new StreamMessageWriter(child.stdin));
  client.onError(() => undefined);

  const published: PublishDiagnosticsParams[] = [];
  const logged: string[] = [];
  const understood: Understood[] = [];
  const registered = new Map<string, readonly FileSystemWatcher[]>();
  const waiting = new Set<() => void>();
  const heard = (): void => waiting.forEach((look) => look());

  client.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
    published.push(params);
    heard();
  });
  client.onNotification("window/logMessage", ({ message }: { message: string }) => {
    logged.push(message);
    heard();
  });
  client.onNotification("trustedPublishing/understood", (params: Understood) => {
    understood.push(params);
    heard();
  });
  client.onRequest(
    "workspace/configuration",
    ({ items }: { items: readonly { scopeUri: string; section: string }[] }) =>
      items.map(({ scopeUri, section }) =>
        section === "trustedPublishing" ? (setup.settings?.(scopeUri) ?? null) : null,
      ),
  );
  client.onRequest("client/registerCapability", ({ registrations }: RegistrationParams) => {
    for (const { id, registerOptions } of registrations) {
      const options = registerOptions as { readonly watchers?: readonly FileSystemWatcher[] };
      registered.set(id, options.watchers ?? []);
    }
    heard();
  });
  client.onRequest("client/unregisterCapability", ({ unregisterations }: UnregistrationParams) => {
    for (const { id } of unregisterations) registered.delete(id);
    heard();
  });
  client.listen();

  const initialized = await client.sendRequest<InitializeResult>("initialize", {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: setup.folders?.map((uri) => ({ uri, name: uri })) ?? null,
    initializationOptions: { understood: true, ...setup.options },
    capabilities: {
      workspace: {
        configuration: true,
        workspaceFolders: true,
        didChangeConfiguration: { dynamicRegistration: true },
        didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
        workspaceEdit: { documentChanges: true },
        ...setup.workspace,
      },
      textDocument: {
        publishDiagnostics: { relatedInformation: true, versionSupport: true, codeDescriptionSupport: true },
        hover: { contentFormat: ["markdown", "plaintext"] },
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
        ...setup.textDocument,
      },
    },
    ...setup.params,
  });
  await client.sendNotification("initialized", {});

  const session: Session = {
    client,
    process: child,
    initialized,
    published,
    logged,
    understood,
    watchers: () => [...registered.values()].flat(),
    open: (uri, text, languageId = "yaml") =>
      client.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId, version: 1, text } }),
    change: (uri, version, ...changes) =>
      client.sendNotification("textDocument/didChange", {
        textDocument: { uri, version },
        contentChanges: changes.map((change) => (typeof change === "string" ? { text: change } : change)),
      }),
    close: (uri) => client.sendNotification("textDocument/didClose", { textDocument: { uri } }),
    save: (uri) => client.sendNotification("textDocument/didSave", { textDocument: { uri } }),
    touch: (...uris) =>
      client.sendNotification("workspace/didChangeWatchedFiles", { changes: uris.map((uri) => ({ uri, type: 2 })) }),
    async messages(uri, wanted, version) {
      const last = () => published.findLast((params) => params.uri === uri);
      const is = (params: PublishDiagnosticsParams | undefined) =>
        JSON.stringify(params?.diagnostics.map(({ message }) => message)) === JSON.stringify(wanted) &&
        (version === undefined || params?.version === version);
      await session.until(() => is(last()), `${uri}: ${wanted.join(", ")}`);
      return last() ?? { uri, diagnostics: [] };
    },
    until: (condition, what) =>
      new Promise((resolve, reject) => {
        const patience = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`Never came: ${what}. Published: ${JSON.stringify(published)}. Logged: ${logged.join()}`));
        }, 60_000);
        const look = (): void => {
          if (!condition()) return;
          clearTimeout(patience);
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    async hover(uri, line, character) {
      const params = { textDocument: { uri }, position: { line, character } };
      const hover = await client.sendRequest<Hover | null>("textDocument/hover", params);
      return hover === null ? undefined : (hover.contents as MarkupContent).value;
    },
    async actions(uri, line, character, context = {}) {
      const position = { line, character };
      const params = {
        textDocument: { uri },
        range: { start: position, end: position },
        context: { diagnostics: [], ...context },
      };
      return (await client.sendRequest<readonly CodeAction[] | null>("textDocument/codeAction", params)) ?? [];
    },
  };
  sessions.push(session);
  return session;
}

/** Shuts the server down as an editor does. */
export async function stop({ client, process }: Session): Promise<number | null> {
  const exit = once(process, "exit");
  await client.sendRequest("shutdown");
  await client.sendNotification("exit");
  await exit;
  return process.exitCode;
}

/** The edits of each document, by URI and version: `text@line:character-line:character`. */
export function editsOf(edit: WorkspaceEdit | undefined): Readonly<Record<string, readonly string[]>> {
  const documents = (edit?.documentChanges ?? []).flatMap((change) => ("textDocument" in change ? [change] : []));
  const shown: Record<string, readonly string[]> = {};
  const put = (name: string, edits: readonly unknown[]) => {
    shown[name] = edits.flatMap((one) => {
      const { range, newText } = one as { range: PublishDiagnosticsParams["diagnostics"][0]["range"]; newText: string };
      const { start, end } = range;
      return `${newText}@${start.line}:${start.character}-${end.line}:${end.character}`;
    });
  };
  for (const { textDocument, edits } of documents) put(`${textDocument.uri} ${textDocument.version}`, edits);
  for (const [uri, edits] of Object.entries(edit?.changes ?? {})) put(uri, edits);
  return shown;
}
