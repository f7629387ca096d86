import {
  actionChanges,
  bringsArtifact,
  checksOut,
  commandInputs,
  maySetCredential,
  publishingTool,
  setsUpNode,
  setsUpRuntime,
} from "../../data/actions/questions.ts";
import { actionWords } from "../../data/actions/words.ts";
import type { Reason, Cause } from "../../reason.ts";
import type { Command } from "../../repository/command/command.ts";
import { applyDots } from "../../repository/paths.ts";
import type { Repository } from "../../repository/repository.ts";
import type { Text } from "../../repository/value.ts";
import { unknownFor, type Scope } from "../../repository/workflow/scope.ts";
import { isThis } from "../../repository/settings/identity.ts";
import { actionName, isLocal, type Step } from "../../repository/workflow/workflow.ts";
import {
  setsProvenance,
  exportedBy,
  manifestDoubts,
  touchesRegistry,
  touchesVersionFile,
  writesEnvironment,
  writesVersion,
} from "./command-effects.ts";
import { certain, graver, unknown, type Doubt } from "../fact.ts";
import { writtenBy } from "./command-output.ts";
import { isOwnRef } from "./checked-out.ts";
import { versionMadeBy } from "./made-version.ts";
import { nodeOfSetup } from "./node.ts";
import { npmAside, npmOfNode, touchesNode } from "./npm.ts";
import { passCheckedOut, passCredentials, spells, testedBy } from "./npmrc-writes.ts";
import { packs } from "./packed.ts";
import { passRuntime } from "./runtime.ts";
import { passRegistry } from "./setup-registry.ts";
import {
  doubt,
  manifestFields,
  markUnknown,
  otherCommit,
  rewritten,
  unknownParts,
  type Certainty,
  type JobDoubt,
  type JobPart,
  type JobState,
} from "./state.ts";
import { doubtsOfProgram, doubtsOfStep } from "./unread.ts";
import { passSetup, passUpgrade } from "./upgrade.ts";

/** Brings the machine past a step; `commands` are those of its `run:`. */
export function pass(
  machine: JobState,
  step: Step,
  scope: Scope,
  commands: readonly Command[],
  certainty: Certainty,
  repository: Repository,
): void {
  if (step.uses !== undefined) passAction(machine, step, step.uses, scope, certainty, repository);
  passUnread(machine, step, scope, repository);
  for (const command of commands) passCommand(machine, command, certainty, repository, scope);
  const named = step.caller?.step.uses;
  // An action that is called by the repository's name may be that of another commit.
  if (named !== undefined && !isLocal(named.value))
    doubt(machine, [{ part: "node", grade: "likely", reason: actionMayChange(named) }]);
}

/** Why a file that names the version of Node may differ from the one in the repository: that of another commit most likely says the same. */
function moved({ doubts }: JobState, path: string | undefined): Doubt | undefined {
  const inManifest = path === undefined || /(?:^|\/)package\.json$/.test(path);
  const own = doubts.get("private");
  const manifest = own?.reason.kind === "checkout" || inManifest ? own : undefined;
  const checkout = doubts.get("checkout");
  const another = checkout && { ...checkout, grade: "likely" as const };
  return graver(graver(doubts.get("version file"), another), manifest);
}

function actionMayChange(uses: Text): Reason {
  return { kind: "action", name: actionName(uses), which: "may change Node or npm", span: uses.span };
}

/** Whether a step may hand a variable on to the steps after it; `commands` are those of its `run:`. */
export function mayExport({ uses }: Step, commands: readonly Command[]): boolean {
  return (uses !== undefined && setsUpNode(actionName(uses))) || commands.some(writesEnvironment);
}

/** What a step may do in a language that isn't read, or out of the repository's own actions. */
export function passUnread(machine: JobState, step: Step, scope: Scope, repository: Repository): void {
  doubt(machine, doubtsOfStep(repository, step, scope));
}

export function passCommand(
  machine: JobState,
  command: Command,
  certainty: Certainty,
  repository: Repository,
  scope: Scope,
): void {
  const { span } = command;
  doubt(machine, doubtsOfProgram(repository, command, scope));
  const sure = certainty === "runs" && !command.conditional;
  const before = machine.npm ?? npmOfNode(machine.node);
  if (!passUpgrade(machine, command, before, sure, scope, repository) && touchesNode(command))
    markUnknown(machine, "node", { kind: "node-command", span });
  const aside = npmAside(command, certain(machine.node), repository.input.today);
  if (aside !== undefined) machine.aside.set(aside.path, sure ? aside.npm : unknown({ kind: "condition", span }));
  for (const [name, variable] of exportedBy(command, scope, machine.printed)) {
    if (name === undefined)
      markUnknown(machine, "credentials", { kind: "unnamed-variable", set: "in GITHUB_ENV", span });
    else machine.exported.set(name, sure ? variable : unknownFor({ kind: "unnamed-variable", set: "maybe", span }));
  }
  machine.printed = command.writes.length === 0 && writtenBy(command, scope) !== undefined ? command : undefined;
  const on = setsProvenance(command);
  if (on !== undefined) machine.provenance = { on, span };
  machine.tested = testedBy(command) ?? (command.conditional ? machine.tested : undefined);
  passCredentials(machine, command, sure || (certainty === "runs" && spells(command, machine.tested)), scope);
  const registry = touchesRegistry(command);
  if (registry !== undefined) {
    const { scope: owner, cause } = registry;
    if (owner === undefined) markUnknown(machine, "registry", { ...cause, span });
    else machine.scopes.set(owner, unknown({ ...cause, span }));
  }
  for (const path of command.writes) if (path !== undefined && writesVersion(command)) machine.otherVersions.add(path);
  const doubts = manifestDoubts(command, machine.otherVersions);
  doubt(machine, doubts);
  if (doubts.some(({ part }) => part === "version")) machine.madeVersion = sure ? versionMadeBy(command) : undefined;
  if (packs(command)) machine.packs.push({ command, sure });
  if (touchesVersionFile(command)) markUnknown(machine, "version file", { kind: "version-file-writer", span });
}

function passAction(
  machine: JobState,
  step: Step,
  uses: Text,
  scope: Scope,
  certainty: Certainty,
  repository: Repository,
): void {
  const name = actionName(uses);
  const because = (which: Cause<"action">["which"]): Reason => ({
    kind: "action",
    name,
    ...(which && { which }),
    span: uses.span,
  });
  const mayAct = (part: JobPart, which: Cause<"action">["which"]): void => markUnknown(machine, part, because(which));
  if (setsUpNode(name)) {
    const node = nodeOfSetup(step, scope, repository, (path) => moved(machine, path));
    if (node !== undefined) passSetup(machine, step, node, certainty === "runs", scope);
    if (certainty === "runs") machine.lastSetup = step;
    passRegistry(machine, step, scope, certainty);
    return;
  }
  if (setsUpRuntime(name)) {
    if (certainty === "runs") passRuntime(machine, step, scope, repository, (path) => moved(machine, path));
    else mayAct("node", "may change Node or npm");
    return;
  }
  if (checksOut(name)) return passCheckout(machine, step, scope, repository);
  if (maySetCredential(name)) mayAct("credentials", "may set a token");
  if (bringsArtifact(name) && !isAside(repository, scope.text(step.with.texts.get("path")?.value ?? "")))
    doubt(machine, rewritten(because("may bring a package.json")));
  const changes = actionChanges(uses.value);
  if (changes === "nothing") return;
  const words = JSON.stringify([...step.with.texts].map(([key, text]) => [key, text?.value]));
  const given = [step.with, step.env].flatMap(({ texts }) =>
    [...texts].map(([key, text]) => `${key}: ${text?.value ?? ""}`),
  );
  const carries = given.some((each) => actionWords.npmCredential.test(each));
  if (changes === "node" || (!isModelled(name) && mayBringNode(name, words))) mayAct("node", "may change Node or npm");
  const publishes = isModelled(name);
  if (carries || (!publishes && changes === "not listed" && actionWords.credential.test(name)))
    mayAct("credentials", "may set a token");
  if (actionWords.registryInputs.test(words)) mayAct("registry", "may set a registry");
  if (!publishes && actionWords.manifest.test(name)) doubt(machine, rewritten(because("may write package.json")));
}

/** Whether an action that isn't listed may bring Node or npm, by its name or its inputs. */
function mayBringNode(name: string, inputs: string): boolean {
  if (actionWords.otherToolchain.test(name)) return /node-version/i.test(inputs);
  return actionWords.node.test(name) || actionWords.nodeInputs.test(inputs);
}

/** Whether a folder of the workspace is none of the repository's, so that what is put there is no package of it. */
function isAside(repository: Repository, folder: string | undefined): boolean {
  const path = folder === undefined ? undefined : applyDots(folder.replace(/\/+$/, ""));
  return path !== undefined && path !== "" && !path.startsWith("/") && repository.directory(path) === "absent";
}

/** What publishes there is found as a publish of its own, and it leaves nothing to the next one. */
function isModelled(name: string): boolean {
  const tool = publishingTool(name);
  return (tool !== undefined && tool !== "other") || commandInputs(name)?.publishes === true;
}

/** A checkout of another commit than the one that runs. */
function passCheckout(machine: JobState, step: Step, scope: Scope, repository: Repository): void {
  passCheckedOut(machine, step.span);
  const text = (key: string): string | undefined => {
    const written = step.with.texts.get(key);
    return written === undefined ? undefined : (scope.text(written.value) ?? written.value);
  };
  const other = text("repository");
  if (
    other !== undefined &&
    other !== "" &&
    !/\$\{\{\s*github\.repository\s*\}\}/.test(other) &&
    !isThis(repository, other) &&
    text("path") === undefined
  )
    doubt(machine, unknownParts(manifestFields, { kind: "checkout", of: "another repository", span: step.span }));
  const ref = text("ref");
  if (ref !== undefined && !isOwnRef(ref, scope))
    doubt(machine, checkedOut({ kind: "checkout", of: "another ref", span: step.span }));
}

function checkedOut(reason: Reason): readonly JobDoubt[] {
  return [...unknownParts(["checkout"], reason), ...otherCommit(reason)];
}
