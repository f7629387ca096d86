import {
  createMessageConnection,
  ResponseError,
  type CancellationToken,
  type MessageConnection,
  type MessageReader,
  type MessageWriter,
} from "vscode-jsonrpc";
import type {
  CodeActionParams,
  DidChangeConfigurationParams,
  DidChangeWatchedFilesParams,
  DidChangeWorkspaceFoldersParams,
  Hover,
  HoverParams,
  InitializeParams,
  InitializeResult,
  LogMessageParams,
  RegistrationParams,
} from "vscode-languageserver-protocol";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { answerGenerateRequest, Question } from "../host/generate-request.ts";
import type { Host } from "../host/host.ts";
import { version } from "../product.ts";
import { clientOf, recordOf, type Client } from "./client.ts";
import { followDocuments } from "./documents.ts";
import { idle } from "./idle.ts";
import { fixAllKind, incremental, messageTypes, quickFix, requestCancelled } from "./protocol.ts";
import { settingsOf } from "./settings.ts";
import { workspaceOf, type Workspace } from "./workspace.ts";

/** A connection whose own trouble the client can log. */
export function connect(reader: MessageReader, writer: MessageWriter): MessageConnection {
  let broken = false;
  const say = (type: LogMessageParams["type"]) => (message: string) => {
    // That this failed would be the next thing to say.
    if (!broken) tell(connection, { type, message }).catch(() => (broken = true));
  };
  const { error, warning, info, log } = messageTypes;
  const connection = createMessageConnection(reader, writer, {
    error: say(error),
    warn: say(warning),
    info: say(info),
    log: say(log),
  });
  return connection;
}

function tell(connection: MessageConnection, params: LogMessageParams): Promise<void> {
  return connection.sendNotification("window/logMessage", params);
}

/**
 * Serves one client over a connection, but for the end of it; every file is read through the host, which logs as the
 * server does. `answers` knows what is asked about workflows to write, `clientIs` hears the id of the client's process.
 */
export function startServer(
  connection: MessageConnection,
  hostWith: (log: (line: string) => void) => Host,
  answers: typeof answerGenerateRequest,
  clientIs: (processId: number) => void,
): void {
  let started: { readonly client: Client; readonly workspace: Workspace } | undefined;
  /** Of a client that doesn't answer questions about them. */
  let pushedSettings: unknown;
  let messages = 0;
  const logged = new Set<string>();
  const log = (line: string, about = line): void => {
    // Only fails once the client has gone.
    if (!logged.has(about)) tell(connection, { type: messageTypes.warning, message: line }).catch(() => undefined);
    logged.add(about);
  };
  const host = hostWith(log);

  const heard = (use: (workspace: Workspace, document: TextDocument) => void) => (document: TextDocument) => {
    messages++;
    if (started !== undefined) use(started.workspace, document);
  };

  connection.onRequest("initialize", (params: InitializeParams) => {
    if (typeof params.processId === "number") clientIs(params.processId);
    const client = clientOf(params);
    pushedSettings = client.settings;
    const workspace = workspaceOf(
      {
        connection,
        client,
        settingsFor: async (root) => settingsOf(client.configuration ? await answered(root) : pushedSettings),
        today: () => client.today ?? new Date().toISOString().slice(0, 10),
        idle: () => idle(() => messages),
        log,
        answerGenerateRequest: answers,
      },
      host,
    );
    started = { client, workspace };
    return capabilities;
  });

  async function answered(root: string): Promise<unknown> {
    const items = [{ scopeUri: root, section }];
    // A client that fails to answer has set nothing.
    const answer: unknown = await connection.sendRequest("workspace/configuration", { items }).catch(() => undefined);
    return Array.isArray(answer) ? answer[0] : undefined;
  }

  connection.onNotification("initialized", () => {
    if (started === undefined) return;
    const { client, workspace } = started;
    if (client.configuration && client.configurationEvents) {
      const method = "workspace/didChangeConfiguration";
      const params: RegistrationParams = { registrations: [{ id: section, method, registerOptions: { section } }] };
      connection.sendRequest("client/registerCapability", params).catch(() => undefined);
    }
    workspace.changeFolders(client.folders, []);
  });

  connection.onNotification("workspace/didChangeWorkspaceFolders", ({ event }: DidChangeWorkspaceFoldersParams) => {
    const [added, removed] = [event.added, event.removed].map((folders) => folders.map(({ uri }) => uri));
    started?.workspace.changeFolders(added ?? [], removed ?? []);
  });

  connection.onNotification("workspace/didChangeConfiguration", ({ settings }: DidChangeConfigurationParams) => {
    const pushed = recordOf(settings)[section];
    if (pushed !== undefined) pushedSettings = pushed;
    started?.workspace.configure();
  });

  connection.onNotification("workspace/didChangeWatchedFiles", ({ changes }: DidChangeWatchedFilesParams) => {
    for (const { uri } of changes) started?.workspace.forget(uri);
  });

  /** Where nobody watches, opening and saving are when the disk is looked at again. */
  const rereadUnwatched = (workspace: Workspace, document: TextDocument): void => {
    if (started?.client.watching === false) workspace.forgetAround(document);
  };
  followDocuments(connection, {
    opened: heard((workspace, document) => {
      workspace.open(document);
      rereadUnwatched(workspace, document);
    }),
    changed: heard((workspace, document) => workspace.change(document)),
    closed: heard((workspace, document) => workspace.close(document)),
    saved: heard(rereadUnwatched),
  });

  connection.onRequest("textDocument/codeAction", async (params: CodeActionParams, token: CancellationToken) => {
    if (started?.client.codeActions !== true) return [];
    ifWanted(token);
    const actions = await started.workspace.actions(params);
    ifWanted(token);
    return [...actions];
  });

  connection.onRequest("textDocument/hover", async (params: HoverParams, token: CancellationToken) => {
    const hover: Hover | null = (await started?.workspace.hover(params)) ?? null;
    ifWanted(token);
    return hover;
  });

  connection.onRequest("trustedPublishing/repositories", () => started?.workspace.repositories() ?? []);
  for (const question of questions)
    connection.onRequest(`trustedPublishing/${question}`, (params: unknown) =>
      started?.workspace.answer(question, recordOf(params)),
    );

  connection.listen();
}

const section = "trustedPublishing";

const questions: readonly Question[] = ["choices", "change", "migratable", "migrate"];

const capabilities: InitializeResult = {
  capabilities: {
    positionEncoding: "utf-16",
    textDocumentSync: { openClose: true, change: incremental, save: true },
    codeActionProvider: { codeActionKinds: [quickFix, fixAllKind] },
    hoverProvider: true,
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  },
  serverInfo: { name: "trusted-publishing", version },
};

function ifWanted(token: CancellationToken): void {
  if (token.isCancellationRequested) throw new ResponseError(requestCancelled, "The client cancelled it.");
}
