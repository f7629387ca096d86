import type { MessageConnection } from "vscode-jsonrpc";
import type {
  DidChangeTextDocumentParams,
  DidCloseTextDocumentParams,
  DidOpenTextDocumentParams,
  DidSaveTextDocumentParams,
} from "vscode-languageserver-protocol";
import { TextDocument } from "vscode-languageserver-textdocument";

/** Hears of the documents that the client has open; each stays the same object until it is closed. */
export interface DocumentEvents {
  opened(document: TextDocument): void;
  /** Its text is the new one by now. */
  changed(document: TextDocument): void;
  closed(document: TextDocument): void;
  saved(document: TextDocument): void;
}

/** Keeps the texts of open documents as the client has them; what it says of others goes unheard. */
export function followDocuments(connection: MessageConnection, events: DocumentEvents): void {
  const open = new Map<string, TextDocument>();
  connection.onNotification("textDocument/didOpen", ({ textDocument }: DidOpenTextDocumentParams) => {
    const { uri, languageId, version, text } = textDocument;
    const document = TextDocument.create(uri, languageId, version, text);
    open.set(uri, document);
    events.opened(document);
  });
  connection.onNotification("textDocument/didChange", (params: DidChangeTextDocumentParams) => {
    const document = open.get(params.textDocument.uri);
    if (document !== undefined)
      events.changed(TextDocument.update(document, params.contentChanges, params.textDocument.version));
  });
  connection.onNotification("textDocument/didSave", ({ textDocument: { uri } }: DidSaveTextDocumentParams) => {
    const document = open.get(uri);
    if (document !== undefined) events.saved(document);
  });
  connection.onNotification("textDocument/didClose", ({ textDocument: { uri } }: DidCloseTextDocumentParams) => {
    const document = open.get(uri);
    open.delete(uri);
    if (document !== undefined) events.closed(document);
  });
}
