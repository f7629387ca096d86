import { actionChanges } from "../../data/actions.ts";
import type { Command } from "../../repository/command/command.ts";
import type { Repository } from "../../repository/repository.ts";
import type { Text } from "../../repository/value.ts";
import type { Scope } from "../../repository/workflow/scope.ts";
import { actionName, type Step } from "../../repository/workflow/workflow.ts";
import { unknown } from "../fact.ts";
import { setsProvenance, exportedBy, touchesManifest, touchesRegistry, touchesVersionFile } from "./command-effects.ts";
import { nodeOfSetup } from "./node.ts";
import { npmOfNode, touchesNode } from "./npm.ts";
import { passCheckedOut, passCredentials } from "./npmrc-writes.ts";
import { passRegistry } from "./setup-registry.ts";
import { type Certainty, type Unread, type Machine, doubt } from "./state.ts";
import { unsureOfCommand, unsureOfStep, type Unsure } from "./unread.ts";
import { passSetup, passUpgrade } from "./upgrade.ts";

/** Brings the machine past a step; `commands` are those of its `run:`. */
export function pass(
  machine: Machine,
  step: Step,
  scope: Scope,
  commands: readonly Command[],
  certainty: Certainty,
  repository: Repository,
): void {
  if (step.uses !== undefined) passAction(machine, step, step.uses, scope, certainty, repository);
  passUnread(machine, step, scope, repository);
  for (const command of commands) passCommand(machine, command, certainty, repository, scope);
}

/** What a step may do in a language that isn't read, or out of the repository's own actions. */
export function passUnread(machine: Machine, step: Step, scope: Scope, repository: Repository): void {
  const what = unsureOfStep(repository, step, scope);
  const why = step.uses === undefined ? "a script that can't be read" : `\`${step.uses.value}\``;
  lose(machine, what, { span: (step.uses ?? step.run)?.span ?? step.span, why });
}

function lose(machine: Machine, what: readonly Unsure[], { span, why }: Unread): void {
  for (const each of what) {
    if (each !== "node") doubt(machine, each, span, why);
    else {
      machine.node = unknown(span, why);
      machine.npm = undefined;
    }
  }
}

export function passCommand(
  machine: Machine,
  command: Command,
  certainty: Certainty,
  repository: Repository,
  scope: Scope,
): void {
  lose(machine, unsureOfCommand(repository, command, scope), { span: command.span, why: "a script of the repository" });
  const sure = certainty === "runs" && !command.conditional;
  const before = machine.npm ?? npmOfNode(machine.node);
  if (!passUpgrade(machine, command, before, sure, scope, repository.input.today) && touchesNode(command)) {
    machine.node = unknown(command.span, "a command that changes Node or npm");
    machine.npm = undefined;
  }
  for (const [name, variable] of exportedBy(command, scope)) {
    if (name === undefined) doubt(machine, "credentials", command.span, "a variable written to `$GITHUB_ENV`");
    else
      machine.exported.set(
        name,
        sure ? variable : { kind: "unknown", span: command.span, why: "a variable that may be set" },
      );
  }
  const on = setsProvenance(command);
  if (on !== undefined) machine.provenance = { on, span: command.span };
  passCredentials(machine, command, sure, scope);
  const registry = touchesRegistry(command);
  if (registry !== undefined) doubt(machine, "registry", command.span, registry);
  const manifest = touchesManifest(command);
  if (manifest !== undefined) doubt(machine, "manifest", command.span, manifest);
  if (touchesVersionFile(command))
    doubt(machine, "version file", command.span, "a command that may write the file with the Node version");
}

function passAction(
  machine: Machine,
  step: Step,
  uses: Text,
  scope: Scope,
  certainty: Certainty,
  repository: Repository,
): void {
  const name = actionName(uses);
  if (name === "actions/setup-node") {
    const moved = (["checkout", "version file", "manifest"] as const).map((about) => machine.doubts.get(about));
    const node = nodeOfSetup(
      step,
      scope,
      repository,
      moved.find((each) => each !== undefined),
    );
    if (node !== undefined) passSetup(machine, step, node, certainty === "runs", scope);
    if (certainty === "runs") machine.lastSetup = step;
    passRegistry(machine, step, scope, certainty);
    return;
  }
  if (name === "actions/checkout") return passCheckout(machine, step, scope);
  if (/secret|vault|doppler|infisical|1password|bitwarden|akeyless|conjur|dotenv|load-env/i.test(name))
    doubt(machine, "credentials", uses.span, `\`${name}\`, which may set a token`);
  if (/^actions\/download-artifact$|^dawidd6\//.test(name))
    doubt(machine, "manifest", uses.span, `\`${name}\`, which may bring a package.json`);
  const changes = actionChanges(uses.value);
  if (changes === "nothing") return;
  const words = JSON.stringify([...step.with.texts].map(([key, text]) => [key, text?.value]));
  const secret = /secrets\.(?!GITHUB_TOKEN\b)|npmrc/i.test(
    words + JSON.stringify([...step.env.texts.values()].map((text) => text?.value)),
  );
  if (
    changes === "node" ||
    /^[^/.]+\/[^/]+\/|\/(?:common|actions|ci|workflows|shared|\.github)(?:\/|$)|setup|install|init|prepare|bootstrap|toolchain|node|npm|pnpm|yarn|environment/i.test(
      name,
    ) ||
    /node-version|\bnpm\b/i.test(words)
  ) {
    machine.node = unknown(uses.span, `\`${name}\`, which may change Node or npm`);
    machine.npm = undefined;
  }
  if (secret || /npm|registry|auth(?!or)/i.test(`${name} ${words}`))
    doubt(machine, "credentials", uses.span, `\`${name}\`, which may set a token`);
  if (/registry/i.test(words)) doubt(machine, "registry", uses.span, `\`${name}\`, which may set a registry`);
  if (/artifact|download|release|version|bump|publish/i.test(name))
    doubt(machine, "manifest", uses.span, `\`${name}\`, which may write package.json`);
}

/** A checkout of another commit than the one that runs. */
function passCheckout(machine: Machine, step: Step, scope: Scope): void {
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
    text("path") === undefined
  )
    doubt(machine, "manifest", step.span, "a checkout of another repository");
  const ref = text("ref");
  if (ref !== undefined && ref !== "" && !/\$\{\{\s*github\.(?:ref|ref_name|sha|head_ref)\s*\}\}/.test(ref))
    for (const about of ["checkout", "manifest"] as const)
      doubt(machine, about, step.span, "a checkout of another ref");
}
