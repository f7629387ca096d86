import { brokenNpm } from "../../data/npm.ts";
import { textOf } from "../../text.ts";
import { exchangeOf } from "../exchange.ts";
import { certain, possibilities } from "../fact.ts";
import { emptyBlocks } from "../job/versions.ts";
import type { Publish } from "../publish.ts";
import { lacksOf, sendsTokenFirst, toolExchanges } from "../tool/oidc.ts";
import { stopsAfter, stopsBefore, type World } from "./refusals.ts";

/**
 * What npm, or another tool that publishes, does: as far as the files decide it, and the world where that is known
 * (docs/facts/npm.md#tokens, docs/facts/npm.md#without-an-id-token, docs/facts/npm.md#a-refused-exchange).
 * - `exchange`: it trades the job's OIDC token, and the registry decides by the trusted publisher.
 * - `ENEEDAUTH`: npm stops before it sends anything.
 * - `ENEEDAUTH after`: the same although the exchange succeeded, for an empty token in the project's `.npmrc`.
 * - `E404`: it sends a placeholder, and the registry answers as it does to a revoked token.
 * - `EUSAGE`: provenance was asked for without `id-token: write`; npm says so, if there is anything to send.
 * - `EUSAGE specs`: npm was given more than one package.
 * - `EUSAGE access`: npm was to sign a package that is new or restricted.
 * - `EUNSCOPED`: npm can't restrict the access to a package without a scope.
 * - `EUNKNOWNCONFIG`, `ERR_INVALID_AUTH`: npm doesn't take its options or its `.npmrc`.
 * - `MODULE_NOT_FOUND`: npm 12.0.0.
 * - `unknown-command`: npm before 11.15.0 has no `stage`.
 * - `not a path`: npm takes the path of a tarball or folder for a repository, or for a package of the registry.
 * - `untagged`: npm doesn't publish a prerelease without a tag.
 * - `not above`: nor a version that is published, or without a tag one that is below another.
 * - `token`: the token is sent, if there is one.
 * - `no credential`: a tool that isn't npm has nothing to publish with.
 * - `no credential after`: the same although it asked for an OIDC token, whatever the answer.
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
  | "no credential"
  | "no credential after"
  | "unknown"
  | NonNullable<ReturnType<typeof stopsBefore> | ReturnType<typeof stopsAfter>>;

export function outcomeOf(publish: Publish, world: World = {}): Outcome {
  const { npm, action, provenance } = publish;
  if (toolExchanges(publish) === "unknown") return "unknown";
  if (npm === undefined) return outcomeOfTool(publish);
  const clients = possibilities(npm);
  const exchanges = exchangeOf(publish);
  if (
    clients?.every(({ value }) => value.versions.highest === brokenNpm && value.versions.lowest === brokenNpm) === true
  )
    return "MODULE_NOT_FOUND";
  const before = stopsBefore(publish);
  if (before !== undefined) return before;
  if (action === "stage" && exchanges === "no") return "unknown-command";
  const granted = certain(publish.idToken)?.granted;
  const credential = certain(publish.credential)?.kind;
  if (granted === undefined || credential === undefined) return "unknown";
  const asks = granted && exchanges !== "no" && world.issuerFails !== true;
  // The registry has no exchange for a package that isn't there.
  const exchanged = asks && exchanges === "yes" && world.published?.length !== 0;
  const blocks = emptyBlocksPublish(publish);
  if (exchanged || credential !== "none") {
    const after = asks && exchanges === "unknown" ? undefined : stopsAfter(publish, world, exchanged);
    if (after !== undefined && !(exchanged && blocks === true)) return after;
  }
  if (asks && blocks !== false) return blocks === true ? "ENEEDAUTH after" : "unknown";
  if (asks) return exchanges === "yes" ? "exchange" : "unknown";
  if (credential === "none") return "ENEEDAUTH";
  if (!granted && certain(provenance) === "asked") return "EUSAGE";
  if ("unknown" in provenance && !granted) return "unknown";
  return credential === "token" ? "token" : "E404";
}

/** What a tool does that talks to the registry itself, or by an npm of its own. */
function outcomeOfTool(publish: Publish): Outcome {
  const { tool, idToken } = publish;
  const granted = certain(idToken)?.granted;
  const credential = certain(publish.credential)?.kind;
  if (granted === undefined || credential === undefined) return "unknown";
  if (tool.signs !== undefined && !granted && certain(publish.provenance) === "asked") return "EUSAGE";
  const nothing = credential === "none";
  const tokenFirst = sendsTokenFirst(publish);
  if (tokenFirst && !nothing) return credential === "token" ? "token" : "E404";
  // Of a registry in another spelling it wants a token; the npm that it then runs exchanges all the same.
  const wantsToken = tool.otherSpelling?.(publish) !== undefined;
  if (granted && toolExchanges(publish) === "yes")
    return wantsToken && credential !== "token" ? "no credential" : "exchange";
  if (nothing) return granted && tokenFirst ? "no credential after" : "no credential";
  return credential === "token" ? "token" : tool.checksCredential ? "no credential" : "E404";
}

/**
 * Whether npm stops at an empty token in the project's `.npmrc` although it exchanged one;
 * undefined where some of the versions that npm may have do, and others don't.
 */
export function emptyBlocksPublish({ npm, credential }: Publish): boolean | undefined {
  const sent = certain(credential);
  if (npm === undefined || sent === undefined) return false;
  const { kind, via } = sent;
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
  const sent = certain(credential);
  if (npm === undefined || sent === undefined) return undefined;
  const { kind, name } = { name: undefined, ...sent };
  if (kind === "token") return name === undefined ? undefined : `falls back to ${name}`;
  return inWords(kind === "none" ? "ENEEDAUTH" : "E404");
}

/** What a refused exchange looks like with a token that is bad, as a sentence. */
export function ifRefused(token: string): string {
  return `${token} then hides the real reason: npm prints "Access token expired or revoked".`;
}

/** What a tool does that sends any token it has, as a sentence or two (docs/facts/tools.md#tools-that-send-any-token). */
export function ifTokenFirst(publish: Publish, token: string): string {
  const lacks = lacksOf(publish);
  if (lacks?.kind !== "too-old")
    return `${publish.tool.name} sends ${token} here and never asks for an OIDC token: it does that only where no token is configured.`;
  const { of, version, minimum } = lacks;
  return `${of} ${version.value.shown} sends ${token} here and never asks for an OIDC token. ${of} ${minimum} and later ask first.`;
}

/** What becomes of a publish that is to be signed without an id-token, as a sentence. */
export function ifUnsigned({ tool: { name, signs } }: Publish): string {
  const [client, code] = signs === undefined ? ["npm", "EUSAGE"] : [name, signs.stopsWith];
  return `${client} stops with ${code}: provenance needs "write" access to the "id-token" permission.`;
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
    case "EUSAGE access":
    case "EUSAGE specs":
      return "stops with EUSAGE";
    case "EUNSCOPED":
    case "EUNKNOWNCONFIG":
      return `stops with ${outcome}`;
    case "ERR_INVALID_AUTH":
      return "stops with ERR_INVALID_AUTH before it sends anything";
    case "not a path":
      return "doesn't read the path as a path";
    case "untagged":
      return 'stops: "You must specify a tag using --tag when publishing a prerelease version"';
    case "not above":
      return "stops at the version, which is published already or below one that is";
    case "exchange":
    case "no credential":
    case "no credential after":
    case "token":
    case "unknown":
      return undefined;
  }
}
