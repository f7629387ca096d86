import { scopesNeeded } from "../data/actions/questions.ts";
import { mentions, runs } from "../repository/command/own-words.ts";
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
  const { run } = step;
  const scopes: Record<string, string> = {};
  if (runs(run, /\bgit (?:[\w-]{1,50} ){0,10}push\b|\bgh release\b/) || mentions(run, /--follow-tags/))
    scopes["contents"] = "write";
  if (runs(run, /\bgh pr\b/)) scopes["pull-requests"] = "write";
  if (runs(run, /\bgh issue\b/)) scopes["issues"] = "write";
  const token = /github\.token|GITHUB_TOKEN|GH_TOKEN/;
  const given = mentions(run, token) || [...step.env.texts.values()].some((text) => token.test(text?.value ?? ""));
  const known = Object.keys(scopes).length > 0 && !runs(run, /\bgh (?!release\b|pr\b|issue\b)\w/);
  return given && !known ? undefined : scopes;
}
