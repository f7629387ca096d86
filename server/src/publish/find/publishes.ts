import { limits } from "../../limits.ts";
import { unclearAt, type Cause } from "../../reason.ts";
import { startOfPath } from "../../repository/command/command.ts";
import { commandsOf } from "../../repository/command/commands.ts";
import { mayLeadToRelease } from "../../repository/command/prefilter.ts";
import type { Repository } from "../../repository/repository.ts";
import { withActions } from "../../repository/workflow/composite.ts";
import { notedLeg, type NotedLeg } from "../../repository/workflow/matrix.ts";
import { scopeOf, type Secrets } from "../../repository/workflow/scope.ts";
import { ownWorkflow } from "../../repository/workflow/own-path.ts";
import type { Job, Step, Workflow } from "../../repository/workflow/workflow.ts";
import { writtenWorkflows } from "../../repository/workflow/workflows.ts";
import { memo, type Span } from "../../text.ts";
import { callPathsOf, secretsOf, type CallPath } from "../auth/call-path.ts";
import { publishesOfLeg, type FoundInLeg } from "./find.ts";
import { rootsOf } from "../job/checkouts.ts";
import { goesTo, whyNotUnderstood } from "../goes-to.ts";
import type { Found, Publish } from "../publish.ts";
import { recall } from "../../repository/recall.ts";
import { recallJob } from "./recall-job.ts";
import { isUnexplainedRelease } from "./release-job.ts";
import { publishOfJob } from "./stranger.ts";
import { releaseOf } from "../tools/recognise.ts";
import { mayPublish, releaseAction } from "../tools/release-action.ts";
import { triggersOf } from "../triggers.ts";

/** Every place of the repository that publishes, or may. */
export const publishesOf = memo((repository: Repository): Found => {
  const failures: Found["failures"][number][] = [];
  const all = writtenWorkflows(repository).flatMap((workflow) => {
    try {
      return recall(repository, workflow.file, (recorded) =>
        publishesOfWorkflow(recorded, withActions(recorded, workflow)),
      );
    } catch (error) {
      const [first] = workflow.block.entries;
      const place = first && unclearAt(first.key.span, { kind: "own-error" });
      failures.push({ path: workflow.file.path, error, place });
      return [];
    }
  });
  return {
    publishes: all.flatMap((each) => each.publishes),
    unreachable: all.flatMap((each) => each.unreachable),
    failures: [...failures, ...all.flatMap((each) => each.failures)],
  };
});

function publishesOfWorkflow(repository: Repository, workflow: Workflow): Found {
  const publishes: Publish[] = [];
  const unreachable: Span[] = [];
  const failures: Found["failures"][number][] = [];
  const strange = (job: Job, place: Span, cause: Cause, callPaths: readonly CallPath[]): void => {
    for (const callPath of callPaths)
      publishes.push(publishOfJob(repository, workflow, job, callPath, { ...cause, span: place }));
  };
  const releasing = workflow.jobs.filter(
    (job) =>
      job.uses === undefined &&
      recallJob(
        repository,
        workflow,
        job,
        "may release",
        (recorded) => mayRelease(recorded, workflow, job),
        () => true,
      ),
  );
  const remote = workflow.jobs.filter((job) => isRemoteCall(repository, job));
  const tooLong = workflow.jobs.filter(({ tooManySteps }) => tooManySteps);
  const unexplained = workflow.jobs.filter((job) => isUnexplainedRelease(workflow, job));
  if (releasing.length + remote.length + tooLong.length + unexplained.length === 0)
    return { publishes, unreachable, failures };
  const all = callPathsOf(repository, workflow);
  const callPaths = all.length > 0 ? all.slice(0, limits.callers) : [uncalled];
  for (const job of remote)
    strange(job, job.uses?.span ?? job.id.span, { kind: "remote-workflow", ...nodeGiven(job) }, callPaths);
  for (const job of unexplained)
    if (!releasing.includes(job))
      strange(job, job.id.span, { kind: "no-publish-found", job: job.id.value }, callPaths.slice(0, 1));
  for (const job of tooLong) strange(job, job.id.span, { kind: "too-large", what: "steps" }, callPaths);
  let passes: number = limits.passes;
  for (const job of releasing) {
    if (all.length > callPaths.length) strange(job, job.id.span, { kind: "too-large", what: "calls" }, callPaths);
    const runs = job.matrix.legs.length * callPaths.length;
    passes -= runs * job.steps.length;
    if (runs > 1 && passes < 0) {
      strange(job, job.id.span, { kind: "too-large", what: "legs" }, callPaths);
      continue;
    }
    let called = false;
    for (const callPath of callPaths) {
      const question = `publishes with secrets: ${namesOf(secretsOf(callPath))}`;
      const inJob = (recorded: Repository): FoundInLeg => publishesOfJob(recorded, workflow, job, callPath);
      const found = recallJob(repository, workflow, job, question, inJob, findsNothing);
      publishes.push(...found.publishes);
      unreachable.push(...found.unreachable);
      failures.push(...found.failures);
      called ||= found.called;
    }
    if (!called && unexplained.includes(job))
      strange(job, job.id.span, { kind: "no-publish-found", job: job.id.value }, callPaths.slice(0, 1));
  }
  return { publishes, unreachable, failures };
}

/** What all legs of a job publish when its workflow is reached through `callPath`. */
function publishesOfJob(repository: Repository, workflow: Workflow, job: Job, callPath: CallPath): FoundInLeg {
  const all: Found[] = [];
  let called = false;
  const quiet: NotedLeg[] = [];
  for (const leg of job.matrix.legs) {
    if (quiet.some((each) => each.isLike(leg))) continue;
    const noted = notedLeg(leg);
    const found = publishesOfLeg(repository, workflow, job, noted.leg, callPath);
    called ||= found.called;
    if (findsNothing(found)) {
      quiet.push(noted);
      continue;
    }
    const [publishes, left] = reachedOf(workflow, found.publishes);
    all.push({ ...found, publishes, unreachable: [...left, ...found.unreachable] });
  }
  return {
    publishes: all.flatMap((each) => each.publishes),
    unreachable: all.flatMap((each) => each.unreachable),
    failures: all.flatMap((each) => each.failures),
    called,
  };
}

function namesOf(secrets: Secrets): string {
  return typeof secrets === "string" ? secrets : JSON.stringify([...secrets]);
}

function findsNothing({ publishes, unreachable, failures }: Found): boolean {
  return publishes.length + unreachable.length + failures.length === 0;
}

/** Of a workflow that others call, what no run of this caller leads to is left to other callers. */
function reachedOf({ triggers }: Workflow, all: readonly Publish[]): readonly [readonly Publish[], readonly Span[]] {
  if (triggers?.some(({ value }) => value === "workflow_call") !== true) return [all, []];
  const reached = all.filter(
    (each) => whyNotUnderstood(each) !== undefined || goesTo(each) === "elsewhere" || triggersOf(each)?.length !== 0,
  );
  return [reached, all.flatMap((each) => (reached.includes(each) ? [] : [startOfPath(each.command)]))];
}

const uncalled: CallPath = { calls: [], uncalled: true };

/**
 * Most jobs have nothing to do with a release. Those that only run package scripts are looked through once,
 * before their legs are.
 */
function mayRelease(repository: Repository, workflow: Workflow, job: Job): boolean {
  const scope = scopeOf(workflow, job, new Map(), "own");
  const calling: Step[] = [];
  for (const step of job.steps) {
    const leads = mayLeadToRelease(repository, workflow, job, step);
    if (leads === "by itself" || releaseAction(step, scope) !== undefined) return true;
    if (leads === "by scripts") calling.push(step);
  }
  if (calling.length === 0) return false;
  const roots = rootsOf(job, scope, repository);
  return calling.some((step) => {
    const { commands, unread, cut } = commandsOf(repository, step, scope, roots);
    return cut || unread.length > 0 || commands.some((command) => releaseOf(command) !== undefined);
  });
}

/** The input of a called workflow that names its Node. */
function nodeGiven({ with: { texts } }: Job): { readonly given?: string } {
  const found = [...texts].find(([key]) => /^node(?:js)?[-_]?version$/i.test(key));
  return found?.[1] === undefined ? {} : { given: `${found[0]}: ${found[1].value}` };
}

function isRemoteCall(repository: Repository, job: Job): boolean {
  if (job.uses === undefined || ownWorkflow(repository, job.uses.value) !== undefined) return false;
  const given = job.secrets === "inherit" ? "" : [...job.secrets.texts.keys(), ...job.with.texts.keys()].join(" ");
  return mayPublish(job, given);
}
