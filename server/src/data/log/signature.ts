import type { Clue } from "./clue.ts";
import type { FailureId } from "./failures.ts";

/** What a log's line says, and what follows from it. */
export interface Signature {
  /** Never used for another line. */
  readonly id: string;
  /**
   * Of a line without its time, colours and columns. `REGISTRY` stands for the registry's host. Groups that it may name:
   * `package`, and `npm`, `node`, `pnpm`, `yarn` and `semanticRelease` for a version.
   */
  readonly line: RegExp;
  /** The line in short, as an explanation quotes it: a log's own text is never shown. */
  readonly says: string;
  /** What failed. */
  readonly failure?: FailureId;
  readonly clues?: readonly Clue[];
  /** Who prints it, if the line says so. */
  readonly client?: string;
}

/** A version that a log names is compared with these (docs/facts/npm.md#the-exchange, docs/facts/npm.md#empty-project-tokens). */
export const npmVersions = {
  exchanges: "11.5.1",
  /** Where an empty token of the project takes the place of the exchanged one. */
  dropsToken: ">=11.5.0 <11.21.0 || >=12.0.1 <12.2.0",
} as const;

/** As npmVersions, of other clients (docs/facts/tools.md#first-versions, docs/facts/tools.md#pnpm). */
export const otherVersions = {
  pnpmDropsToken: ">=11.0.0 <11.0.7",
  yarnExchanges: "4.10.1",
  /** The first Node whose npm exchanges a token (docs/facts/github.md#node-and-its-npm). */
  nodeExchanges: "24.5.0",
  semanticReleaseExchanges: "25.0.1",
} as const;
