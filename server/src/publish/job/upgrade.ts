import semver from "semver";
import type { Command } from "../../repository/command/command.ts";
import { declaredManager } from "../../repository/package/package-manager.ts";
import type { Repository } from "../../repository/repository.ts";
import type { Scope } from "../../repository/workflow/scope.ts";
import type { Step } from "../../repository/workflow/workflow.ts";
import { certain, either, located, unknown, type Fact } from "../fact.ts";
import { afterFailure } from "./failure.ts";
import type { NodeAt } from "./node.ts";
import { npmUpgrade, type NpmAt } from "./npm.ts";
import type { JobState } from "./state.ts";

/** Brings the machine past a command that may install npm over `before`; false for any other command. */
export function passUpgrade(
  machine: JobState,
  command: Command,
  before: Fact<NpmAt>,
  sure: boolean,
  scope: Scope,
  repository: Repository,
): boolean {
  const manager = declaredManager(repository, "");
  const declared = manager?.range === undefined ? undefined : `${manager.name}@${manager.range}`;
  const upgrade = npmUpgrade(command, certain(machine.node), certain(before), repository.input.today, declared);
  if (upgrade === undefined) return false;
  machine.undone = undefined;
  if (!("code" in upgrade)) {
    machine.npm = sure ? upgrade : either(before, upgrade);
    return true;
  }
  const then = sure ? afterFailure(command, scope) : "unknown";
  if (then === "stops") machine.refused.push({ ...upgrade, node: located(machine.node) });
  // Half replaced, npm is none that can be told.
  machine.npm =
    then === "goes on" && upgrade.code !== "MODULE_NOT_FOUND"
      ? before
      : unknown({ kind: "npm-upgrade", fate: "refused", span: upgrade.span });
  return true;
}

/**
 * Brings the machine past a setup-node. An npm that was installed belongs to the Node of then; on Windows, where `npm`
 * looks for another of its kind in one folder for all, and where the two may be the same, what is left isn't known.
 */
export function passSetup(machine: JobState, step: Step, node: Fact<NodeAt>, sure: boolean, scope: Scope): void {
  const { node: before, npm: upgrade } = machine;
  machine.node = sure ? node : either(before, node);
  if (upgrade === undefined) return;
  const old = certain(before);
  const next = certain(node);
  const fromImage = old?.origin.kind === "image";
  if (old !== undefined && next?.versions.label === old.versions.label && !fromImage) return;
  const windows = scope.job.runsOn?.some((label) => scope.text(label.value)?.startsWith("windows") !== false) === true;
  const another =
    old !== undefined &&
    next !== undefined &&
    sure &&
    !windows &&
    (fromImage || !semver.intersects(old.versions.range, next.versions.range));
  const undone = another ? located(upgrade) : undefined;
  if (undone !== undefined) machine.undone = { upgrade: undone, by: step };
  machine.npm = another ? undefined : unknown({ kind: "npm-upgrade", fate: "maybe undone", span: step.span });
}
