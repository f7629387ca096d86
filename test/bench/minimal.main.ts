// A language server that parses a document and finds nothing: what any server for YAML takes.
import { createConnection, TextDocuments, TextDocumentSyncKind } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { parseDocument } from "yaml";

const connection = createConnection();
connection.onInitialize(() => ({ capabilities: { textDocumentSync: TextDocumentSyncKind.Incremental } }));
const documents = new TextDocuments(TextDocument);
documents.onDidChangeContent(({ document }) => {
  const { uri, version } = document;
  parseDocument(document.getText(), { uniqueKeys: false, prettyErrors: false });
  void connection.sendDiagnostics({ uri, version, diagnostics: [] });
});
documents.listen(connection);
connection.listen();
