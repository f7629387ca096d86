import {
  CodeActionKind,
  CompletionItemKind,
  DidChangeConfigurationNotification,
  LSPErrorCodes,
  ResponseError,
  TextDocuments,
  TextDocumentSyncKind,
  type CancellationToken,
  type CompletionItem,
  type CodeAction,
  type CodeLens,
  type Hover,
  type Connection,
  type InitializeResult,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Question } from "../host/generate-request.ts";
import type { Host } from "../host/host.ts";
import { unknownHost } from "../host/nowhere.ts";
import { remoteHost, type WantedFiles } from "../host/remote.ts";
import { version } from "../product.ts";
import { fixAllKind, serverCommands } from "./actions.ts";
import { clientOf, recordOf, type Client } from "./client.ts";
import type { OpenedRepository } from "./opened.ts";
import { editOf } from "./difference.ts";
import { idle, type Surroundings } from "./session.ts";
import { resolved, type ChainAnswer } from "./lenses.ts";
import { isNpmrc, npmrcCompletions, npmrcHover } from "./npmrc.ts";
import { settingsOf } from "./settings.ts";
import { workspaceOf, type Workspace } from "./workspace.ts";

/** Serves one client over a connection, but for the end of it. */
export function startServer(connection: Connection, surroundings: Surroundings): void {
  let started: { readonly client: Client; readonly workspace: Workspace } | undefined;
  /** Of a client that doesn't answer questions about them. */
  let pushedSettings: unknown;
  let messages = 0;
  const logged = new Set<string>();
  const log = (line: string, about = line): void => {
    if (!logged.has(about)) connection.console.warn(line);
    logged.add(about);
  };
  const disk = surroundings.host?.(log);

  connection.onInitialize((params) => {
    const client = clientOf(params);
    pushedSettings = client.settings;
    const workspace = workspaceOf(
      {
        connection,
        client,
        settingsFor: async (root) => settingsOf(client.configuration ? await answered(root) : pushedSettings),
        today: () => client.today ?? new Date().toISOString().slice(0, 10),
        idle: () => idle(() => messages),
        async during(root, work) {
          surroundings.begins(root);
          return work().finally(() => surroundings.ends(root));
        },
        log,
        answerGenerateRequest: surroundings.answerGenerateRequest,
      },
      hostsOf(client),
    );
    started = { client, workspace };
    const own = client.commands ? { codeLensProvider } : { executeCommandProvider: { commands: [...serverCommands] } };
    return { ...capabilities, capabilities: { ...capabilities.capabilities, ...own } };
  });

  /** What no disk has, the client may read. */
  function hostsOf(client: Client): (uri: string) => Host {
    const ask = (wanted: WantedFiles) => connection.sendRequest<unknown>("trustedPublishing/read", wanted);
    const remote = client.reads ? remoteHost(ask, log) : undefined;
    return (uri) => (uri.startsWith("file:") ? (disk ?? remote) : (remote ?? disk)) ?? unknownHost;
  }

  async function answered(root: string): Promise<unknown> {
    // A client that fails to answer has set nothing.
    return connection.workspace.getConfiguration({ scopeUri: root, section }).catch((): unknown => undefined);
  }

  connection.onInitialized(() => {
    if (started === undefined) return;
    const { client, workspace } = started;
    if (client.configuration && client.configurationEvents)
      connection.client.register(DidChangeConfigurationNotification.type, { section }).catch(() => undefined);
    workspace.changeFolders(client.folders, []);
    if (!client.workspaceFolders) return;
    connection.workspace.onDidChangeWorkspaceFolders((event) => {
      const [added, removed] = [event.added, event.removed].map((folders) => folders.map(({ uri }) => uri));
      workspace.changeFolders(added ?? [], removed ?? []);
    });
  });

  connection.onDidChangeConfiguration(({ settings }) => {
    const pushed = recordOf(settings)[section];
    if (pushed !== undefined) pushedSettings = pushed;
    started?.workspace.configure();
  });

  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) started?.workspace.forget(uri);
  });

  connection.onNotification("trustedPublishing/focused", () => started?.workspace.compareUnwatched());

  const documents = new TextDocuments(TextDocument);
  const heard =
    (use: (workspace: Workspace, document: TextDocument) => void) => (event: { document: TextDocument }) => {
      messages++;
      if (started !== undefined) use(started.workspace, event.document);
    };
  documents.onDidOpen(heard((workspace, document) => workspace.open(document)));
  documents.onDidChangeContent(heard((workspace, document) => workspace.change(document)));
  documents.onDidClose(heard((workspace, document) => workspace.close(document)));
  documents.onDidSave(heard((workspace, document) => workspace.compareUnwatched(document)));
  documents.listen(connection);

  connection.onCodeAction(async (params, token) => {
    if (started?.client.codeActions !== true) return [];
    ifWanted(token);
    const actions = await started.workspace.about<readonly CodeAction[]>(
      params.textDocument.uri,
      [],
      (repository, path) => repository.actions(path, params),
    );
    ifWanted(token);
    return [...actions];
  });

  connection.onCompletion(async ({ textDocument: { uri }, position }, token) => {
    const document = documents.get(uri);
    if (document !== undefined && isNpmrc(uri)) return npmrcCompletions(document, position);
    if (document === undefined || !uri.endsWith("/.github/trusted-publishers.json")) return [];
    const answer = await started?.workspace.answer("complete", { uri, offset: document.offsetAt(position) });
    ifWanted(token);
    return completionsFor(document, answer);
  });

  connection.onHover(async (params, token) => {
    const document = documents.get(params.textDocument.uri);
    if (document !== undefined && isNpmrc(document.uri)) return npmrcHover(document, params.position);
    const hover = await started?.workspace.about<Hover | null>(params.textDocument.uri, null, (repository, path) =>
      repository.hover(path, params),
    );
    ifWanted(token);
    return hover ?? null;
  });

  connection.onCodeLens(async ({ textDocument }, token) => {
    const lenses = await started?.workspace.about<readonly CodeLens[]>(textDocument.uri, [], (repository, path) =>
      repository.lenses(path),
    );
    ifWanted(token);
    return [...(lenses ?? [])];
  });

  connection.onCodeLensResolve(async (lens, token) => {
    const answer = await chain(lens.data);
    ifWanted(token);
    return resolved(lens, answer);
  });

  /** What is said of the publish at `{ uri, position }`; null where nothing publishes there, and for any other value. */
  async function chain(at: unknown): Promise<ChainAnswer | null> {
    const { uri, position } = recordOf(at);
    const { line, character } = recordOf(position);
    if (typeof uri !== "string" || typeof line !== "number" || typeof character !== "number") return null;
    const ask = (repository: OpenedRepository, path: string) => repository.chain(path, { line, character });
    return (await started?.workspace.about<ChainAnswer | null>(uri, null, ask)) ?? null;
  }

  connection.onExecuteCommand(async ({ command, arguments: [given] = [] }) => {
    const asked =
      command === serverCommands[0] ? await chain(given) : await started?.workspace.answer("migrate", { uri: given });
    const { files } = recordOf(asked);
    const changed = Array.isArray(files) ? (files as ChainAnswer["files"]) : [];
    if (changed.length > 0) await connection.workspace.applyEdit(editOf(changed));
    return null;
  });

  connection.onRequest("trustedPublishing/chain", (at: unknown) => chain(at));
  connection.onRequest("trustedPublishing/repositories", () => started?.workspace.repositories() ?? []);
  for (const question of questions)
    connection.onRequest(`trustedPublishing/${question}`, (params: unknown) =>
      started?.workspace.answer(question, recordOf(params)),
    );

  connection.listen();
}

const section = "trustedPublishing";

const questions: readonly Question[] = [
  "choices",
  "change",
  "migratable",
  "migrate",
  "report",
  "claims",
  "explain",
  "preflight",
];

const capabilities: InitializeResult = {
  capabilities: {
    positionEncoding: "utf-16",
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, fixAllKind] },
    hoverProvider: true,
    completionProvider: { triggerCharacters: ['"', "="] },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  },
  serverInfo: { name: "trusted-publishing", version },
};

/** Its commands are the client's own. */
const codeLensProvider = { resolveProvider: true };

function ifWanted(token: CancellationToken): void {
  if (token.isCancellationRequested)
    throw new ResponseError(LSPErrorCodes.RequestCancelled, "The client cancelled it.");
}

/** What a repository offers at a place of a JSON document, as the editor inserts it: with quotes, in the order given. */
function completionsFor(document: TextDocument, answer: unknown): CompletionItem[] {
  const { start, end, items } = recordOf(answer);
  if (typeof start !== "number" || typeof end !== "number" || !Array.isArray(items)) return [];
  const range = { start: document.positionAt(start), end: document.positionAt(end) };
  return items.map((item, index) => {
    const { value, detail } = recordOf(item);
    const label = String(value);
    const newText = JSON.stringify(label);
    return {
      label,
      kind: CompletionItemKind.Value,
      detail: String(detail),
      // Editors compare what is typed, the quote included.
      filterText: newText,
      sortText: String(index).padStart(4, "0"),
      textEdit: { range, newText },
    };
  });
}
