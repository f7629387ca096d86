import { scopesNeeded } from "../data/actions/questions.ts";
import { actionName, type Job, type Step } from "../repository/workflow/workflow.ts";

export interface Needs {
  /** Scopes with their access, in the order in which a block names them. */
  readonly scopes: readonly (readonly [scope: string, access: string])[];
  /** Every step's needs are known. */
  readonly complete: boolean;
}

/** The permissions a job's steps need where no block grants them any: what is known of its actions and commands. */
export function needsOf(job: Job): Needs {
  const scopes = new Map<string, string>([["contents", "read"]]);
  let complete = true;
  for (const step of job.steps) {
    const own = step.uses === undefined ? runNeeds(step) : scopesNeeded(actionName(step.uses));
    if (own === undefined) complete = false;
    for (const [scope, access] of Object.entries(own ?? {})) scopes.set(scope, access);
  }
  return { scopes: [...scopes], complete };
}

/** Commands have the job's token only where they are given it, or through the credentials that checkout leaves to git. */
function runNeeds(step: Step): Readonly<Record<string, string>> | undefined {
  const text = step.run?.value ?? "";
  const scopes: Record<string, string> = {};
  if (/\bgit\s{1,50}(?:[\w-]{1,50}\s{1,50}){0,10}push\b|\bgh\s+release\b|--follow-tags/.test(text))
    scopes["contents"] = "write";
  if (/\bgh\s+pr\b/.test(text)) scopes["pull-requests"] = "write";
  if (/\bgh\s+issue\b/.test(text)) scopes["issues"] = "write";
  const given = [...step.env.texts.values()].map((value) => value?.value ?? "").join(" ") + text;
  const known = Object.keys(scopes).length > 0 && !/\bgh\s{1,50}(?!release\b|pr\b|issue\b)\w/.test(text);
  return /github\.token|GITHUB_TOKEN|GH_TOKEN/.test(given) && !known ? undefined : scopes;
}
