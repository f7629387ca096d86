import { exchangeOf } from "./exchange.ts";
import { possibilities } from "./fact.ts";
import type { Publish } from "./publish.ts";
import { textOf } from "../text.ts";
import { emptyBlocks } from "./versions.ts";

/**
 * What npm does with a publish, as far as the files decide it (facts on npm: truth table, b, d and e).
 * - `exchange`: npm trades the job's OIDC token, and the registry decides by the trusted publisher.
 * - `ENEEDAUTH`: npm stops before it sends anything.
 * - `ENEEDAUTH after`: the same although the exchange succeeded, for an empty token in the project's `.npmrc`.
 * - `E404`: npm sends a placeholder, and the registry answers as it does to a revoked token.
 * - `EUSAGE`: provenance was asked for without `id-token: write`; npm says so, if there is anything to send.
 * - `MODULE_NOT_FOUND`: npm 12.0.0.
 * - `unknown-command`: npm before 11.15.0 has no `stage`.
 * - `token`: npm publishes with the token, if that is good.
 */
export type Outcome =
  | "exchange"
  | "ENEEDAUTH"
  | "ENEEDAUTH after"
  | "E404"
  | "EUSAGE"
  | "MODULE_NOT_FOUND"
  | "unknown-command"
  | "token"
  | "unknown";

export function outcomeOf(publish: Publish): Outcome {
  // What other clients print isn't known here.
  if (publish.npm === undefined) return "unknown";
  const clients = possibilities(publish.npm);
  const [client] = clients ?? [];
  const exchanges = exchangeOf(publish);
  if (
    clients?.every(({ value }) => value.versions.highest === "12.0.0" && value.versions.lowest === "12.0.0") === true &&
    client !== undefined
  )
    return "MODULE_NOT_FOUND";
  if (publish.action === "stage" && exchanges === "no") return "unknown-command";
  const granted = "known" in publish.idToken ? publish.idToken.known.value.granted : undefined;
  if (granted === undefined || "unknown" in publish.credential || "oneOf" in publish.credential) return "unknown";
  const credential = publish.credential.known.value.kind;
  const blocks = emptyBlocksPublish(publish);
  const tooOld = exchanges === "no";
  if (granted && !tooOld && blocks !== false) return blocks === true ? "ENEEDAUTH after" : "unknown";
  if (granted && !tooOld) return exchanges === "yes" ? "exchange" : "unknown";
  if (credential === "none") return "ENEEDAUTH";
  if (!granted && "known" in publish.provenance && publish.provenance.known.value === "asked") return "EUSAGE";
  if ("unknown" in publish.provenance && !granted) return "unknown";
  return credential === "token" ? "token" : "E404";
}

/**
 * Whether npm stops at an empty token in the project's `.npmrc` although it exchanged one;
 * undefined where some of the versions that npm may have do, and others don't.
 */
export function emptyBlocksPublish({ npm, credential }: Publish): boolean | undefined {
  if (npm === undefined || !("known" in credential)) return false;
  const { kind, via } = credential.known.value;
  if (kind !== "none" || via?.level !== "project" || !/_authToken/i.test(textOf(via.span))) return false;
  const answers = new Set(possibilities(npm)?.map(({ value }) => emptyBlocks(value.versions)));
  const [answer] = answers;
  return answers.size === 1 ? answer : undefined;
}

/** What an empty token of the project's `.npmrc` does, as a sentence; undefined where it does nothing. */
export function ifEmpty(publish: Publish): string | undefined {
  const blocks = emptyBlocksPublish(publish);
  if (blocks === false) return undefined;
  const [only, ...others] = publish.npm === undefined ? [] : (possibilities(publish.npm) ?? []);
  const { lowest, highest } = only?.value.versions ?? {};
  const which = lowest !== undefined && lowest === highest && others.length === 0 ? ` ${lowest}` : " here";
  return blocks === true
    ? `npm${which} then ${inWords("ENEEDAUTH after") ?? "stops"}; npm 11.21.0 and 12.2.0 don't.`
    : "npm 11.5.0 to 11.20 and 12.0.1 to 12.1 then stop with ENEEDAUTH although the exchange succeeds.";
}

/** What npm does where the registry refuses the exchange, as the end of a sentence about npm; undefined where that isn't known. */
export function onceRefused({ npm, credential }: Publish): string | undefined {
  if (npm === undefined || !("known" in credential)) return undefined;
  const { kind, name } = { name: undefined, ...credential.known.value };
  if (kind === "token") return name === undefined ? undefined : `turns to ${name}`;
  return inWords(kind === "none" ? "ENEEDAUTH" : "E404");
}

/** What a refused exchange looks like with a token that is bad, as a sentence. */
export function ifRefused(token: string): string {
  return `${token} then hides the reason behind "Access token expired or revoked".`;
}

/** What a tool does that sends any token it has, as a sentence or two (facts on tools, 6). */
export function ifTokenFirst({ lacks, name }: Publish["tool"], token: string): string {
  if (lacks?.kind !== "too-old")
    return `${name} sends ${token} here and never asks for an OIDC token: it does that only where no token is configured.`;
  const { of, version, minimum } = lacks;
  return `${of} ${version.value.shown} sends ${token} here and never asks for an OIDC token. ${of} ${minimum} and later ask first.`;
}

/** The outcome as the end of a sentence that begins with "npm"; undefined where nothing can be said. */
export function inWords(outcome: Outcome): string | undefined {
  switch (outcome) {
    case "ENEEDAUTH":
      return "stops with ENEEDAUTH";
    case "ENEEDAUTH after":
      return "stops with ENEEDAUTH although the exchange succeeds";
    case "E404":
      return 'sends a placeholder token and stops with E404 and "Access token expired or revoked"';
    case "EUSAGE":
      return 'stops with EUSAGE: provenance needs "write" access to the "id-token" permission';
    case "MODULE_NOT_FOUND":
      return "stops with MODULE_NOT_FOUND";
    case "unknown-command":
      return "doesn't know the command `stage`";
    case "exchange":
    case "token":
    case "unknown":
      return undefined;
  }
}
