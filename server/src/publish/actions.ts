import type { Scope } from "../repository/scope.ts";
import type { Command } from "../repository/script.ts";
import type { Text } from "../repository/value.ts";
import { actionMajor, actionName, callsTo, type Step } from "../repository/workflow.ts";
import { doubt } from "./doubt.ts";
import type { Machine } from "./machine.ts";
import type { Call, Tool } from "./tool.ts";
import { npmPublishAction } from "./tools/npm-publish-action.ts";
import { semanticRelease } from "./tools/semantic-release.ts";

/** What the action of a step does that concerns releases. */
export type ActionRelease =
  | { readonly kind: "modelled"; readonly tool: Tool; readonly call: Call }
  /** It runs a command, which is read like a script, and before that may write `~/.npmrc` with NPM_TOKEN. */
  | { readonly kind: "script"; readonly step: Step; readonly writesHome: boolean | undefined }
  | { readonly kind: "other"; readonly tool: string };

/** Undefined where a step's `uses:` names no action that publishes, or one that publishes nothing as it is called here. */
export function releaseAction(step: Step, scope: Scope): ActionRelease | undefined {
  const { uses } = step;
  if (uses === undefined) return undefined;
  const name = actionName(uses);
  const dry = [step.with.texts.get("dry_run"), step.with.texts.get("dry-run")].some((text) => text?.value === "true");
  switch (name.toLowerCase()) {
    case "changesets/action":
      return changesetsAction(step, uses);
    case "js-devtools/npm-publish":
      return { kind: "modelled", tool: npmPublishAction, call: callAt(step, uses, undefined) };
    case "cycjimmy/semantic-release-action": {
      if (dry) return undefined;
      const version = scope.text(step.with.texts.get("semantic_version")?.value ?? "");
      const plugins = step.with.texts.get("extends") ?? step.with.texts.get("working_directory");
      if (plugins !== undefined) return { kind: "other", tool: `\`${name}\`` };
      const runner = version === undefined || version === "" ? name : `semantic-release@${version}`;
      return { kind: "modelled", tool: semanticRelease, call: callAt(step, uses, runner) };
    }
    default:
      return isPublishing(name) ? { kind: "other", tool: `\`${name}\`` } : undefined;
  }
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
  if (!step.with.complete) return { kind: "other", tool: "`changesets/action`" };
  if (run === undefined || run.value.trim() === "") return undefined;
  const folder = step.with.texts.get("cwd") ?? { ...run, value: "" };
  const script: Step = { ...step, run, uses: undefined, shell: undefined, directory: folder };
  return { kind: "script", step: script, writesHome: major === undefined ? undefined : major < 2 };
}

/** changesets/action before version 2 writes `~/.npmrc` with NPM_TOKEN; one without a token npm takes for nothing (facts on tools, §6). */
export function writeHome(
  machine: Machine,
  { step, writesHome }: { readonly step: Step; readonly writesHome: boolean | undefined },
  scope: Scope,
): void {
  const token = scope.variable("NPM_TOKEN");
  if (writesHome === false || token.kind === "unset" || (token.kind === "text" && token.value === "")) return;
  const { span } = step;
  if (writesHome === undefined) return doubt(machine, "credentials", span, "an action of an unknown version");
  const line = { kind: "reference", name: "NPM_TOKEN", optional: false } as const;
  machine.npmrcs.push({ file: "home", clears: undefined, token: line, span, after: machine.registries.length });
}

/** A call that no command writes. */
function callAt(step: Step, uses: Text, runner: string | undefined): Call {
  const { span } = uses;
  const command: Command = {
    words: [],
    span,
    conditional: false,
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

/** Whether a called remote workflow looks like one that publishes packages: by its name, or by what it is given. */
export function mayPublish(uses: Text, given: string): boolean {
  return /publish|release/i.test(uses.value) || /npm_token|node_auth_token/i.test(given);
}
