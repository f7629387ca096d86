import { actionChanges } from "../../data/actions/questions.ts";
import { actionWords } from "../../data/actions/words.ts";
import { callPathsOf, secretsOf } from "../../publish/auth/call-path.ts";
import { strangerOf } from "../../publish/find/stranger.ts";
import { rootsOf } from "../../publish/job/checkouts.ts";
import { pass } from "../../publish/job/pass.ts";
import { startOf } from "../../publish/job/state.ts";
import type { Publish } from "../../publish/publish.ts";
import { commandAt } from "../../repository/command/command.ts";
import { commandsOf } from "../../repository/command/commands.ts";
import { mentions, ownCommands } from "../../repository/command/own-words.ts";
import type { Repository } from "../../repository/repository.ts";
import { scopeOf } from "../../repository/workflow/scope.ts";
import { grantsIdToken } from "../../repository/workflow/permissions.ts";
import { actionName, type Job, type Step, type Workflow } from "../../repository/workflow/workflow.ts";
import { workflowsOf } from "../../repository/workflow/workflows.ts";
import { hasOwnToken, tokenGiven } from "./evidence.ts";
import { holdsScriptToken, scriptTokens } from "./script-token.ts";

/**
 * Steps that get an npm token in a job that speaks of a release, and in which no publish was found: what they do isn't known, but a
 * release most likely depends on it. `found` are the jobs with a publish, by `keyOf`.
 */
export function tokenSteps(repository: Repository, found: ReadonlySet<string>): readonly Publish[] {
  return workflowsOf(repository).flatMap((workflow) =>
    workflow.jobs
      .filter((job) => !found.has(`${workflow.file.path} ${job.id.value}`) && speaksOfRelease(workflow, job))
      .flatMap((job) => {
        const step =
          job.steps.findLast((each) => hasOwnToken({ workflow, job, step: each }) && mayPublish(each)) ??
          stepAfterLogin(job);
        return step === undefined ? [] : [stepAsPublish(repository, workflow, job, step)];
      }),
  );
}

const releaseWords = /publis|releas|deploy/i;

/** Whether a job may publish by what it holds, is called or is handed: an npm token, an id-token, or a name that speaks of a release. */
export function mayRelease(repository: Repository, workflow: Workflow, job: Job): boolean {
  const isCalled = workflow.triggers?.some(({ value }) => value === "workflow_call") !== false;
  const callers = isCalled ? callPathsOf(repository, workflow).flatMap(({ calls }) => calls) : [];
  return (
    releaseWords.test(workflow.file.path) ||
    [{ workflow, job }, ...callers].some((place) => holdsCredential(place.workflow, place.job))
  );
}

function holdsCredential(workflow: Workflow, job: Job): boolean {
  const permissions = job.permissions ?? workflow.permissions;
  const handed = job.secrets === "inherit" ? { with: job.with, env: job.env } : { with: job.secrets, env: job.env };
  return (
    (permissions !== undefined && grantsIdToken(permissions) !== false) ||
    job.secrets === "inherit" ||
    releaseWords.test(job.id.value) ||
    [handed, ...job.steps].some((step) => tokenGiven({ workflow, job, step }) !== undefined) ||
    holdsScriptToken(job)
  );
}

function speaksOfRelease({ file }: Workflow, job: Job): boolean {
  return (
    releaseWords.test(job.id.value) ||
    releaseWords.test(file.path) ||
    job.steps.some(({ run }) => mentions(run, releaseWords))
  );
}

/** The last step that speaks of a release after one whose script takes an npm token. */
function stepAfterLogin({ steps }: Job): Step | undefined {
  const login = steps.find((step) => scriptTokens(step).length > 0);
  return steps.findLast(
    (each) => login !== undefined && each.index > login.index && mayPublish(each) && mentions(each.run, releaseWords),
  );
}

/** Steps that only install packages read a token for private ones, and so do actions that only prepare. */
function mayPublish({ run, uses }: Step): boolean {
  if (uses !== undefined) return actionChanges(uses.value) !== "node" && !actionWords.preparesOnly.test(uses.value);
  const commands = ownCommands(run);
  const isOwnInstall = (words: readonly string[]): boolean =>
    /^(?:npm|pnpm|yarn|bun) (?:ci|i|install|config|whoami)\b|^yarn$/.test(words.join(" "));
  return run !== undefined && commands.some((words) => !isOwnInstall(words) && words[0] !== "echo");
}

function stepAsPublish(repository: Repository, workflow: Workflow, job: Job, step: Step): Publish {
  const callPath = { calls: [] };
  const [leg = new Map()] = job.matrix.legs;
  const scopeAt = (each: Step | undefined) => scopeOf(workflow, job, leg, secretsOf(callPath), each);
  const roots = rootsOf(job, scopeAt(undefined), repository);
  const machine = startOf(job, scopeAt(undefined), repository);
  for (const before of job.steps.filter(({ index }) => index < step.index)) {
    const scope = scopeAt(before);
    const sure = scope.condition(before.if) === true;
    pass(
      machine,
      before,
      scope,
      commandsOf(repository, before, scope, roots).commands,
      sure ? "runs" : "may run",
      repository,
    );
  }
  const span = step.run?.span ?? step.span;
  const words = ownCommands(step.run).findLast(([first]) => first !== "echo") ?? [];
  const reason =
    step.uses === undefined
      ? ({ kind: "unread-script", name: words.slice(0, 4).join(" "), span } as const)
      : ({ kind: "action", name: actionName(step.uses), span } as const);
  const place = { repository, workflow, job, step, callPath, roots, scope: scopeAt(step) };
  return strangerOf({ ...place, command: commandAt(span), machine, reason }, []);
}
