import { memo } from "../text.ts";
import { isDeclared } from "./declared.ts";
import { usesIdToken } from "./id-token-use.ts";
import { exchangeOf } from "./exchange.ts";
import { certain, possibilities } from "./fact.ts";
import { canExchange } from "./job/versions.ts";
import type { Publish } from "./publish.ts";
import { sendsTokenFirst, toolExchanges } from "./tool/oidc.ts";

/** How a publish authenticates. */
export type Mode = "oidc-only" | "oidc-with-fallback" | "token-with-provenance" | "token" | "none" | "unknown";

/**
 * The one answer on which rules are disjoint. A credential next to the id-token is a fallback only where a sign says that OIDC is meant:
 * npm is upgraded for it, something around the publish says so, or nobody asked for provenance, for which alone the id-token would be
 * there. No sign counts where the tool can't do it: that release works by its token.
 */
export const modeOf = memo((publish: Publish): Mode => {
  const { idToken, credential, provenance, job } = publish;
  const granted = certain(idToken)?.granted;
  const sent = certain(credential)?.kind;
  if (granted === undefined || sent === undefined) return "unknown";
  if (sent !== "token") return granted ? "oidc-only" : "none";
  if (!granted) return "token";
  const asked = certain(provenance);
  if (toolExchanges(publish) === "no" && !sendsTokenFirst(publish))
    return asked === "asked" ? "token-with-provenance" : "token";
  const meant = isMeant(publish);
  if (meant === true) return "oidc-with-fallback";
  if (asked === undefined) return "unknown";
  const upgrade = isUpgraded(publish);
  if (upgrade === true) return "oidc-with-fallback";
  if (asked === "asked") return meant === undefined || upgrade === undefined ? "unknown" : "token-with-provenance";
  return usesIdToken(certain(idToken), job) ? "unknown" : "oidc-with-fallback";
});

/** Whether a publish asks for an OIDC token, with or without a credential to fall back to. */
export function usesOidc(publish: Publish): boolean {
  const mode = modeOf(publish);
  return mode === "oidc-only" || mode === "oidc-with-fallback";
}

/** A declared publisher fits; or the same run publishes without any credential as well, and can go through OIDC there. */
function isMeant(publish: Publish): boolean | undefined {
  const answers = [isDeclared(publish), publish.jobPublishes.includes(publish) && needsNone(publish.jobPublishes)];
  return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
}

/** Whether one of the publishes does; undefined where one may. */
const needsNone = memo((publishes: readonly Publish[]): boolean | undefined => {
  const answers = publishes.map((each) => {
    const granted = certain(each.idToken)?.granted;
    const sent = certain(each.credential)?.kind;
    if (granted === false || sent === "token" || exchangeOf(each) === "no") return false;
    return granted === undefined || sent === undefined ? undefined : true;
  });
  return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
});

/** Whether npm was upgraded so that it can publish through OIDC; undefined where a step may have done that. */
function isUpgraded({ npm, jobState }: Publish): boolean | undefined {
  if (npm === undefined || jobState.npm === undefined) return false;
  return possibilities(jobState.npm)?.some(
    ({ value: { from, versions } }) => "installed" in from && canExchange(versions, "publish") === "yes",
  );
}
