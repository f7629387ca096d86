import { limits } from "../limits.ts";
import type { Text, TextOr } from "../repository/value.ts";
import { scopeOf, type Scope } from "../repository/workflow/scope.ts";
import { calledContext, contextOf, startsOf, type Start } from "../repository/workflow/starts.ts";
import type { Job, Workflow } from "../repository/workflow/workflow.ts";
import { memo, type Located } from "../text.ts";
import { startedWorkflow } from "./auth/call-path.ts";
import type { Publish } from "./publish.ts";

/** A trigger of the workflow that GitHub starts. */
export interface Trigger extends Located<string> {
  /** Whether its runs lead to the publish: `may` where only some do, conditions can't be told, or a script decides. */
  readonly reaches: "yes" | "may";
  /** The same, up to the script that publishes: it may decide by itself, as one that leaves out what npm has already. */
  readonly reachesScript: "yes" | "may";
  /** The kinds of its runs that do, or may: by branches and tags. */
  readonly starts: readonly Start[];
}

/** The triggers that may lead to a publish, past every `if:` and `needs:` on the way; undefined where they can't be read. */
export const triggersOf = memo((publish: Publish): readonly Trigger[] | undefined => {
  const { callPath, step, command, scope, workflow, job } = publish;
  return triggersOn(publish)?.flatMap((trigger): readonly Trigger[] => {
    const all = startsOf(startedWorkflow(publish), trigger.value);
    const answers = all.map((start) => {
      const runs = contextsOf(publish, start);
      return [scope.condition(step.if, runs[0]), ...jobAnswers({ callPath, workflow, job, scope }, runs)];
    });
    const starts = all.filter((_, index) => answers[index]?.includes(false) !== true);
    const reachesScript = answers.flat().every((answer) => answer === true) ? "yes" : "may";
    const reaches = command.conditional ? "may" : reachesScript;
    return starts.length === 0 ? [] : [{ ...trigger, reaches, reachesScript, starts }];
  });
});

/** An `if:` on the way to a publish that none of the runs meets which are started at all. */
export function barrierOf(publish: Publish): Text | undefined {
  const { callPath, step, job, scope } = publish;
  const runs = (triggersOn(publish) ?? [])
    .flatMap(({ value }) => startsOf(startedWorkflow(publish), value))
    .map((start) => contextsOf(publish, start));
  const gates: readonly (readonly [
    TextOr,
    (condition: TextOr, run: Run | undefined) => boolean | undefined,
    number,
  ])[] = [
    [step.if, scope.condition, 0],
    [job.if, scope.condition, 0],
    ...callPath.calls.map(
      ({ workflow, job: caller }, index) =>
        [
          caller.if,
          (condition: TextOr, run: Run | undefined) => inEveryLeg(workflow, caller, condition, run),
          index + 1,
        ] as const,
    ),
  ];
  const closed = gates.find(([condition, holds, level]) =>
    runs.every((each) => holds(condition, each[level]) === false),
  );
  return runs.length === 0 || typeof closed?.[0] === "string" ? undefined : closed?.[0];
}

/** The conditions of jobs before a publish's, one of which no run meets that is started at all: each run leaves the publish out. */
export function skippedBefore(publish: Publish): readonly Text[] {
  const { workflow, job, callPath } = publish;
  const { others, regardless } = waitedFor(workflow)(job);
  if (regardless || callPath.calls.length > 0) return [];
  const skipped = (triggersOn(publish) ?? [])
    .flatMap(({ value }) => startsOf(workflow, value))
    .map((start) => {
      const [run] = contextsOf(publish, start);
      const found = others.find((each) => inEveryLeg(workflow, each, each.if, run) === false)?.if;
      return typeof found === "object" ? found : undefined;
    });
  return skipped.includes(undefined) ? [] : [...new Set(skipped.filter((each) => each !== undefined))];
}

type Run = ReturnType<typeof contextOf>;

/** A job as it is reached in one way. */
export type JobPlace = Pick<Publish, "callPath" | "workflow" | "job" | "scope">;

/** Whether a run of the workflow that GitHub starts runs the job, past every `if:` and `needs:` on the way; undefined where that depends on more. */
export function runsJob(place: JobPlace, runs: readonly Run[]): boolean | undefined {
  const answers = jobAnswers(place, runs);
  return answers.includes(false) ? false : answers.includes(undefined) ? undefined : true;
}

function jobAnswers(
  { callPath, workflow, job, scope }: JobPlace,
  runs: readonly Run[],
): readonly (boolean | undefined)[] {
  return [
    jobRuns(workflow, job, runs[0], scope),
    ...callPath.calls.map((call, index) => jobRuns(call.workflow, call.job, runs[index + 1])),
  ];
}

function triggersOn(publish: Publish): readonly Located<string>[] | undefined {
  return startedWorkflow(publish).triggers?.filter(({ value }) => value !== "workflow_call");
}

/** What conditions know of a run: in the publish's own workflow, in its caller, and so on. */
function contextsOf(publish: Publish, start: Start): readonly Run[] {
  return levelsOf(publish, contextOf(start));
}

/** The same of what is known of a run in the workflow that GitHub starts. */
export function levelsOf({ callPath, workflow }: Pick<JobPlace, "callPath" | "workflow">, first: Run): readonly Run[] {
  const runs = [first];
  for (const [index, { workflow: caller, job }] of [...callPath.calls.entries()].toReversed()) {
    const callee = callPath.calls[index - 1]?.workflow ?? workflow;
    const [run = first] = runs;
    runs.unshift(calledContext(run, callee, job, scopesOf(caller, job)));
  }
  return runs;
}

/** Whether a job runs in such a run, those that it waits for included. */
function jobRuns(workflow: Workflow, job: Job, run: Run | undefined, scope?: Scope): boolean | undefined {
  const own = scope === undefined ? inEveryLeg(workflow, job, job.if, run) : scope.condition(job.if, run);
  if (own === false) return false;
  const { others, unread, regardless } = waitedFor(workflow)(job);
  const before = new Set(others.map((each) => inEveryLeg(workflow, each, each.if, run)));
  if (before.has(false)) return regardless ? undefined : false;
  return unread || before.has(undefined) ? undefined : own;
}

/** The jobs that a job waits for, those that they wait for included. */
const waitedFor = memo(({ jobs }: Workflow) => {
  const byId = new Map(jobs.toReversed().map((job) => [job.id.value, job]));
  return memo((job: Job) => {
    const all = new Set([job]);
    let unread = false;
    // Jobs that are added are visited as well.
    for (const { needs } of all) {
      const tooMany = all.size > limits.needs;
      if (tooMany) unread = true;
      for (const name of tooMany ? [] : (needs ?? [undefined])) {
        const needed = byId.get(name?.value ?? "");
        if (needed === undefined) unread = true;
        else all.add(needed);
      }
    }
    return {
      others: [...all].slice(1),
      unread,
      // A status function lets a job run although one before it was left out; that of another job lets only that one run
      // (docs/facts/github.md#skipped-jobs).
      regardless: ignoresOthers(job),
    };
  });
});

const ignoresOthers = memo(
  (job: Job): boolean => job.if === "unreadable" || /\b(?:always|failure|cancelled)\s*\(/.test(job.if?.value ?? ""),
);

const byRun = memo((_run: Run) => new Map<TextOr, Map<Job, boolean | undefined>>());

/** A run asks the same of a job for each publish after it. */
function inEveryLeg(workflow: Workflow, job: Job, condition: TextOr, run: Run | undefined): boolean | undefined {
  if (condition === undefined) return true;
  const known = run && byRun(run);
  const answers = known?.get(condition) ?? new Map<Job, boolean | undefined>();
  known?.set(condition, answers);
  if (!answers.has(job)) {
    const [first, ...others] = new Set(scopesOf(workflow, job).map((scope) => scope.condition(condition, run)));
    answers.set(job, others.length === 0 ? first : undefined);
  }
  return answers.get(job);
}

function scopesOf(workflow: Workflow, job: Job): readonly Scope[] {
  return job.matrix.legs.map((leg) => scopeOf(workflow, job, leg, "own"));
}
