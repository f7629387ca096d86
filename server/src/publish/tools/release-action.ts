import { actionChanges } from "../../data/actions.ts";
import type { Cause } from "../../reason.ts";
import type { Command } from "../../repository/command/command.ts";
import { publishNamed } from "../../repository/command/program.ts";
import { runSays } from "../../repository/command/release-words.ts";
import type { Text } from "../../repository/value.ts";
import { grantsIdToken } from "../../repository/workflow/permissions.ts";
import type { Scope } from "../../repository/workflow/scope.ts";
import { actionMajor, actionName, callsTo, type Job, type Step } from "../../repository/workflow/workflow.ts";
import { markUnknown, type Machine } from "../job/state.ts";
import { tools, type Called } from "./recognise.ts";
import type { Tool } from "./tool.ts";

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
  const tool = tools.find(({ action }) => action?.name === name.toLowerCase());
  const run = tool?.action?.read(step, scope);
  if (run === "nothing") return undefined;
  if (run === "unclear") return { kind: "other", cause: { kind: "action", name } };
  if (tool !== undefined && run !== undefined) return { kind: "modelled", tool, call: callAt(step, uses, run.runner) };
  switch (name.toLowerCase()) {
    case "changesets/action":
      return changesetsAction(step, uses);
    case "nick-fields/retry":
    case "nick-invision/retry":
    case "wandalen/wretry.action": {
      const run = step.with.texts.get("command");
      const shell = step.with.texts.get("shell");
      const directory = step.with.texts.get("current_path");
      if (run === undefined) return otherAction(step, name);
      return {
        kind: "script",
        step: { ...step, run, uses: undefined, shell, directory },
        writesHome: false,
        publishes: false,
      };
    }
    default:
      return otherAction(step, name);
  }
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

/** Whether an action may have to do with a release, by its name and what it is given. */
export function mayReleaseByAction(step: Step): boolean {
  return (
    /publish|release|changesets/i.test(step.uses?.value ?? "") ||
    commandsFor(step).some((text) => runSays(text) !== "nothing") ||
    isGivenToken(step)
  );
}

/** The commands that an action is given to run. */
function commandsFor({ with: { texts } }: Step): readonly string[] {
  return [...texts].flatMap(([key, text]) =>
    text !== undefined && /^(?:command|cmd|run|run_?cmd|script|args|action)$/i.test(key) ? [text.value] : [],
  );
}

function isGivenToken({ uses, with: { texts } }: Step): boolean {
  return (
    uses !== undefined &&
    actionChanges(uses.value) === "not listed" &&
    !/^[.$]\/|setup|install|cache|login|renovate/i.test(actionName(uses)) &&
    [...texts.values()].some((text) => /secrets\.\w*(?:npm\w*token|node_auth)/i.test(text?.value ?? ""))
  );
}

/** A command of a few that are known to publish nothing. */
export function publishesNothing({ run }: Step): boolean {
  return /^\s*(?:(?:npx|pnpm|yarn|bunx|npm exec|pnpm exec)\s+)?(?:changesets? (?:tag|version|status)|echo\b[^&|;]*|true|exit 0)\s*$/.test(
    run?.value ?? "",
  );
}

/** v1 takes the command from `publish`, v2 from `publish-script`; without it nothing is published. */
function changesetsAction(step: Step, uses: Text): ActionRelease | undefined {
  const major = actionMajor(uses);
  const keys = major === undefined ? ["publish", "publish-script"] : [major < 2 ? "publish" : "publish-script"];
  const run = keys.map((key) => step.with.texts.get(key)).find((text) => text !== undefined);
  if (!step.with.complete) return { kind: "other", cause: { kind: "action", name: "changesets/action" } };
  if (run === undefined || run.value.trim() === "") return undefined;
  const folder = step.with.texts.get("cwd") ?? { ...run, value: "" };
  const script: Step = { ...step, run, uses: undefined, shell: undefined, directory: folder };
  return { kind: "script", publishes: true, step: script, writesHome: major === undefined ? undefined : major < 2 };
}

/**
 * changesets/action before version 2 writes `~/.npmrc` with NPM_TOKEN; one without a token npm takes for nothing
 * (docs/facts/tools.md#the-changesets-action).
 */
export function writeHome(
  machine: Machine,
  { step, writesHome }: { readonly step: Step; readonly writesHome: boolean | undefined },
  scope: Scope,
): void {
  const token = scope.variable("NPM_TOKEN");
  if (writesHome === false || token.kind === "unset" || (token.kind === "text" && token.value === "")) return;
  const { span } = step;
  if (writesHome === undefined) return markUnknown(machine, "credentials", { kind: "action-version", span });
  const line = { kind: "reference", name: "NPM_TOKEN", optional: false } as const;
  machine.npmrcs.push({ file: "home", clears: undefined, token: line, span, after: machine.registries.length });
}

/** A call that no command writes. */
function callAt(step: Step, uses: Text, runner: string | undefined): Called {
  const { span } = uses;
  const command: Command = {
    words: [],
    span,
    conditional: false,
    afterExit: false,
    hiddenBy: undefined,
    directory: "",
    variables: new Map(),
    writes: [],
    output: undefined,
    input: undefined,
    path: callsTo(step),
    wordSpan: () => span,
  };
  return { command, words: [], runner };
}

const others: readonly RegExp[] = [
  /^changesets\/action\/publish$/i,
  /^codfish\/semantic-release-action$/i,
  /^pascalgn\/npm-publish-action$/i,
  /^primer\/publish$/i,
  /npm[-_]?publish|publish[-_]?(?:to[-_]?)?npm/i,
];

/** An action of the repository by what its path says. */
function isPublishing(name: string): boolean {
  return /^(?:\.|\$)\//.test(name) ? /publish/i.test(name) : others.some((pattern) => pattern.test(name));
}

/** Whether a called remote workflow looks like one that publishes packages: by its name or the job's, or by what it is given. */
export function mayPublish({ id, uses, permissions }: Job, given: string): boolean {
  return (
    /publish|release/i.test(`${uses?.value ?? ""} ${id.value}`) ||
    /npm_token|node_auth_token/i.test(given) ||
    (permissions !== undefined && grantsIdToken(permissions) === true)
  );
}
