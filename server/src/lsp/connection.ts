import {
  CodeActionKind,
  DidChangeConfigurationNotification,
  LSPErrorCodes,
  ResponseError,
  TextDocumentSyncKind,
  TextDocuments,
  type CancellationToken,
  type Connection,
  type InitializeResult,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Host } from "../host/host.ts";
import { version } from "../product.ts";
import { fixAllKind } from "./actions.ts";
import { clientOf, recordOf, type Client } from "./client.ts";
import { quiet } from "./quiet.ts";
import { settingsOf } from "./settings.ts";
import { workspaceOf, type Workspace } from "./workspace.ts";

/** Serves one client over a connection; every file is read through the host, which logs as the server does. */
export function startServer(connection: Connection, hostWith: (log: (line: string) => void) => Host): void {
  const documents = new TextDocuments(TextDocument);
  let started: { readonly client: Client; readonly workspace: Workspace } | undefined;
  /** Of a client that doesn't answer questions about them. */
  let pushedSettings: unknown;
  let messages = 0;
  const logged = new Set<string>();
  const log = (line: string): void => {
    if (!logged.has(line)) connection.console.warn(line);
    logged.add(line);
  };
  const host = hostWith(log);

  const heard =
    (use: (workspace: Workspace, document: TextDocument) => void) => (event: { document: TextDocument }) => {
      messages++;
      if (started !== undefined) use(started.workspace, event.document);
    };

  connection.onInitialize((params) => {
    const client = clientOf(params);
    pushedSettings = client.settings;
    const workspace = workspaceOf(
      {
        connection,
        client,
        settingsFor: async (root) => settingsOf(client.configuration ? await answered(root) : pushedSettings),
        today: () => client.today ?? new Date().toISOString().slice(0, 10),
        quiet: () => quiet(() => messages),
        log,
      },
      host,
    );
    started = { client, workspace };
    return capabilities;
  });

  function answered(root: string): Promise<unknown> {
    // A client that fails to answer has set nothing.
    return connection.workspace.getConfiguration({ scopeUri: root, section }).catch(() => undefined);
  }

  connection.onInitialized(() => {
    if (started === undefined) return;
    const { client, workspace } = started;
    if (client.configuration && client.configurationEvents) {
      connection.client.register(DidChangeConfigurationNotification.type, { section }).catch(() => undefined);
    }
    if (client.folderEvents) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        workspace.changeFolders(
          added.map(({ uri }) => uri),
          removed.map(({ uri }) => uri),
        );
      });
    }
    workspace.changeFolders(client.folders, []);
  });

  connection.onDidChangeConfiguration(({ settings }) => {
    const pushed = recordOf(settings)[section];
    if (pushed !== undefined) pushedSettings = pushed;
    started?.workspace.configure();
  });

  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) started?.workspace.forget(uri);
  });

  /** Where nobody watches, opening and saving are when the disk is looked at again. */
  const rereadUnwatched = (workspace: Workspace, document: TextDocument): void => {
    if (started?.client.watching === false) workspace.forgetAround(document);
  };
  documents.onDidOpen(
    heard((workspace, document) => {
      workspace.open(document);
      rereadUnwatched(workspace, document);
    }),
  );
  documents.onDidChangeContent(heard((workspace, document) => workspace.change(document)));
  documents.onDidClose(heard((workspace, document) => workspace.close(document)));
  documents.onDidSave(heard(rereadUnwatched));

  connection.onCodeAction(async (params, token) => {
    if (started?.client.codeActions !== true) return [];
    ifWanted(token);
    const actions = await started.workspace.actions(params);
    ifWanted(token);
    return [...actions];
  });

  documents.listen(connection);
  connection.listen();
}

const section = "trustedPublishing";

const capabilities: InitializeResult = {
  capabilities: {
    positionEncoding: "utf-16",
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  },
  serverInfo: { name: "trusted-publishing", version },
};

function ifWanted(token: CancellationToken): void {
  if (token.isCancellationRequested)
    throw new ResponseError(LSPErrorCodes.RequestCancelled, "The client cancelled it.");
}
