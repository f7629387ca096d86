import type { FailureId } from "./failures.ts";

/**
 * What a log shows besides its failure. A clue holds for the whole job, or for the command that printed it (`nearClues`).
 * The clues about versions follow from the version that a log names.
 */
export type Clue =
  | "npm-old"
  | "npm-new"
  | "npm-12"
  | "npm-drops-token"
  | "npm-replaced"
  | "id-token-listed"
  | "id-token-absent"
  | "no-id-token"
  | "exchange-refused"
  | "exchange-unauthorized"
  | "exchange-made"
  | "oidc-checked"
  | "signed"
  | "provenance-asked"
  | "token-rejected"
  | "refused-event"
  | "other-event"
  | "published"
  | "staged"
  | "publishes"
  | "deprecates"
  | "registry-path"
  | "field-empty"
  | "pnpm"
  | "pnpm-drops-token"
  | "yarn"
  | "yarn-old"
  | "tool-old"
  | "harmless";

/** What a log's line says, and what follows from it. */
export interface Signature {
  /** Never used for another line. */
  readonly id: string;
  /**
   * Of a line without its time, colours and columns. `REGISTRY` stands for the registry's host. Groups that it may name:
   * `package`, `version` and `host`, and `npm`, `node`, `pnpm`, `yarn` and `tool` for a version.
   */
  readonly line: RegExp;
  /** The line in short, as an explanation quotes it: a log's own text is never shown. */
  readonly says: string;
  /** What failed. */
  readonly failure?: FailureId;
  readonly clues?: readonly Clue[];
  /** Who prints it, where that is told by the line. */
  readonly client?: string;
}

/** A version that a log names is compared with these (docs/facts/npm.md#the-exchange, docs/facts/npm.md#empty-project-tokens). */
export const npmVersions = {
  exchanges: "11.5.1",
  /** Where an empty token of the project takes the place of the exchanged one. */
  dropsToken: ">=11.5.0 <11.21.0 || >=12.0.1 <12.2.0",
} as const;

/** As npmVersions, of other clients (docs/facts/tools.md#first-versions, docs/facts/tools.md#pnpm). */
export const otherVersions = { pnpmDropsToken: ">=11.0.0 <11.0.7", yarnExchanges: "4.10.1" } as const;

/** These belong to the command that printed them, the others to the whole job. */
export const nearClues: ReadonlySet<Clue> = new Set<Clue>([
  "no-id-token",
  "exchange-refused",
  "exchange-unauthorized",
  "exchange-made",
  "oidc-checked",
  "signed",
  "token-rejected",
  "registry-path",
  "field-empty",
  "publishes",
  "deprecates",
  "pnpm",
  "yarn",
]);
