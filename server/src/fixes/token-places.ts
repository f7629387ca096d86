import { setsUpNode } from "../data/actions/questions.ts";
import { located } from "../publish/fact.ts";
import type { Publish } from "../publish/publish.ts";
import { ownCommands } from "../repository/command/own-words.ts";
import type { Repository } from "../repository/repository.ts";
import { envEntry, givesVariable, type EnvEntry } from "../repository/workflow/env.ts";
import { actionName, type Step } from "../repository/workflow/workflow.ts";
import { workflowsOf } from "../repository/workflow/workflows.ts";
import { sameSpan } from "../text.ts";

/** Where a token's variable is given, and who gets it besides the publish. */
export interface TokenPlaces {
  /** Every entry of an `env:` that must go for the variable to be gone. */
  readonly entries: readonly EnvEntry[];
  /** Only the publish's own step gets it. */
  readonly own: boolean;
  /** The first command of those that get it which installs packages: private ones may need a token. */
  readonly install: string | undefined;
}

/** Undefined where the token comes from elsewhere, a script for one. */
export function tokenPlaces(publish: Publish): TokenPlaces | undefined {
  const { credential } = publish;
  const sent = located(credential);
  if (sent?.value.variable === undefined) return undefined;
  const { value, span } = sent;
  const places = variablePlaces(publish, value.variable ?? "");
  return places.entries.some((each) => sameSpan(each.span, span)) ? places : undefined;
}

/** Where a variable is given to the step of a publish; no entries where it isn't. */
export function variablePlaces({ workflow, job, step }: Publish, variable: string): TokenPlaces {
  const at = (block: Step["block"]): readonly EnvEntry[] => {
    const entry = envEntry(block, variable);
    return entry === undefined ? [] : [entry];
  };
  const handing = job.steps.filter((each) => each.uses !== undefined && setsUpNode(actionName(each.uses)));
  const ofStep = at(step.block);
  const ofJob = [...handing.flatMap((each) => at(each.block)), ...at(job.block)];
  const ofWorkflow = at(workflow.block);
  const entries = [...ofStep, ...ofJob, ...ofWorkflow];
  const steps =
    ofWorkflow.length > 0 ? workflow.jobs.flatMap((each) => each.steps) : ofJob.length > 0 ? job.steps : [step];
  return {
    entries,
    own: ofJob.length + ofWorkflow.length === 0,
    install: steps.map(installOf).find((each) => each !== undefined),
  };
}

/** Whether a workflow gives a variable a value, whichever way. */
export function isGiven(repository: Repository, variable: string): boolean {
  return workflowsOf(repository).some((workflow) => givesVariable(workflow, variable));
}

const install = /^((?:npm (?:ci|i|install)|pnpm (?:i|install)|yarn(?: install)?))(?= --|$)/;

function installOf({ run }: Step): string | undefined {
  const lines = ownCommands(run).map((words) => words.join(" "));
  return lines.flatMap((line) => install.exec(line)?.[1] ?? [])[0];
}
