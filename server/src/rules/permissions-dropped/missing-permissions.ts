import { checksOut, mayFindPullRequest, scopesNeeded } from "../../data/actions/questions.ts";
import { actionWords } from "../../data/actions/words.ts";
import { rootsOf } from "../../publish/job/checkouts.ts";
import { hasOtherWay } from "../../publish/release-creators.ts";
import { releaseOf, wordsOf } from "../../publish/tools/recognise.ts";
import type { Command } from "../../repository/command/command.ts";
import { commandsOf } from "../../repository/command/commands.ts";
import { runs } from "../../repository/command/own-words.ts";
import type { Repository } from "../../repository/repository.ts";
import type { Leg } from "../../repository/workflow/matrix.ts";
import { grantsWrite, type Permissions } from "../../repository/workflow/permissions.ts";
import { scopeOf, type Scope } from "../../repository/workflow/scope.ts";
import { actionName, isLocal, type Job, type Step, type Workflow } from "../../repository/workflow/workflow.ts";
import { memo, textOf } from "../../text.ts";

/** A step that does with the job's own token what the `permissions` in force don't allow. */
export interface MissingScopes {
  readonly step: Step;
  /** The action or command, as people call it. */
  readonly what: string;
  /** The scopes that it needs with `write`, and hasn't. */
  readonly scopes: readonly string[];
}

/** A job with a block of permissions, its own or the workflow's, and steps that may need more. */
interface Suspect {
  readonly job: Job;
  readonly block: Permissions;
  readonly steps: readonly Step[];
}

/** The job, if a release step in it may lack something, by its actions and own commands. Without any block nothing is known. */
export function suspectIn(workflow: Workflow, job: Job): Suspect | undefined {
  return suspectsOf(workflow).find((suspect) => suspect.job === job);
}

const suspectsOf = memo((workflow: Workflow): readonly Suspect[] =>
  workflow.jobs.flatMap((job) => {
    const block = job.permissions ?? workflow.permissions;
    if (
      block === undefined ||
      ["contents", "pull-requests", "actions"].every((each) => grantsWrite(block, each) !== false)
    )
      return [];
    const steps = job.steps.filter(({ uses, run }) =>
      uses === undefined ? runs(run, released) : needed(actionName(uses)).length > 0,
    );
    return steps.length === 0 ? [] : [{ job, block, steps }];
  }),
);

const released = new RegExp(
  `\\bgh release\\b|\\bgh workflow run\\b|\\bgit push\\b|\\b(?:${wordsOf(({ scopes }) => scopes !== undefined)})\\b`,
);

/** What the steps of such a job lack for certain. */
export function missingScopesIn(
  repository: Repository,
  workflow: Workflow,
  { job, block, steps }: Suspect,
): readonly MissingScopes[] {
  const [leg = new Map()] = job.matrix.legs;
  if (scopeOf(workflow, job, leg, "own").condition(job.if) === false) return [];
  const missing = steps.flatMap((step): readonly MissingScopes[] => {
    const scope = scopeOf(workflow, job, leg, "own", step);
    if (scope.condition(step.if) === false || isTolerated(step)) return [];
    const all =
      step.uses === undefined
        ? ranNeeds(repository, job, step, scope)
        : [actionNeeds(step, actionName(step.uses), scope)];
    return all.flatMap(([what, needs]) => {
      const scopes = needs.filter((each) => grantsWrite(block, each) === false);
      return scopes.length === 0 ? [] : [{ step, what, scopes }];
    });
  });
  return missing.length === 0 || hasOwnToken(repository, job, leg, workflow) ? [] : missing;
}

function isTolerated({ block }: Step): boolean {
  return block.entries.some(({ key }) => key.value === "continue-on-error");
}

type Needs = readonly [what: string, scopes: readonly string[]];

/** What labels and comments need isn't counted: without that a release succeeds. */
function needed(action: string): readonly string[] {
  return Object.keys(scopesNeeded(action) ?? {}).filter((scope) => scope !== "issues");
}

/** Nothing is known of another token, another repository, or a tool with an option that leaves something out. */
function actionNeeds({ if: condition, with: { texts, complete } }: Step, action: string, scope: Scope): Needs {
  const other = [...texts].some(([name, text]) =>
    actionWords.tokenInput.test(name) ? !isDefault(text?.value ?? "") : actionWords.partInput.test(name),
  );
  if (other || !complete || ownToken(scope) === "other") return [action, []];
  // Next to another call of it, or under a condition, it may have no pull request left to open.
  const calls = scope.workflow.jobs.flatMap(({ steps }) =>
    steps.filter(({ uses }) => uses && actionName(uses) === action),
  );
  const alone = calls.length === 1;
  const opens = !mayFindPullRequest(action) || (alone && (condition ?? scope.job.if) === undefined);
  return [action, needed(action).filter((each) => opens || each !== "pull-requests")];
}

function ranNeeds(repository: Repository, job: Job, step: Step, scope: Scope): readonly Needs[] {
  const { commands } = commandsOf(repository, step, scope, rootsOf(job, scope));
  return commands.flatMap((command): readonly Needs[] => {
    const needs = command.hiddenBy === undefined ? commandNeeds(command, job, scope) : undefined;
    return needs === undefined ? [] : [needs];
  });
}

/** What a command needs that certainly writes to the repository with the job's token. */
function commandNeeds(command: Command, job: Job, scope: Scope): Needs | undefined {
  const writes = ["contents"];
  const [tool, verb, ...words] = command.words.map(({ value }) => value ?? "?");
  if (/token/i.test(textOf(command.span)) || [...command.variables.keys()].some((name) => /^G(?:H|IT)/.test(name)))
    return undefined;
  if (tool === "git" && verb === "push") {
    const [remote = "origin"] = words.filter((word) => !word.startsWith("-"));
    const dry = words.some((word) => /^(?:-n|--dry-run)$/.test(word));
    return remote === "origin" && !dry && command.directory === "" && pushesByDefault(job)
      ? ["git push", writes]
      : undefined;
  }
  if (ownToken(scope) !== "default") return undefined;
  if (tool === "gh" && verb === "workflow" && words[0] === "run")
    return words.some((word) => /^(?:-R|--repo)/.test(word)) || scope.variable("GH_REPO").kind !== "unset"
      ? undefined
      : ["gh workflow run", ["actions"]];
  if (tool === "gh" && verb === "release")
    return /^(?:create|edit|upload|delete(?:-asset)?)$/.test(words[0] ?? "") &&
      !words.some((word) => /^(?:-R|--repo)/.test(word)) &&
      scope.variable("GH_REPO").kind === "unset"
      ? [`gh release ${words[0] ?? ""}`, writes]
      : undefined;
  const release = releaseOf(command);
  if (release?.kind !== "modelled" || release.tool.scopes === undefined) return undefined;
  return [release.tool.name, release.tool.scopes];
}

function isDefault(text: string): boolean {
  return /^\$\{\{\s*(?:github\.token|secrets\.GITHUB_TOKEN)\s*\}\}$/i.test(text.trim());
}

/** The token that tools read from the environment. */
function ownToken(scope: Scope): "default" | "other" | "none" {
  const variable = ["GH_TOKEN", "GITHUB_TOKEN"]
    .map((name) => scope.variable(name))
    .find(({ kind }) => kind !== "unset");
  if (variable === undefined) return "none";
  const isOwn = variable.kind === "secret" && isDefault(`\${{ ${variable.name} }}`);
  return isOwn ? "default" : "other";
}

/** Whether git has the token that checkout left, and nothing else. */
function pushesByDefault(job: Job): boolean {
  const { steps } = job;
  return (
    steps.some(isCheckout) &&
    !steps.some(
      (step) =>
        isLocal(step.uses?.value ?? "") ||
        (isCheckout(step) && ["persist-credentials", "repository", "path"].some((name) => step.with.texts.has(name))),
    ) &&
    !hasOtherWay(job)
  );
}

/** A token or a key for git that isn't the job's own, or one that a step passes on to later ones. */
function hasOwnToken(repository: Repository, job: Job, leg: Leg, workflow: Workflow): boolean {
  const writes = (step: Step): boolean => {
    const scope = scopeOf(workflow, job, leg, "own", step);
    const { commands } = commandsOf(repository, step, scope, rootsOf(job, scope));
    return commands.some((command) => command.writes.length > 0 && /token=/i.test(textOf(command.span)));
  };
  return (
    job.steps.some(writes) ||
    job.steps.some(
      (step) =>
        isCheckout(step) &&
        [...step.with.texts].some(([name, text]) => /^(?:token|ssh-.*)$/.test(name) && !isDefault(text?.value ?? "")),
    )
  );
}

function isCheckout({ uses }: Step): boolean {
  return uses !== undefined && checksOut(actionName(uses));
}
