import semver from "semver";
import type { FailureId } from "../data/log/failures.ts";
import type { Clue } from "../data/log/clue.ts";
import { npmVersions } from "../data/log/signature.ts";
import type { Observation } from "./explanation.ts";
import type { JobReading, Segment } from "./reading.ts";

/** What the log tells of the publish itself. */
export function observedIn(
  id: FailureId,
  clues: ReadonlySet<Clue>,
  job: JobReading,
  segment: Segment,
): readonly Observation[] {
  const upload = uploads[id];
  return [
    { label: "client", text: clientOf(clues, job, segment) },
    { label: "id-token", text: idTokenOf(clues, job) },
    { label: "exchange", text: exchangeOf(id, clues) },
    ...(upload === undefined ? [] : [{ label: "upload" as const, text: upload }]),
    ...(clues.has("signed")
      ? [{ label: "provenance" as const, text: "signed: that proves an id-token, not a trusted publisher" }]
      : []),
  ];
}

function clientOf(clues: ReadonlySet<Clue>, { versions }: JobReading, { client }: Segment): string {
  const version = versions.get(client?.toLowerCase().replaceAll("-", "") ?? "npm");
  if (client !== undefined) return version === undefined ? client : `${client} ${version}`;
  // The words that only one side prints count more than a version that a step before it named.
  const fits = version !== undefined && semver.lt(version, npmVersions.exchanges) === clues.has("npm-old");
  if (version !== undefined && (fits || !(clues.has("npm-old") || clues.has("npm-new")))) return `npm ${version}`;
  if (clues.has("npm-old")) return "npm older than 11.5, by its words";
  if (clues.has("npm-12")) return "npm 12, by its words";
  return clues.has("npm-new") ? "npm 11.5 or later, by its words" : "npm, of a version that the log doesn't tell";
}

function idTokenOf(clues: ReadonlySet<Clue>, { hasPermissions }: JobReading): string {
  if (clues.has("no-id-token")) return "not available: the client says so";
  if (clues.has("exchange-refused") || clues.has("exchange-made") || clues.has("exchange-unauthorized"))
    return "requested";
  if (clues.has("id-token-absent")) return "not available: the job's permissions don't list it";
  if (clues.has("signed")) return "available: provenance was signed with one";
  if (clues.has("id-token-listed"))
    return clues.has("npm-old")
      ? "allowed, and never requested: this npm doesn't know it"
      : "allowed: the job's permissions list it";
  return hasPermissions ? "not told" : "not told: the log lacks *Set up job*";
}

function exchangeOf(id: FailureId, clues: ReadonlySet<Clue>): string {
  if (clues.has("exchange-made")) return "succeeded";
  if (clues.has("exchange-refused")) return "refused by npm";
  if (clues.has("exchange-unauthorized"))
    return "refused by npm as unauthorized: the id-token isn't one that npm accepts";
  if (clues.has("npm-old")) return "never tried";
  if (clues.has("no-id-token") || clues.has("id-token-absent")) return "never tried: there was no id-token";
  return before.has(id) ? "not reached" : "not shown: npm prints it only with `--loglevel verbose`";
}

/** What the upload carried, as far as its failure tells. */
const uploads: Readonly<Partial<Record<FailureId, string>>> = {
  E404: "sent with a token that npm doesn't accept: an old one, or a placeholder",
  "pnpm-E404": "sent without a token, or with one that npm doesn't accept",
  "lerna-E404": "sent without a token, or with one that npm doesn't accept",
  ENEEDAUTH: "not sent",
  "ENEEDAUTH-elsewhere": "not sent",
  "E403-action": "sent with the exchanged token",
  "E403-2fa": "sent with a stored token",
  E_STAGE_REQUIRED: "sent with a stored token",
  "E422-repository": "sent with a token that npm accepted",
  "E422-runner": "sent with a token that npm accepted",
  "E422-visibility": "sent with a token that npm accepted",
  ENONPMTOKEN: "not sent",
  EINVALIDNPMTOKEN: "not sent",
  YN0033: "not sent",
  YN0035: "sent with a configured token",
  "EUSAGE-provenance": "not sent",
};

/** What ends before a client looks for a login. */
const before: ReadonlySet<FailureId> = new Set<FailureId>([
  "EBADENGINE",
  "npm-replaces-itself",
  "npm-12.0.0",
  "lock-file",
  "caller-permissions",
  "dispatch-trigger",
  "EUNKNOWNCONFIG",
  "EUNKNOWNCONFIG-registry",
  "not-a-path",
  "untagged",
  "unknown-command",
  "ERR_INVALID_AUTH",
  "EUSAGE-several",
  "ENOENT",
  "unset-variable",
  "github-403",
  "pack-json",
]);
