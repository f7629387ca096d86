import type {
  DidChangeTextDocumentParams,
  DidChangeWorkspaceFoldersParams,
  DidCloseTextDocumentParams,
  DidOpenTextDocumentParams,
  InitializeParams,
  PublishDiagnosticsParams,
  RegistrationParams,
  UnregistrationParams,
  WorkspaceFolder,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";

interface Said {
  readonly method: string;
  readonly params: unknown;
}

/** What a new thread has to hear of what was said before it, and what the client has of the old one. */
export interface Followed {
  /** As it is now. */
  readonly initialize: InitializeParams | undefined;
  initialized(params: InitializeParams): void;
  /** The client said this. */
  heard(method: string, params: unknown): void;
  /** The thread asked the client. */
  asked(method: string, params: unknown): void;
  /** The thread told the client. */
  told(method: string, params: unknown): void;
  /** What takes back all that the thread asked and told, once. */
  taken(): readonly Said[];
  /** What a new thread hears after `initialize`. */
  replay(): readonly Said[];
}

export function followClient(): Followed {
  let initialize: InitializeParams | undefined;
  let isInitialized = false;
  let settings: unknown;
  const folders = new Map<string, WorkspaceFolder>();
  const documents = new Map<string, TextDocument>();
  const registered = new Map<string, string>();
  const shown = new Set<string>();
  const listeners: Readonly<Record<string, (params: never) => void>> = {
    initialized() {
      isInitialized = true;
    },
    "workspace/didChangeConfiguration"(params: unknown) {
      settings = params;
    },
    "workspace/didChangeWorkspaceFolders"({ event }: DidChangeWorkspaceFoldersParams) {
      for (const { uri } of event.removed) folders.delete(uri);
      for (const folder of event.added) folders.set(folder.uri, folder);
    },
    "textDocument/didOpen"({ textDocument: { uri, languageId, version, text } }: DidOpenTextDocumentParams) {
      documents.set(uri, TextDocument.create(uri, languageId, version, text));
    },
    "textDocument/didChange"({ textDocument: { uri, version }, contentChanges }: DidChangeTextDocumentParams) {
      const document = documents.get(uri);
      if (document !== undefined) documents.set(uri, TextDocument.update(document, contentChanges, version));
    },
    "textDocument/didClose"({ textDocument: { uri } }: DidCloseTextDocumentParams) {
      documents.delete(uri);
    },
  };
  return {
    get initialize() {
      return initialize && { ...initialize, workspaceFolders: [...folders.values()] };
    },
    initialized(params) {
      initialize = params;
      // Older clients open one folder, by its URI.
      const { rootUri, workspaceFolders } = params;
      const opened = workspaceFolders ?? (typeof rootUri === "string" ? [{ uri: rootUri, name: rootUri }] : []);
      for (const folder of opened) folders.set(folder.uri, folder);
    },
    heard: (method, params) => listeners[method]?.(params as never),
    asked(method, params) {
      if (method === "client/registerCapability")
        for (const each of (params as RegistrationParams).registrations) registered.set(each.id, each.method);
      if (method === "client/unregisterCapability")
        for (const { id } of (params as UnregistrationParams).unregisterations) registered.delete(id);
    },
    told(method, params) {
      if (method !== "textDocument/publishDiagnostics") return;
      const { uri, diagnostics } = params as PublishDiagnosticsParams;
      if (diagnostics.length > 0) shown.add(uri);
      else shown.delete(uri);
    },
    taken() {
      const unregisterations = [...registered].map(([id, method]) => ({ id, method }));
      const cleared = [...shown].map((uri) => ({
        method: "textDocument/publishDiagnostics",
        params: { uri, diagnostics: [] },
      }));
      registered.clear();
      shown.clear();
      return [
        ...(unregisterations.length > 0
          ? [{ method: "client/unregisterCapability", params: { unregisterations } }]
          : []),
        ...cleared,
      ];
    },
    replay() {
      const opened = [...documents.values()].map((document) => ({
        method: "textDocument/didOpen",
        params: {
          textDocument: {
            uri: document.uri,
            languageId: document.languageId,
            version: document.version,
            text: document.getText(),
          },
        },
      }));
      return [
        ...(isInitialized ? [{ method: "initialized", params: {} }] : []),
        ...(settings === undefined ? [] : [{ method: "workspace/didChangeConfiguration", params: settings }]),
        ...opened,
      ];
    },
  };
}
