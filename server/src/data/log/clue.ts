/**
 * What a log shows besides its failure. A clue holds for the whole job, or for the command that printed it (`nearClues`).
 * The clues about versions follow from the version that a log names.
 */
export type Clue =
  | "npm-old"
  | "npm-new"
  | "npm-12"
  | "npm-keeps-token"
  | "npm-replaced"
  | "node-old"
  | "node-new"
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
  | "installs"
  | "deprecates"
  | "registry-path"
  | "field-empty"
  | "pnpm"
  | "pnpm-drops-token"
  | "yarn"
  | "yarn-old"
  | "yarn-new"
  | "tool-old"
  | "tool-new"
  | "harmless";

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
  "installs",
  "deprecates",
  "pnpm",
  "yarn",
  "yarn-new",
]);
