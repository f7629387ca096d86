import type { Package } from "../repository/package.ts";
import { projectSettings } from "../repository/npmrc.ts";
import type { Repository } from "../repository/repository.ts";
import { scopeOf, type Scope } from "../repository/scope.ts";
import { commandsOf, type Command, type Commands, type Roots } from "../repository/script.ts";
import type { Job, Step, Workflow } from "../repository/workflow.ts";
import { npmConfig, type NpmConfig } from "./config.ts";
import { credentialOf } from "./credentials.ts";
import { secretsOf, type Entry } from "./entries.ts";
import { certain, known, unknown, type Fact } from "./fact.ts";
import { copyOf, npmOfNode, pass, passCommand, passUnread, startOf, type Machine } from "./machine.ts";
import { modeOf, usesIdToken } from "./mode.ts";
import type { NpmAt } from "./npm.ts";
import { optionText, readNpmCommand, type NpmCommand } from "./npm-command.ts";
import { publishedPackages, type Target } from "./packages.ts";
import { idTokenOf } from "./permissions.ts";
import { provenanceOf } from "./provenance.ts";
import type { Publish, Publishes, Unclear } from "./publish.ts";
import { isNpmRegistry, registryOf } from "./registry.ts";
import { rootsOf } from "./roots.ts";
import { releaseAction, releaseOf, type Release } from "./tools.ts";
import { npmVersions } from "./versions.ts";

/** What one leg of a job publishes when its workflow is reached through `entry`. */
export function publishesOfLeg(
  repository: Repository,
  workflow: Workflow,
  job: Job,
  leg: Job["matrix"]["legs"][number],
  entry: Entry,
): Publishes {
  const outer = scopeOf(workflow, job, leg, secretsOf(entry));
  const publishes: Publish[] = [];
  const unclear: Unclear[] = [];
  if (outer.condition(job.if) === false) return { publishes, unclear };
  const roots = rootsOf(job, outer);
  const machine = startOf(job, outer, repository);
  const passed: Passed[] = [];
  for (const step of job.steps) {
    const scope = scopeOf(workflow, job, leg, secretsOf(entry), step, machine.exported);
    const condition = scope.condition(step.if);
    if (condition === false) continue;
    const own = commandsOf(repository, step, scope, roots);
    if (step.uses !== undefined) {
      const action = releaseAction(step.uses);
      if (action !== undefined) unclear.push({ span: step.uses.span, why: `\`${action}\`` });
    }
    const found = releases(own);
    if (own.incomplete && found.length === 0 && step.run !== undefined && /\bpublish\b/.test(step.run.value))
      unclear.push({ span: step.run.span, why: "a script that can't be read" });
    for (const { command, release } of found) {
      if (release.kind === "other") {
        unclear.push({ span: first(command), why: release.tool });
        continue;
      }
      const at: Place = {
        repository,
        workflow,
        job,
        step,
        entry,
        roots,
        scope: scopeOf(workflow, job, leg, secretsOf(entry), step, machine.exported),
      };
      const reached = machineAt(at, machine, passed, command, own);
      const publish = publishOf(at, command, release, reached);
      if (publish === undefined) continue;
      if ("why" in publish) unclear.push(publish);
      else publishes.push(publish);
    }
    passed.push({ step, scope, commands: own.commands, condition });
    pass(machine, step, scope, own.commands, condition === true ? "runs" : "may run", repository);
  }
  return { publishes, unclear };
}

interface Place {
  readonly repository: Repository;
  readonly workflow: Workflow;
  readonly job: Job;
  readonly step: Step;
  readonly entry: Entry;
  readonly roots: Roots;
  readonly scope: Scope;
}

function releases(own: Commands): readonly { readonly command: Command; readonly release: Release }[] {
  return own.commands.flatMap((command) => {
    const release = releaseOf(command);
    return release === undefined ? [] : [{ command, release }];
  });
}

/** A step that an earlier part of the job has, as it was read. */
interface Passed {
  readonly step: Step;
  readonly scope: Scope;
  readonly commands: readonly Command[];
  readonly condition: boolean | undefined;
}

/** The machine as the publish finds it: a step with the publish's own condition has run whenever the publish runs. */
function machineAt(at: Place, before: Machine, passed: readonly Passed[], target: Command, own: Commands): Machine {
  const condition = textOfCondition(at.step);
  const replayed = passed.some((each) => each.condition === undefined);
  const machine = replayed ? startOf(at.job, at.scope, at.repository) : copyOf(before);
  for (const { step, scope, commands, condition: known } of replayed ? passed : []) {
    const sure = known === true || (step.if !== "unreadable" && textOfCondition(step) === condition);
    pass(machine, step, scope, commands, sure ? "runs" : "may run", at.repository);
  }
  passUnread(machine, at.step, at.scope, at.repository);
  for (const command of own.commands) {
    if (command === target) break;
    passCommand(machine, command, "runs", at.repository, at.scope);
  }
  return machine;
}

function textOfCondition(step: Step): string | undefined {
  return step.if === "unreadable" ? undefined : step.if?.value;
}

/** Undefined where nothing is published to npm's registry. */
function publishOf(
  at: Place,
  command: Command,
  release: Extract<Release, { kind: "npm" }>,
  machine: Machine,
): Publish | Unclear | undefined {
  const { repository, scope, workflow, job, step, entry } = at;
  const npm = readNpmCommand(release.words);
  if (npm.options.get("dry-run") === true) return undefined;
  const target: Target = publishedPackages(repository, command, npm, at.roots, machine);
  const config = npmConfig(
    command,
    scope,
    target.directory === undefined ? "unknown" : projectSettings(repository, target.directory),
  );
  const dry = config.setting("dry-run");
  if (dry !== undefined && "known" in dry && dry.known.value === "true") return undefined;
  const packages = certain(target.packages) ?? [];
  if ("known" in target.packages && packages.every((each) => each.private)) return undefined;
  const [manifest] = packages;
  const registry = registryOf(command, npm, config, machine, manifest, target.source);
  const address = certain(registry);
  if (address !== undefined && !isNpmRegistry(address)) return undefined;
  if (!npm.complete) return { span: first(command), why: "an option that isn't constant" };
  if ("unknown" in registry) return { span: first(command), why: registry.why };
  if (packages.some((each) => otherRegistry(each)))
    return { span: first(command), why: "packages for several registries" };
  const idToken = idTokenOf(workflow, job, entry);
  const client =
    mayBeOtherLeg(at, command) ??
    nodeOfScripts(command, config) ??
    clientOf(command, release, machine, repository.input.today, scope.variable("PATH").kind !== "unset", [
      ...packages,
      target.source,
    ]);
  const credential: Publish["credential"] =
    release.npx === "sudo" || release.npx === "env"
      ? unknown(command.span, "another user's environment")
      : credentialOf(command, npm, scope, config, machine);
  const provenance = provenanceOf(command, npm, config, machine, manifest);
  return {
    workflow,
    job,
    step,
    entry,
    command,
    action: npm.positionals[0]?.value === "stage" ? "stage" : "publish",
    idToken,
    npm: client,
    credential,
    provenance,
    mode: modeOf(idToken, credential, provenance, client, usesIdToken(certain(idToken), job)),
    packages: target.packages,
    access: accessOf(command, npm, config.setting("access"), manifest),
    lastSetup: machine.lastSetup,
  };
}

function otherRegistry(each: Package): boolean {
  const url = each.publishConfig.texts.get("registry")?.value;
  return url !== undefined && !isNpmRegistry(url);
}

/** Where a condition that can't be told picks legs of a matrix, this one may not publish at all. */
function mayBeOtherLeg({ job, step, scope }: Place, command: Command): Fact<NpmAt> | undefined {
  if (job.matrix.legs.length < 2) return undefined;
  const condition = step.if === "unreadable" ? "matrix" : (step.if?.value ?? "");
  const picks = /\b(?:matrix|strategy)\b/.test(condition) && scope.condition(step.if) === undefined;
  return picks || command.conditional ? unknown(command.span, "a condition that picks a leg of the matrix") : undefined;
}

function clientOf(
  command: Command,
  release: Extract<Release, { kind: "npm" }>,
  machine: Machine,
  today: string,
  pathSet: boolean,
  manifests: readonly (Package | "unknown" | undefined)[],
): Fact<NpmAt> {
  const { npx } = release;
  if (npx === "sudo") return unknown(command.span, "another user's npm");
  if (command.variables.has("PATH") || pathSet || /\//.test(command.words[0]?.value ?? ""))
    return unknown(command.span, "an npm of its own place");
  if (command.path.length > 0 && carriesNpm(manifests))
    return unknown(command.span, "an npm among the package's dependencies, which its scripts run");
  if (npx === undefined || npx === "env") return machine.npm ?? npmOfNode(machine.node);
  const versions = npx.startsWith("npm@") ? npmVersions(npx.slice("npm@".length), today) : undefined;
  return versions === undefined
    ? unknown(command.span, `\`${npx}\``)
    : known({ versions, from: { npx } }, spanOfWord(command, npx));
}

/** pnpm runs package scripts by the Node that `.npmrc` names. */
function nodeOfScripts(command: Command, config: NpmConfig): Fact<NpmAt> | undefined {
  if (command.path.length === 0 || config.setting("use-node-version") === undefined) return undefined;
  return unknown(command.span, "the `use-node-version` of `.npmrc`");
}

/** A package script finds `node_modules/.bin` first, and pnpm may run it by a Node of its own. */
function carriesNpm(manifests: readonly (Package | "unknown" | undefined)[]): boolean {
  return manifests.some(
    (each) => typeof each === "object" && /"(?:npm|semantic-release|devEngines|executionEnv)"\s*:/.test(each.file.text),
  );
}

function accessOf(
  command: Command,
  npm: NpmCommand,
  setting: Fact<string> | undefined,
  manifest: Package | undefined,
): Fact<string> | undefined {
  const flag = optionText(npm, "access");
  if (flag !== undefined)
    return flag === "unknown" ? unknown(command.span, "an `--access` that isn't constant") : known(flag, command.span);
  const own = manifest?.publishConfig.texts.get("access");
  return own === undefined ? setting : known(own.value, own.span);
}

/** Where the workflow starts what publishes: the outermost command. */
function first(command: Command): Command["span"] {
  return command.path[0] ?? command.span;
}

function spanOfWord(command: Command, value: string): Command["span"] {
  const word = command.words.find((each) => each.value === value);
  return word === undefined ? command.span : command.wordSpan(word);
}
