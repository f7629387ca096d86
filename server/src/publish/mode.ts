import { actionChanges } from "../data/actions/questions.ts";
import { actionWords } from "../data/actions/words.ts";
import { mentions, runs } from "../repository/command/own-words.ts";
import { programMentions } from "../repository/command/program.ts";
import { isLocal, type Job, type Step } from "../repository/workflow/workflow.ts";
import { memo } from "../text.ts";
import type { IdToken } from "./auth/id-token.ts";
import { isDeclared } from "./declared.ts";
import { exchangeOf } from "./exchange.ts";
import { certain, possibilities } from "./fact.ts";
import { canExchange } from "./job/versions.ts";
import type { Publish } from "./publish.ts";
import { sendsTokenFirst, toolExchanges } from "./tool/oidc.ts";

/** How a publish authenticates. */
export type Mode = "oidc-only" | "oidc-with-fallback" | "token-with-provenance" | "token" | "none" | "unknown";

/**
 * The one answer on which rules are disjoint. A credential beside the id-token is a fallback only where a sign says that OIDC is meant:
 * npm is upgraded for it, something beside the publish says so, or nobody asked for provenance, for which alone the id-token would be
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
  const answers = [isDeclared(publish), publish.beside.includes(publish) && needsNone(publish.beside)];
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

/** Whether the grant may be there for something else than npm: then it is no sign that OIDC is meant for the publish. */
export function usesIdToken(idToken: IdToken | undefined, job: Job): boolean {
  const jobs = idToken === undefined || idToken.decidedBy === job.permissions ? [job] : idToken.workflow.jobs;
  return jobs.some(hasOtherUser);
}

const hasOtherUser = memo(
  (job: Job): boolean =>
    actionWords.idToken.test(job.uses?.value ?? "") ||
    job.steps.some(
      ({ uses, run, with: { texts } }) =>
        actionWords.idToken.test(uses?.value ?? "") ||
        mentions(run, actionWords.idToken) ||
        runs(run, actionWords.idToken) ||
        programMentions(texts.get("script")?.value ?? "", actionWords.idToken),
    ) ||
    job.steps.some((step) => asksForIdToken(step) || isStranger(step)),
);

function asksForIdToken({ with: inputs }: Step): boolean {
  return [...inputs.texts].some(
    ([name, text]) => actionWords.idTokenInput.test(name) && !/^(?:false|)$/.test(text?.value ?? ""),
  );
}

/** An action of others that isn't known may ask as well, unless it is there for the release itself. */
function isStranger({ uses }: Step): boolean {
  if (uses === undefined || isLocal(uses.value)) return false;
  return actionChanges(uses.value) === "not listed" && !actionWords.forRelease.test(uses.value);
}
