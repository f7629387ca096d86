import type { Connection, Range } from "vscode-languageserver";
import type { Linted } from "../lint/run.ts";
import type { RuleFinding } from "../rule.ts";
import { rangeOf } from "./positions.ts";

/** What `trustedPublishing/understood` tells a client of one repository, so that it can tell silence from success. */
export interface UnderstoodParams {
  /** URI. */
  readonly root: string;
  /** Grows with each lint of the root whose files, settings or date have changed: what was asked for an older one is old. */
  readonly version: number;
  /** Workflows read. */
  readonly workflows: number;
  /** Places that publish and were understood. */
  readonly publishes: number;
  /** Places that publish, or may, and weren't understood, and workflow files that couldn't be read. */
  readonly unknown: readonly {
    readonly uri: string;
    readonly range: Range;
    readonly why: string;
    readonly wholeFile?: true;
  }[];
  /** Findings of this severity that are shown. */
  readonly errors: number;
  readonly warnings: number;
}

export function sendUnderstood(connection: Connection, params: UnderstoodParams): void {
  // Only fails once the client has gone.
  connection.sendNotification("trustedPublishing/understood", params).catch(() => undefined);
}

/** The begin of a file. */
export const top: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

export function understoodOf(
  root: string,
  version: number,
  linted: Linted,
  findings: readonly RuleFinding[],
  uriOf: (path: string) => string,
): UnderstoodParams {
  const { workflows, publishes, unknown, unread } = linted.understood;
  return {
    root,
    version,
    workflows,
    publishes,
    unknown: [
      ...unknown.map(({ span, why }) => ({ uri: uriOf(span.file.path), range: rangeOf(span), why })),
      ...unread.map(({ path, why }) => ({ uri: uriOf(path), range: top, why, wholeFile: true as const })),
    ],
    errors: findings.filter(({ severity }) => severity === "error").length,
    warnings: findings.filter(({ severity }) => severity === "warning").length,
  };
}
