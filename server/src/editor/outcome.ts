import { manifestsOf } from "../publish/tool/published.ts";
import { declaredFor, originOf } from "../publish/declared.ts";
import { exchangeOf } from "../publish/exchange.ts";
import { certain } from "../publish/fact.ts";
import { modeOf } from "../publish/mode.ts";
import { ifTokenFirst, inWords, onceRefused, outcomeOf } from "../publish/outcome/outcome.ts";
import type { Publish } from "../publish/publish.ts";
import { sendsTokenFirst, lacksOf } from "../publish/tool/oidc.ts";
import { triggersOf } from "../publish/triggers.ts";
import { publishersPath } from "../repository/settings/publishers.ts";
import { claimsOf } from "../trust/claims.ts";
import { isRefused } from "../trust/proof.ts";
import { trustOf } from "../trust/trust.ts";
import { code, named, phrase, type Phrase } from "./words.ts";

/** What will happen, as far as the files decide it. */
export function outcomeIn(publish: Publish): Phrase {
  const { span } = publish.command;
  const text = outcomeOfPublish(publish);
  if (text !== undefined) return phrase(text, span);
  const { idToken, credential, npm } = publish;
  const explained = [idToken, credential, npm].some((fact) => fact !== undefined && "unknown" in fact);
  const why =
    modeOf(publish) === "unknown"
      ? "an id-token that may be for another step"
      : exchangeOf(publish) === "unknown" && "versions that may be too old";
  return explained || why === false ? phrase("isn't known", span) : { text: why, span, known: false };
}

/**
 * What must be so, outside of the files, for a publish to work that nothing in them stops, as the end of "ok if": a trusted publisher,
 * or a good token. Undefined where it doesn't work or that can't be told.
 */
export function conditionIn(publish: Publish): { readonly of: "trust" | "token"; readonly text: string } | undefined {
  const outcome = outcomeOf(publish);
  const sent = certain(publish.credential);
  if (outcome === "token" && sent?.kind === "token")
    return { of: "token", text: `${named(sent.name)} is a valid token` };
  const triggers = triggersOf(publish) ?? [];
  if (outcome !== "exchange" || triggers.every(({ value }) => isRefused(value))) return undefined;
  return { of: "trust", text: `npmjs.com trusts ${trusted(publish)}${declared(publish)}` };
}

function outcomeOfPublish(publish: Publish): string | undefined {
  const { tool, npm, idToken } = publish;
  const mode = modeOf(publish);
  const lacks = lacksOf(publish);
  const tokenFirst = sendsTokenFirst(publish);
  const name = tool.subject ?? tool.name;
  const client = npm === undefined ? name : "npm";
  const outcome = outcomeOf(publish);
  // What other tools print isn't told in npm's words.
  const words = npm === undefined ? undefined : inWords(outcome);
  const sent = certain(publish.credential);
  const token = sent?.kind === "token" ? named(sent.name) : undefined;
  const exchanges = exchangeOf(publish);
  if (words !== undefined) return `${client} ${words}`;
  if (token !== undefined && (mode === "token" || (exchanges === "no" && !tokenFirst)))
    return `${client} publishes with ${token}, if that is good`;
  if (token !== undefined && tokenFirst) return ifTokenFirst(publish, token).replace(/\.$/, "");
  if (lacks !== undefined && mode !== "unknown") {
    const version = lacks.kind === "too-old" ? ` ${lacks.version.value.shown}` : "";
    return `${name}${version} can't publish through OIDC${lacks.ends === undefined ? "" : `: ${lacks.ends}`}`;
  }
  if (mode === "none") return `${client} has no token, and can't get one through OIDC`;
  const asks =
    outcome === "exchange" || (outcome === "unknown" && npm === undefined && certain(idToken)?.granted === true);
  if (!asks || exchanges !== "yes" || sent === undefined) return undefined;
  const refused = onceRefused(publish);
  const then = (words: string): string => (refused === undefined ? "" : `; ${words} ${refused}`);
  const triggers = triggersOf(publish) ?? [];
  const [outsider] = triggers;
  if (outsider !== undefined && triggers.every(({ value }) => isRefused(value)))
    return `npmjs.com refuses the OIDC token of a run that ${code(outsider.value)} starts${then(`then ${client}`)}`;
  const trust = trusted(publish) + declared(publish);
  return `${client} gets the right to publish for its OIDC token if npmjs.com trusts ${trust}${then("else it")}`;
}

/** What npm compares of a run, in the words of npmjs.com's form. */
function trusted(publish: Publish): string {
  const { repository: name, file } = originOf(publish);
  const environment = certain(publish.environment);
  const where =
    environment === undefined ? [] : [environment === "" ? "no environment" : `environment ${code(environment)}`];
  return [name === undefined ? "this repository" : code(name), code(file), ...where].join(", ");
}

/** What the declared publishers of all packages say to that. */
function declared(publish: Publish): string {
  const packages = declaredFor(publish);
  const claims = claimsOf(publish);
  const answers = packages.map((each) => trustOf(each, claims));
  const published = certain(manifestsOf(publish.packages))?.filter((each) => !each.private).length;
  if (answers.includes("refused")) return `, and ${code(publishersPath)} says that it doesn't`;
  const all = packages.length > 0 && packages.length === published && answers.every((each) => each === "trusted");
  return all ? `, as ${code(publishersPath)} says` : "";
}
