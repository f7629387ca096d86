import type { InitializeParams } from "vscode-languageserver";

/** What the client announced it can do, and what it set at the start. */
export interface Client {
  /** Answers `workspace/configuration`. */
  readonly configuration: boolean;
  /** Lets the server ask for `workspace/didChangeConfiguration`. */
  readonly configurationEvents: boolean;
  /** Lets the server ask for files to be watched. */
  readonly watching: boolean;
  /** Takes a base URI along with a watcher's pattern. */
  readonly relativePatterns: boolean;
  /** Tells which folders it opens and closes. */
  readonly workspaceFolders: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly diagnosticVersions: boolean;
  /** Takes edits with the version of the document they are for. */
  readonly documentChanges: boolean;
  /** Takes code actions, not only commands. */
  readonly codeActions: boolean;
  /** Shows Markdown in hovers. */
  readonly markdownHovers: boolean;
  /** Wants `trustedPublishing/understood`. */
  readonly understood: boolean;
  /** Answers `trustedPublishing/read`, and so reads files of any scheme. */
  readonly reads: boolean;
  /** Has the commands of the VS Code extension: lenses and actions may name them. */
  readonly commands: boolean;
  /** The settings of a client that doesn't answer `workspace/configuration`. */
  readonly settings: unknown;
  /** `YYYY-MM-DD` instead of the clock's date. */
  readonly today: string | undefined;
  readonly folders: readonly string[];
  /** Roots, and folders that may hold some, that took too long: they aren't looked at. */
  readonly leftOut: ReadonlySet<string>;
}

export function clientOf(params: InitializeParams): Client {
  const { workspace, textDocument } = params.capabilities;
  const diagnostics = textDocument?.publishDiagnostics;
  const options = recordOf(params.initializationOptions);
  const { today, leftOut } = options;
  return {
    configuration: workspace?.configuration === true,
    configurationEvents: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watching: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    relativePatterns: workspace?.didChangeWatchedFiles?.relativePatternSupport === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    relatedInformation: diagnostics?.relatedInformation === true,
    codeDescription: diagnostics?.codeDescriptionSupport === true,
    diagnosticVersions: diagnostics?.versionSupport === true,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    codeActions: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    markdownHovers: textDocument?.hover?.contentFormat?.includes("markdown") === true,
    understood: options["understood"] === true,
    reads: options["reads"] === true,
    commands: options["commands"] === true,
    settings: options["settings"],
    today: typeof today === "string" && /^\d{4}-\d\d-\d\d$/.test(today) ? today : undefined,
    folders: foldersOf(params),
    leftOut: new Set(Array.isArray(leftOut) ? leftOut.map(String) : []),
  };
}

/** A JSON object's members; none for any other value. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** Older clients open one folder, by its URI. */
function foldersOf(params: InitializeParams): readonly string[] {
  if (params.workspaceFolders) return params.workspaceFolders.map(({ uri }) => uri);
  return typeof params.rootUri === "string" ? [params.rootUri] : [];
}
