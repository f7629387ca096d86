import type {
  CodeActionTriggerKind,
  DiagnosticSeverity,
  LSPErrorCodes,
  MessageType,
  TextDocumentSyncKind,
  WatchKind,
} from "vscode-languageserver-protocol";

// Only types are imported of the protocol, here and elsewhere: they check these values, and the package that holds them
// all would make up a fifth of the bundle.

export const severities: {
  readonly error: typeof DiagnosticSeverity.Error;
  readonly warning: typeof DiagnosticSeverity.Warning;
  readonly info: typeof DiagnosticSeverity.Information;
} = { error: 1, warning: 2, info: 3 };

export const messageTypes: {
  readonly error: typeof MessageType.Error;
  readonly warning: typeof MessageType.Warning;
  readonly info: typeof MessageType.Info;
  readonly log: typeof MessageType.Log;
} = { error: 1, warning: 2, info: 3, log: 4 };

/** Kinds of code actions. */
export const quickFix = "quickfix";
export const fixAllKind = "source.fixAll.trustedPublishing";

/** A person asked for code actions; else the cursor only moved. */
export const invoked: typeof CodeActionTriggerKind.Invoked = 1;

/** Changes of a document come as the ranges that changed. */
export const incremental: typeof TextDocumentSyncKind.Incremental = 2;

const [create, remove]: [typeof WatchKind.Create, typeof WatchKind.Delete] = [1, 4];
export const watchKinds = { delete: remove, createAndDelete: create | remove };

export const requestCancelled: typeof LSPErrorCodes.RequestCancelled = -32800;
