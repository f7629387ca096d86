import { actionChanges, commandInputs, commandNames, setsUpNode, usualName } from "../../data/actions/questions.ts";
import type { CommandInputs } from "../../data/actions/rows.ts";
import { isHarmless } from "../../data/harmless-commands.ts";
import { isTrial, publishesElsewhere } from "../../data/publishers-elsewhere.ts";
import { toolWords } from "../../data/tools.ts";
import { renameKey } from "../../edit/edit.ts";
import { rootsOf } from "../../publish/job/checkouts.ts";
import { readNpmCommand } from "../../publish/job/npm-command.ts";
import { usesIdToken } from "../../publish/id-token-use.ts";
import { releaseOf } from "../../publish/tools/recognise.ts";
import { commandsOf } from "../../repository/command/commands.ts";
import { ownCommands, runs } from "../../repository/command/own-words.ts";
import { monorepoPackages } from "../../repository/package/monorepo.ts";
import type { Repository } from "../../repository/repository.ts";
import { inputEntry } from "../../repository/workflow/env.ts";
import { grantsIdToken } from "../../repository/workflow/permissions.ts";
import { scopeOf } from "../../repository/workflow/scope.ts";
import { actionMajor, actionName, type Job, type Step, type Workflow } from "../../repository/workflow/workflow.ts";
import { workflowsOf } from "../../repository/workflow/workflows.ts";
import type { Context, JobSubject } from "../../rule.ts";
import { memo, type Edit, type Span } from "../../text.ts";

/** A step whose action runs a command that publishes, and publishes nothing although that is meant. */
export interface IdleAction {
  readonly job: Job;
  readonly uses: Span;
  /** As its readme spells it. */
  readonly action: string;
  /** The input of another version that it is given, and what this version calls it. */
  readonly renamed:
    | { readonly from: string; readonly to: string; readonly span: Span; readonly edits: readonly Edit[] | undefined }
    | undefined;
}

/** The steps that are looked at: most jobs have none. */
const suspects = memo((job: Job) =>
  job.steps.filter((step) => commandsOfAction(step) !== undefined || runs(step.run, mayBeEmpty)),
);

const mayBeEmpty = /\bpublish\b.{0,500}\$\{\{\s*(?:(?:steps?|needs?|input|secret|var|envs)\.|github\.event\.input\.)/is;

export function idleActions(
  { workflow, job }: JobSubject,
  { repository, publishes, elsewhere, unsure, lost, unreachable }: Context,
): readonly IdleAction[] {
  return suspects(job).flatMap((step) => {
    const commands = commandsOfAction(step);
    if (step.uses === undefined || commands === undefined) return [];
    const renamed = renamedInput(step, commands);
    const idle = step.with.complete && !commands.names.some((name) => step.with.texts.has(name));
    const meant =
      idle &&
      [publishes, elsewhere, unsure, lost, unreachable].every((each) => each.length === 0) &&
      isMeant(workflow, job, step) &&
      workflowsOf(repository).every(publishesNowhere) &&
      monorepoPackages(repository, "")?.some((each) => !each.private);
    return renamed !== undefined || meant === true
      ? [{ job, uses: step.uses.span, action: usualName(actionName(step.uses)), renamed }]
      : [];
  });
}

/** The inputs for the command of an action that is there to publish; undefined for other steps, and without a ref. */
function commandsOfAction({ uses }: Step): CommandInputs | undefined {
  const commands = uses?.value.includes("@") === true ? commandInputs(actionName(uses)) : undefined;
  return commands?.publishes === true ? commands : undefined;
}

/** What goes by the name that the input has in other versions runs no command. */
function renamedInput({ uses, with: inputs, block }: Step, commands: CommandInputs): IdleAction["renamed"] {
  const major = uses === undefined ? undefined : actionMajor(uses);
  if (major === undefined || !inputs.complete || /next|beta/.test(uses?.value ?? "")) return undefined;
  const [to = ""] = commandNames(commands, major);
  const [from = ""] = commands.names.filter((name) => name !== to);
  const found = inputs.texts.has(to) ? undefined : inputEntry(block, from);
  return found && { from, to, span: found.entry.key.span, edits: renameKey(found.mapping, found.entry, to) };
}

/** The step has a token for npm, or its job may ask for an OIDC token and nothing else there does. */
function isMeant(workflow: Workflow, job: Job, step: Step): boolean {
  if (["NPM_TOKEN", "NODE_AUTH_TOKEN"].some((name) => (step.env.texts.get(name)?.value ?? "") !== "")) return true;
  const own = job.permissions ?? workflow.permissions;
  const jobs = job.permissions === undefined ? workflow.jobs : [job];
  return own !== undefined && grantsIdToken(own) === true && !jobs.some((each) => usesIdToken(undefined, each));
}

/** No step that isn't known, and no script that speaks of releases. */
function publishesNowhere({ jobs }: Workflow): boolean {
  return jobs.every(
    ({ uses, steps }) =>
      uses === undefined &&
      steps.every((step) => {
        const action = step.uses === undefined ? "" : actionName(step.uses);
        const known =
          action === "" ||
          setsUpNode(usualName(action)) ||
          commandInputs(action)?.publishes === true ||
          actionChanges(step.uses?.value ?? "") === "nothing";
        return known && !ownCommands(step.run).some(mayRelease);
      }),
  );
}

/** A command that isn't found as a publish, and may release all the same: not one that only tries it, or that is for another registry. */
function mayRelease(words: readonly string[]): boolean {
  if (!toolWords.anyRelease.test(words.join(" "))) return false;
  // A request may start the release in another repository.
  if (/^(?:gh|curl|wget)$/.test(words[0] ?? "")) return true;
  if (isHarmless(words[0] ?? "", "release words") || words.some(isTrial)) return false;
  const elsewhere = words.findIndex(publishesElsewhere);
  const starts = words.slice(0, Math.max(0, elsewhere)).every((word) => startsAnother.test(word));
  return (
    elsewhere < 0 ||
    !starts ||
    words
      .slice(elsewhere + 1)
      .some((word) => !/^--?[\w-]+$/.test(word) && /\b(?:npm|pnpm|yarn|bun|sh|bash)\b/.test(word))
  );
}

const startsAnother = /^(?:npx|pnpx|bunx|pnpm|yarn|bun|npm|dlx|exec|x|-\S+)$/;

/** An expression in the words of a publish that GitHub never gives a value. */
export interface EmptyExpression {
  readonly job: Job;
  readonly source: string;
  readonly span: Span;
  /** What isn't there. */
  readonly missing: "context" | "step" | "job" | "event input";
  readonly name: string;
}

/** Of expressions that are a path alone, in the workflow's own text: of a context, a step or a job that isn't there. */
export function emptyExpressions({ workflow, job }: JobSubject, repository: Repository): readonly EmptyExpression[] {
  return suspects(job).flatMap((step) => expressionsOf(repository, workflow, job, step));
}

function expressionsOf(repository: Repository, workflow: Workflow, job: Job, step: Step): readonly EmptyExpression[] {
  const scope = scopeOf(workflow, job, new Map(), "own", step);
  return commandsOf(repository, step, scope, rootsOf(job, scope)).commands.flatMap((command) => {
    const release = releaseOf(command);
    if (release?.kind !== "modelled" || command.path.length > 0 || release.tool.takesTarget !== true) return [];
    const { positionals, workspaces } = readNpmCommand(release.call.words);
    const targets = [...positionals.slice(1), ...workspaces];
    return command.words.flatMap((word) => {
      const [source = "", context = "", name = ""] =
        /\$\{\{\s{0,50}([\w-]{1,100})\.([\w-]{1,100})[\w.-]{0,100}\s{0,50}\}\}/.exec(word.text) ?? [];
      const ofEvent = /\bgithub\.event\.input\.[\w-]+\s*\}\}/i.test(source);
      const missing = ofEvent ? "event input" : whatIsMissing(job, context.toLowerCase(), name.toLowerCase());
      // An expression among others in a word leaves a path of some kind.
      const whole = targets.includes(word) && /^["']?(?:\.\/)?\$\{\{[^}]*\}\}["']?$/.test(word.text);
      if (source === "" || missing === undefined || (missing !== "context" && !whole)) return [];
      return [{ job, source, span: command.wordSpan(word), missing, name: missing === "context" ? context : name }];
    });
  });
}

function whatIsMissing({ steps, needs }: Job, context: string, name: string): EmptyExpression["missing"] | undefined {
  if (/^(?:step|need|input|secret|var|envs)$/.test(context)) return "context";
  if (context === "steps") return steps.some((each) => mayHaveId(each, name)) ? undefined : "step";
  const open = context !== "needs" || needs === undefined;
  return open || needs.some(({ value }) => value.includes("${{") || value.toLowerCase() === name) ? undefined : "job";
}

/** The step's own id, or that of the action's call that it comes from. */
function mayHaveId({ block, caller }: Step, name: string): boolean {
  const own = block.entries.some(
    ({ key, value }) => key.value === "id" && (value?.kind !== "scalar" || String(value.value).toLowerCase() === name),
  );
  return own || (caller !== undefined && mayHaveId(caller.step, name));
}
