import { actionChanges } from "../data/actions/questions.ts";
import { actionWords } from "../data/actions/words.ts";
import { mentions, runs } from "../repository/command/own-words.ts";
import { programMentions } from "../repository/command/program.ts";
import { isLocal, type Job, type Step } from "../repository/workflow/workflow.ts";
import { memo } from "../text.ts";
import type { IdToken } from "./auth/id-token.ts";
import { certain } from "./fact.ts";
import type { Publish } from "./publish.ts";

/** Whether one of a job's publishes is known to have an id-token: then whatever the job runs can ask for it, and publish. */
export function isGranted(publishes: readonly Publish[]): boolean {
  return publishes.some(({ idToken }) => certain(idToken)?.granted === true);
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
