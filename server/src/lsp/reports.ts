import type { Diagnostic } from "vscode-languageserver";
import type { Session } from "./session.ts";

/** The diagnostics that the client has of one repository's files, by path. */
export interface Reports {
  /** Sends what the client doesn't have yet: of an open document each version, of other files what differs. */
  send(path: string, diagnostics: readonly Diagnostic[], version: number | undefined): void;
  /** The files that the client has diagnostics of. */
  paths(): readonly string[];
  /** A document was opened: its version is news, even with the diagnostics that the file had. */
  opened(path: string): void;
}

interface Report {
  /** The diagnostics, as JSON. */
  readonly content: string;
  readonly version: number | undefined;
}

export function reportsOf({ connection, client }: Session, uriOf: (path: string) => string): Reports {
  const sent = new Map<string, Report>();
  const noReports = JSON.stringify([]);
  return {
    send(path, diagnostics, version) {
      const content = JSON.stringify(diagnostics);
      const known = sent.get(path) ?? { content: noReports, version: undefined };
      if (known.content === content && (version === undefined || known.version === version)) return;
      sent.set(path, { content, version });
      const own = client.diagnosticVersions && version !== undefined ? { version } : {};
      const params = { uri: uriOf(path), diagnostics: [...diagnostics], ...own };
      // Only fails once the client has gone.
      connection.sendDiagnostics(params).catch(() => undefined);
    },
    paths: () => [...sent].filter(([, { content }]) => content !== noReports).map(([path]) => path),
    opened(path) {
      const known = sent.get(path);
      if (known !== undefined) sent.set(path, { ...known, version: undefined });
    },
  };
}
