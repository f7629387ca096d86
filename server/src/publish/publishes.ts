import { limits } from "../limits.ts";
import { unclearAt, type Unclear } from "../reason.ts";
import { startOfPath } from "../repository/command/command.ts";
import { commandsOf } from "../repository/command/commands.ts";
import { mayLeadToRelease } from "../repository/command/prefilter.ts";
import type { Repository } from "../repository/repository.ts";
import { withActions } from "../repository/workflow/composite.ts";
import { scopeOf } from "../repository/workflow/scope.ts";
import { isLocal, type Job, type Step, type Workflow } from "../repository/workflow/workflow.ts";
import { writtenWorkflows } from "../repository/workflow/workflows.ts";
import { memo, type Span } from "../text.ts";
import { callPathsOf, type CallPath } from "./auth/call-path.ts";
import { publishesOfLeg } from "./find.ts";
import { rootsOf } from "./job/checkouts.ts";
import type { Found, Publish, Publishes } from "./publish.ts";
import { recall } from "./recall.ts";
import { releaseOf } from "./tools/recognise.ts";
import { mayPublish, releaseAction } from "./tools/release-action.ts";
import { triggersOf } from "./triggers.ts";

/** Every place of the repository that publishes to npm's registry, and those that may and aren't understood. */
export const publishesOf = memo((repository: Repository): Publishes => {
  const failures: Publishes["failures"][number][] = [];
  const all = writtenWorkflows(repository).flatMap((workflow) => {
    try {
      return recall(repository, workflow.file, (recorded) =>
        publishesOfWorkflow(recorded, withActions(recorded, workflow)),
      );
    } catch (error) {
      // Nothing here should throw. Where something does, it costs one workflow, and is told.
      failures.push({ path: workflow.file.path, error });
      const unclear = workflow.block.entries.slice(0, 1).map(({ key }) => unclearAt(key.span, { kind: "own-error" }));
      return { publishes: [], elsewhere: [], unclear, unreachable: [] };
    }
  });
  return {
    publishes: all.flatMap((each) => each.publishes),
    elsewhere: all.flatMap((each) => each.elsewhere),
    unclear: all.flatMap((each) => each.unclear),
    unreachable: all.flatMap((each) => each.unreachable),
    failures,
  };
});

function publishesOfWorkflow(repository: Repository, workflow: Workflow): Found {
  const publishes: Publish[] = [];
  const elsewhere: Publish[] = [];
  const unclear: Unclear[] = [];
  const unreachable: Span[] = [];
  const releasing = workflow.jobs.filter((job) => job.uses === undefined && mayRelease(repository, workflow, job));
  for (const job of workflow.jobs) unclear.push(...remoteCall(job));
  unclear.push(
    ...tooLarge(
      workflow.jobs.filter(({ tooManySteps }) => tooManySteps),
      "steps",
    ),
  );
  if (releasing.length > 0) {
    const all = callPathsOf(repository, workflow);
    const callPaths = all.slice(0, limits.callers);
    if (all.length > callPaths.length) unclear.push(...tooLarge(releasing, "calls"));
    let passes: number = limits.passes;
    for (const job of releasing) {
      const runs = job.matrix.legs.length * Math.max(1, callPaths.length);
      passes -= runs * job.steps.length;
      if (runs > 1 && passes < 0) {
        unclear.push(...tooLarge([job], "legs"));
        continue;
      }
      for (const callPath of callPaths.length > 0 ? callPaths : [uncalled])
        for (const leg of job.matrix.legs) {
          const found = publishesOfLeg(repository, workflow, job, leg, callPath);
          const [reached, left] = callPath === uncalled ? [[], []] : reachedOf(workflow, found.publishes);
          publishes.push(...reached);
          unreachable.push(...left);
          elsewhere.push(...(callPath === uncalled ? [] : found.elsewhere));
          unclear.push(...found.unclear);
          unreachable.push(...found.unreachable);
          if (callPath === uncalled)
            unclear.push(
              ...found.publishes.map((each) => unclearAt(startOfPath(each.command), { kind: "uncalled-workflow" })),
            );
        }
    }
  }
  return { publishes, elsewhere, unclear: distinct(unclear), unreachable };
}

function tooLarge(jobs: readonly Job[], what: "calls" | "legs" | "steps"): readonly Unclear[] {
  return jobs.map(({ id }) => unclearAt(id.span, { kind: "too-large", what }));
}

/** Of a workflow that others call, what no run of this caller leads to is left to other callers. */
function reachedOf({ triggers }: Workflow, all: readonly Publish[]): readonly [readonly Publish[], readonly Span[]] {
  if (triggers?.some(({ value }) => value === "workflow_call") !== true) return [all, []];
  const reached = all.filter((each) => triggersOf(each)?.length !== 0);
  return [reached, all.flatMap((each) => (reached.includes(each) ? [] : [startOfPath(each.command)]))];
}

const uncalled: CallPath = { calls: [] };

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
  const roots = rootsOf(job, scope);
  return calling.some((step) => {
    const { commands, unread, cut } = commandsOf(repository, step, scope, roots);
    return cut || unread.length > 0 || commands.some((command) => releaseOf(command) !== undefined);
  });
}

function remoteCall(job: Job): readonly Unclear[] {
  if (job.uses === undefined || isLocal(job.uses.value)) return [];
  const given = job.secrets === "inherit" ? "" : [...job.secrets.texts.keys(), ...job.with.texts.keys()].join(" ");
  return mayPublish(job, given) ? [unclearAt(job.uses.span, { kind: "remote-workflow" })] : [];
}

function distinct(unclear: readonly Unclear[]): readonly Unclear[] {
  const seen = new Set<string>();
  return unclear.filter(({ span }) => {
    const key = `${span.file.path}:${span.start}`;
    return !seen.has(key) && seen.add(key);
  });
}
