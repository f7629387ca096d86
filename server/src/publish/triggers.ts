import { scopeOf, type Scope } from "../repository/scope.ts";
import type { TextOr } from "../repository/value.ts";
import type { Job, Workflow } from "../repository/workflow.ts";
import type { Located } from "../text.ts";
import type { Publish } from "./publish.ts";

/** A trigger of the workflow that GitHub starts. */
export interface Trigger extends Located<string> {
  /** Whether it leads to the publish: `may` where conditions can't be told, or a script decides. */
  readonly reaches: "yes" | "may";
}

/** The workflow that GitHub starts: the outermost caller, else the publish's own. */
export function startedWorkflow({ entry, workflow }: Pick<Publish, "entry" | "workflow">): Workflow {
  return entry.calls.at(-1)?.workflow ?? workflow;
}

/** The triggers that may lead to a publish, past every `if:` and `needs:` on the way; undefined where they can't be read. */
export function triggersOf(publish: Publish): readonly Trigger[] | undefined {
  const { entry, step, command, scope } = publish;
  const triggers = startedWorkflow(publish).triggers?.filter(({ value }) => value !== "workflow_call");
  return triggers?.flatMap((trigger): readonly Trigger[] => {
    const event = trigger.value;
    const answers = [
      scope.condition(step.if, event),
      command.conditional ? undefined : true,
      jobRuns(publish.workflow, publish.job, event, scope),
      ...entry.calls.map(({ workflow, job }) => jobRuns(workflow, job, event)),
    ];
    if (answers.includes(false)) return [];
    return [{ ...trigger, reaches: answers.includes(undefined) ? "may" : "yes" }];
  });
}

/** Whether a job runs in a run that an event starts, those that it waits for included. */
function jobRuns(workflow: Workflow, job: Job, event: string, scope?: Scope): boolean | undefined {
  const own = inEveryLeg(workflow, job, job.if, event, scope);
  if (own === false) return false;
  const jobs = new Set([job]);
  let unread = false;
  // Jobs that are added are visited as well.
  for (const { needs } of jobs)
    for (const name of needs ?? [undefined]) {
      const needed = workflow.jobs.find(({ id }) => id.value === name?.value);
      if (needed === undefined) unread = true;
      else jobs.add(needed);
    }
  const before = [...jobs].slice(1).map((each) => inEveryLeg(workflow, each, each.if, event));
  // A status function lets a job run although one before it was left out.
  const regardless = [...jobs].some(
    (each) => each.if === "unreadable" || /\b(?:always|failure|cancelled)\s*\(/.test(each.if?.value ?? ""),
  );
  if (before.includes(false)) return regardless ? undefined : false;
  return unread || before.includes(undefined) ? undefined : own;
}

function inEveryLeg(
  workflow: Workflow,
  job: Job,
  condition: TextOr,
  event: string,
  scope?: Scope,
): boolean | undefined {
  const scopes = scope === undefined ? job.matrix.legs.map((leg) => scopeOf(workflow, job, leg, "own")) : [scope];
  const [first, ...others] = new Set(scopes.map((each) => each.condition(condition, event)));
  return others.length === 0 ? first : undefined;
}
