import { actionChanges, commandInputs, commandNames, publishingTool, usualName } from "../../data/actions/questions.ts";
import type { CommandInputs } from "../../data/actions/rows.ts";
import { actionWords } from "../../data/actions/words.ts";
import type { Cause } from "../../reason.ts";
import { commandAt, type Command } from "../../repository/command/command.ts";
import { ownCommands } from "../../repository/command/own-words.ts";
import { publishNamed } from "../../repository/command/program.ts";
import type { Text } from "../../repository/value.ts";
import { grantsIdToken } from "../../repository/workflow/permissions.ts";
import type { Scope } from "../../repository/workflow/scope.ts";
import { actionMajor, actionName, callsTo, isLocal, type Job, type Step } from "../../repository/workflow/workflow.ts";
import { doubt, type JobState } from "../job/state.ts";
import type { Tool } from "../tool/tool.ts";
import { tools, type Called } from "./recognise.ts";

/** What the action of a step does that concerns releases. */
export type ActionRelease =
  | { readonly kind: "modelled"; readonly tool: Tool; readonly call: Called }
  /** It runs a command, which is read like a script, and before that may write `~/.npmrc` with NPM_TOKEN. */
  | {
      readonly kind: "script";
      readonly step: Step;
      readonly writesHome: boolean | undefined;
      /** The command is there to publish. */
      readonly publishes: boolean;
    }
  | { readonly kind: "other"; readonly cause: Cause };

/** Undefined where a step's `uses:` names no action that publishes, or one that publishes nothing as it is called here. */
export function releaseAction(step: Step, scope: Scope): ActionRelease | undefined {
  const { uses } = step;
  if (uses === undefined) return undefined;
  const name = actionName(uses);
  const commands = commandInputs(name);
  if (commands !== undefined) return commandAction(step, uses, commands);
  const published = publishingTool(name);
  const tool = tools.find((each) => each.action !== undefined && each.name === published);
  const run = tool?.action?.(step, scope);
  if (run === "nothing") return undefined;
  if (run === "unclear") return { kind: "other", cause: { kind: "action", name } };
  return tool !== undefined && run !== undefined
    ? { kind: "modelled", tool, call: callAt(step, uses, run.runner) }
    : otherAction(step, name);
}

/** One that runs a command: what is there to publish does so by its command alone. */
function commandAction(step: Step, uses: Text, commands: CommandInputs): ActionRelease | undefined {
  const { texts, complete } = step.with;
  const name = actionName(uses);
  const { publishes, writesTokenBefore = 0 } = commands;
  const major = actionMajor(uses);
  const run = commandNames(commands, major)
    .map((each) => texts.get(each))
    .find((text) => text !== undefined);
  if (publishes && !complete) return { kind: "other", cause: { kind: "action", name: usualName(name) } };
  if (publishes && (run === undefined || run.value.trim() === "")) return undefined;
  if (run === undefined) return otherAction(step, name);
  const given = (input: string | undefined): Text | undefined => (input === undefined ? undefined : texts.get(input));
  const directory = given(commands.directory) ?? (publishes ? { ...run, value: "" } : undefined);
  return {
    kind: "script",
    publishes,
    step: { ...step, run, uses: undefined, shell: given(commands.shell), directory },
    writesHome: major === undefined && writesTokenBefore > 0 ? undefined : (major ?? 0) < writesTokenBefore,
  };
}

/** One whose name says that it publishes, that is given a command which does, or a token for npm. */
function otherAction(step: Step, name: string): ActionRelease | undefined {
  const inner = step.with.texts.get("action")?.value.split("@")[0];
  if (isPublishing(name) || (inner !== undefined && isPublishing(inner)))
    return { kind: "other", cause: { kind: "action", name } };
  const named = commandsFor(step)
    .map(publishNamed)
    .find((each) => each !== undefined);
  if (named !== undefined) return { kind: "other", cause: { kind: "action-command", action: name, names: named } };
  return isGivenToken(step)
    ? { kind: "other", cause: { kind: "action", name, which: "is given an npm token" } }
    : undefined;
}

/** The commands that an action is given to run. */
function commandsFor({ with: { texts } }: Step): readonly string[] {
  return [...texts].flatMap(([key, text]) =>
    text !== undefined && actionWords.commandInput.test(key) ? [text.value] : [],
  );
}

function isGivenToken({ uses, with: { texts }, env }: Step): boolean {
  if (uses === undefined) return false;
  const byVariable = [...env.texts].some(
    ([name, text]) => /^(?:NODE_AUTH|NPM)_\w*TOKEN$/.test(name) && /\bsecrets\./.test(text?.value ?? ""),
  );
  const name = actionName(uses);
  // One that is left of the repository's own is a program, or isn't there: composite ones are read.
  if (isLocal(name)) return byVariable && !actionWords.preparesOnly.test(name);
  return (
    actionChanges(uses.value) === "not listed" &&
    !actionWords.readsOnly.test(name) &&
    (byVariable || [...texts.values()].some((text) => actionWords.npmTokenInput.test(text?.value ?? "")))
  );
}

/** Only commands of a few that are known to publish nothing. */
export function publishesNothing({ run }: Step): boolean {
  const commands = ownCommands(run);
  return commands.length > 0 && commands.every((words) => harmless.test(words.join(" ")));
}

/** Of what is in place of a publish, it makes the tags: what its package scripts run is read as well. */
export function onlyTags(commands: readonly Command[]): boolean {
  return commands.some(({ words }) => tagging.test(words.map(({ value }) => value).join(" ")));
}

const tagging = /^(?:(?:npx|pnpm|yarn|bunx|exec) )*changesets? tag$/;

const harmless =
  /^(?:(?:npx|pnpm|yarn|bunx|npm exec|pnpm exec) )?(?:changesets? (?:tag|version|status)$|echo(?: |$)|true$|exit 0$)/s;

/**
 * What some actions write into `~/.npmrc` first: NPM_TOKEN. One without a token npm takes for nothing
 * (docs/facts/tools.md#the-changesets-action).
 */
export function writeHome(
  machine: JobState,
  { step, writesHome }: { readonly step: Step; readonly writesHome: boolean | undefined },
  scope: Scope,
): void {
  const token = scope.variable("NPM_TOKEN");
  if (writesHome === false || token.kind === "unset" || (token.kind === "text" && token.value === "")) return;
  const { span } = step;
  // An early version writes it, and a token is given for that.
  if (writesHome === undefined)
    doubt(machine, [{ part: "credentials", grade: "likely", reason: { kind: "action-version", span } }]);
  const line = { kind: "reference", name: "NPM_TOKEN", optional: false } as const;
  machine.npmrcs.push({ file: "home", clears: undefined, token: line, span, after: machine.registries.length });
}

/** A call that no command writes. */
function callAt(step: Step, uses: Text, runner: string | undefined): Called {
  const { span } = uses;
  const command = commandAt(span, callsTo(step));
  return { command, words: [], runner };
}

/** An action of the repository by what its path says. */
function isPublishing(name: string): boolean {
  if (isLocal(name)) return actionWords.publishesHere.test(name);
  return publishingTool(name) === "other" || actionWords.publishes.test(name);
}

/** Whether a called remote workflow looks like one that publishes packages: by its name or the job's, or by what it is given. */
export function mayPublish({ id, uses, permissions }: Job, given: string): boolean {
  if (/npm_token|node_auth_token/i.test(given)) return true;
  const file = (uses?.value ?? "").replace(/@.*$/, "").replace(/^.*\//, "");
  if (actionWords.otherThanNpm.test(file) && !/npm/i.test(file)) return false;
  return (
    actionWords.publishesThere.test(`${uses?.value ?? ""} ${id.value}`) ||
    (permissions !== undefined && grantsIdToken(permissions) === true)
  );
}
