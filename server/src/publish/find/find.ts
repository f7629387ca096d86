import { limits } from "../../limits.ts";
import { isNamedForRelease } from "../../data/publishers-elsewhere.ts";
import type { Cause } from "../../reason.ts";
import { commandAt, startOfPath, type Commands, type Command } from "../../repository/command/command.ts";
import { commandsOf } from "../../repository/command/commands.ts";
import { mentions } from "../../repository/command/own-words.ts";
import { isOpen } from "../../repository/command/variable-command.ts";
import type { Repository } from "../../repository/repository.ts";
import type { Leg } from "../../repository/workflow/matrix.ts";
import { grantsIdToken } from "../../repository/workflow/permissions.ts";
import { scopeOf, type Scope } from "../../repository/workflow/scope.ts";
import { callsTo, type Job, type Step, type Workflow } from "../../repository/workflow/workflow.ts";
import { sameSpan, type Span } from "../../text.ts";
import { secretsOf, type CallPath } from "../auth/call-path.ts";
import { goesTo, whyNotUnderstood } from "../goes-to.ts";
import { rootsOf } from "../job/checkouts.ts";
import { mayExport, pass, passCommand, passUnread } from "../job/pass.ts";
import { copyOf, startOf, type Certainty, type JobState } from "../job/state.ts";
import type { Found, Publish } from "../publish.ts";
import type { Place } from "../tool/tool.ts";
import { callsTool, releaseOf, type Release } from "../tools/recognise.ts";
import { onlyTags, publishesNothing, releaseAction, writeHome } from "../tools/release-action.ts";
import { publishOf } from "./build-publish.ts";
import { strangerOf } from "./stranger.ts";

/** What one leg of a job publishes when its workflow is reached through `callPath`. */
export function publishesOfLeg(
  repository: Repository,
  workflow: Workflow,
  job: Job,
  leg: Pick<Leg, "get">,
  callPath: CallPath,
): FoundInLeg {
  const outer = scopeOf(workflow, job, leg, secretsOf(callPath));
  const publishes: Publish[] = [];
  const jobPublishes: Publish[] = [];
  const unreachable: Span[] = [];
  const failures: Found["failures"][number][] = [];
  if (outer.condition(job.if) === false) return { publishes, unreachable, failures, called: true };
  const roots = rootsOf(job, outer, repository);
  const machine = startOf(job, outer, repository);
  const passed: Passed[] = [];
  let reached = 0;
  /** Brings the machine past the steps so far: nobody asks about it in a job that publishes nothing, unless a step passes on variables. */
  const catchUp = (): JobState => {
    for (; reached < passed.length; reached++) {
      const each = passed[reached];
      if (each !== undefined) pass(machine, each.step, each.scope, each.commands, sureOf(each), repository);
    }
    return machine;
  };
  let called = false;
  let replays: number = limits.replays;
  for (const step of job.steps) {
    const scope = scopeOf(workflow, job, leg, secretsOf(callPath), step, new Map(machine.exported));
    const condition = scope.condition(step.if);
    if (condition === false) continue;
    const action = releaseAction(step, scope);
    const script = action?.kind === "script" ? action : undefined;
    const own = commandsOf(repository, script?.step ?? step, scope, roots);
    let found =
      action?.kind === "modelled"
        ? [{ command: action.call.command, release: action }]
        : onlyOnCondition(releases(own.commands), job);
    called ||= action !== undefined || own.commands.some(callsTool) || own.unread.length + own.unreachable.length > 0;
    const unread =
      script?.publishes === true &&
      found.length === 0 &&
      own.unread.length === 0 &&
      !publishesNothing(script.step) &&
      !(onlyTags(own.commands) && !own.incomplete);
    const at: Place = { repository, workflow, job, step, callPath, roots, scope };
    const here = callsTo(step)[0] ?? (step.uses ?? step.run)?.span ?? step.span;
    const strange = (command: Command, cause: Cause, reachedHere = catchUp()): void => {
      const reason = { ...cause, span: startOfPath(command) };
      publishes.push(strangerOf({ ...at, command, machine: reachedHere, reason }, jobPublishes));
    };
    const strangeHere = (cause: Cause): void => strange(commandAt(here, callsTo(step)), cause);
    if (action?.kind === "other") strangeHere(action.cause);
    else if (step.uses !== undefined && unread) strangeHere({ kind: "action", name: step.uses.value });
    for (const { span, reason } of own.unread)
      if (!found.some(({ command }) => sameSpan(startOfPath(command), span))) strange(commandAt(span), reason);
    if (
      !own.cut &&
      own.unread.length === 0 &&
      found.length === 0 &&
      step.run !== undefined &&
      ((own.unparsed && mentions(step.run, /\bpublish\b/)) || isOpen(step.run, own.commands, isForRelease(job)))
    )
      strangeHere({ kind: "unreadable", what: "script" });
    if (own.cut) strangeHere({ kind: "too-large", what: "script" });
    if (found.length > limits.releases) strangeHere({ kind: "too-large", what: "step" });
    if (found.length > 0 && passed.some((each) => each.condition === undefined) && (replays -= passed.length) < 0) {
      for (const { command } of found) strange(command, { kind: "too-large", what: "conditions" });
      found = [];
    }
    const reach = found.length === 0 ? undefined : machinesIn(at, catchUp(), passed, own);
    for (const { command, release } of found.slice(0, limits.releases)) {
      const state = reach?.(command) ?? catchUp();
      if (release.kind === "other") {
        strange(command, release.cause, state);
        continue;
      }
      if (script !== undefined) writeHome(state, script, at.scope);
      let publish: Publish | undefined;
      try {
        publish = publishOf(release.tool, { ...at, ...release.call, command, machine: state }, jobPublishes);
      } catch (error) {
        failures.push({ path: workflow.file.path, error, place: undefined });
        strange(command, { kind: "own-error" }, state);
      }
      if (publish === undefined) continue;
      publishes.push(publish);
      if (isOfNpm(publish)) jobPublishes.push(publish);
    }
    for (const { command, release } of releases(own.unreachable)) {
      if (release.kind === "other") continue;
      const publish = publishOf(release.tool, { ...at, ...release.call, command, machine: catchUp() }, jobPublishes);
      if (publish !== undefined && isOfNpm(publish)) unreachable.push(command.span);
    }
    passed.push({ step, scope, commands: own.commands, condition });
    if (mayExport(step, own.commands)) catchUp();
  }
  if (publishes.length > 0) catchUp();
  return { publishes: withoutMentions(publishes), unreachable, failures, called };
}

export interface FoundInLeg extends Found {
  /** Something that publishes is called there, though it may publish nothing as it is called, as in a dry run. */
  readonly called: boolean;
}

/** Whether a job is there for a release, by its id or by the id-token that it may ask for. */
function isForRelease({ id, permissions }: Job): boolean {
  return /publis|releas/i.test(id.value) || (permissions !== undefined && grantsIdToken(permissions) === true);
}

/**
 * The releases of a shared script, in a job that is there for a release, are most likely run whatever condition comes before them,
 * where they differ in neither tool nor registry.
 */
function onlyOnCondition(found: readonly Started[], job: Job): readonly Started[] {
  if (!isForRelease(job)) return found;
  const inner = found.flatMap(({ command, release }) =>
    release.kind === "other" && release.onCondition !== undefined ? [{ command, release: release.onCondition }] : [],
  );
  const tools = new Set(inner.map(({ release: { tool } }) => tool));
  const namesRegistry = inner.some(
    ({ command }) =>
      command.words.some(({ text }) => /registry/i.test(text)) ||
      [...command.variables.keys()].some((name) => /registry/i.test(name)),
  );
  return inner.length === found.length && tools.size === 1 && (inner.length === 1 || !namesRegistry) ? inner : found;
}

/** Next to a publish that is understood, a program that isn't there for a release and only names one is none of its own. */
function withoutMentions(publishes: readonly Publish[]): readonly Publish[] {
  if (!publishes.some(isOfNpm)) return publishes;
  return publishes.filter(({ toolDoubt }) => {
    const reason = toolDoubt?.reason;
    return reason?.kind !== "program" || isNamedForRelease(reason.path);
  });
}

interface Started {
  readonly command: Command;
  readonly release: Release;
}

function isOfNpm(publish: Publish): boolean {
  return whyNotUnderstood(publish) === undefined && goesTo(publish) !== "elsewhere";
}

function releases(commands: readonly Command[]): readonly Started[] {
  // A package script may have a tool's name; then its own commands count.
  const scripts = new Set(commands.flatMap(({ path }) => path.map(placeOf)));
  return commands.flatMap((command) => {
    const release = releaseOf(command);
    return release === undefined || scripts.has(placeOf(command.span)) ? [] : [{ command, release }];
  });
}

function placeOf({ file, start, end }: Span): string {
  return `${file.path}:${start}:${end}`;
}

/** A step that an earlier part of the job has, as it was read. */
interface Passed {
  readonly step: Step;
  readonly scope: Scope;
  readonly commands: readonly Command[];
  readonly condition: boolean | undefined;
}

function sureOf({ condition }: Passed): Certainty {
  return condition === true ? "runs" : "may run";
}

/**
 * The machine as each publish of a step finds it, asked for in the order of the commands: a step with the publish's own condition has
 * run whenever the publish runs.
 */
function machinesIn(
  at: Place,
  before: JobState,
  passed: readonly Passed[],
  own: Commands,
): (target: Command) => JobState {
  const condition = textOfCondition(at.step);
  const replayed = passed.some((each) => each.condition === undefined);
  const machine = replayed ? startOf(at.job, at.scope, at.repository) : copyOf(before);
  for (const { step, scope, commands, condition: known } of replayed ? passed : []) {
    const sure = known === true || (step.if !== "unreadable" && textOfCondition(step) === condition);
    pass(machine, step, scope, commands, sure ? "runs" : "may run", at.repository);
  }
  passUnread(machine, at.step, at.scope, at.repository);
  let next = 0;
  return (target) => {
    for (let command = own.commands[next]; command !== undefined && command !== target; command = own.commands[++next])
      passCommand(machine, command, "runs", at.repository, at.scope);
    return copyOf(machine);
  };
}

function textOfCondition(step: Step): string | undefined {
  return step.if === "unreadable" ? undefined : step.if?.value;
}
