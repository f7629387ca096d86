import { actionChanges, variablesRead } from "../data/actions/questions.ts";
import { isHarmless } from "../data/harmless-commands.ts";
import type { Command } from "../repository/command/command.ts";
import { commandsOf } from "../repository/command/commands.ts";
import { scriptCommands } from "../repository/command/follow.ts";
import { mentions, runs } from "../repository/command/own-words.ts";
import { packageIn, type Package } from "../repository/package/package.ts";
import { workspacesOf } from "../repository/package/workspaces.ts";
import { dirname, join } from "../repository/paths.ts";
import type { Repository } from "../repository/repository.ts";
import type { Text } from "../repository/value.ts";
import type { EnvEntry } from "../repository/workflow/env.ts";
import { scopeOf, type Scope } from "../repository/workflow/scope.ts";
import { actionName, type Job, type Step, type Workflow } from "../repository/workflow/workflow.ts";
import { speaksOf } from "../repository/workflow/written.ts";
import { sameSpan, textOf, type SourceFile } from "../text.ts";
import { certain } from "./fact.ts";
import { releaseAction } from "./tools/release-action.ts";
import { rootsOf } from "./job/checkouts.ts";
import { isHosted } from "./job/node.ts";
import { readNpmCommand } from "./job/npm-command.ts";
import type { Publish } from "./publish.ts";

/**
 * Whether something may read a variable that a publish's step, job or workflow gives: a `.npmrc`, a command, a package
 * script, an action. False only where every reader there can be is known.
 */
export function mayBeRead(repository: Repository, publish: Publish, { entry, holder: [level] }: EnvEntry): boolean {
  const name = entry.key.value;
  const { workflow, job, step, credential } = publish;
  const sent = certain(credential);
  if (sent === undefined || sent.variable === name) return true;
  if (isInExpressions(name, workflow)) return true;
  const whole = level !== step.block;
  const jobs = level === workflow.block ? workflow.jobs : [job];
  return (
    npmrcMayName(repository, publish, name) ||
    jobs.some((each) => jobMayRead(repository, publish, each, name, whole)) ||
    stepMayRead(repository, publish, scriptOf(step, publish.scope), publish.scope)
  );
}

/** The step, or the command that its action runs. */
function scriptOf(step: Step, scope: Scope): Step {
  const action = releaseAction(step, scope);
  return action?.kind === "script" ? action.step : step;
}

/** Whether an install has the variable: what the scripts of its packages read, no file here says. */
export function reachesInstall({ workflow, job, step }: Publish, { holder: [level] }: EnvEntry): boolean {
  const jobs = level === workflow.block ? workflow.jobs : [job];
  const steps = level === step.block ? [step] : jobs.flatMap((each) => each.steps);
  return steps.some(({ run }) => runs(run, /\bnpm (?:.{0,500} )?(?:ci|i|install|clean-install)\b/s));
}

/** Whether a workflow has `env.NAME`, `env['NAME']`, or all of them in an expression. */
export function isInExpressions(name: string, workflow: Workflow): boolean {
  return speaksOf(workflow, new RegExp(`\\benv\\s*(?:\\.\\s*|\\[\\s*["']+)${literal(name)}\\b|\\(\\s*env\\s*\\)`, "i"));
}

/** Whether a `.npmrc` that npm may find on the way to what it publishes names the variable. */
function npmrcMayName(repository: Repository, publish: Publish, name: string): boolean {
  const files = certain(publish.packages) === undefined ? "unknown" : npmrcsOf(repository, publish);
  return files === "unknown" || files.some((file) => named(name).test(file.text));
}

/** Every `.npmrc` that may be a project's to a publish: next to its packages, where it runs, and above. */
export function npmrcsOf(
  repository: Repository,
  { job, scope, command, packages }: Publish,
): readonly SourceFile[] | "unknown" {
  const here = rootsOf(job, scope)(command.directory);
  if (here === undefined) return "unknown";
  const folders = new Set([here, ...(certain(packages) ?? []).map(({ manifest }) => manifest.directory)]);
  for (const folder of folders) if (folder !== "") folders.add(dirname(folder));
  const files = [...folders].map((folder) => repository.file(join(folder, ".npmrc")));
  return files.includes("unknown") ? "unknown" : files.filter((file) => typeof file !== "string");
}

function jobMayRead(repository: Repository, publish: Publish, job: Job, name: string, whole: boolean): boolean {
  if (job.stepList === undefined) return job.uses === undefined;
  const scopeAt = (step?: Step): Scope => scopeOf(publish.workflow, job, new Map(), "own", step);
  // A self-hosted runner or a container may have files and tools that read it.
  if (job.container !== undefined || !isHosted(job, job === publish.job ? publish.scope : scopeAt())) return true;
  return job.steps.some(
    (step) =>
      mayExpand(step, name) ||
      (step.uses !== undefined && actionMayRead(step, step.uses, name, whole)) ||
      (whole && step !== publish.step && stepMayRead(repository, publish, step, scopeAt(step))),
  );
}

/** Whether a step's script or another value in it names a variable, which its own `env` may give it. */
function mayExpand({ block, run }: Step, name: string): boolean {
  const sign = named(name);
  const values = block.entries.flatMap(({ key, value }) => {
    if (value === undefined || value === run?.node) return [];
    return key.value === "env" && value.kind === "mapping"
      ? value.entries.flatMap((each) => each.value ?? [])
      : [value];
  });
  return mentions(run, sign) || values.some(({ span }) => sign.test(textOf(span)));
}

function named(name: string): RegExp {
  return new RegExp(`(?<!\\bsecrets\\.)\\b${literal(name)}\\b`);
}

/** A variable may have any name. */
function literal(name: string): string {
  return name.replaceAll(/\W/g, "\\$&");
}

/** An action that isn't listed may leave a `.npmrc`; what has the variable itself may read it. */
function actionMayRead({ with: inputs }: Step, uses: Text, name: string, whole: boolean): boolean {
  const read = variablesRead(actionName(uses));
  if (typeof read === "object")
    return (read.name ?? name) === name && read.given.some((input) => inputs.texts.has(input));
  return actionChanges(uses.value) !== "nothing" || (whole && read !== "none");
}

/** Whether a command of the step, or of the package scripts that it starts, isn't known to read no token. */
function stepMayRead(repository: Repository, publish: Publish, step: Step, scope: Scope): boolean {
  const roots = rootsOf(scope.job, scope);
  const { commands, incomplete } = commandsOf(repository, step, scope, roots);
  if (incomplete) return true;
  return commands.some((command) => {
    if (readsNothing(command)) return false;
    const publishes = publish.tool.isNpm !== true && sameSpan(command.span, publish.command.span);
    const names = publishes ? ofPublish : lifecycleOf(command);
    if (names === undefined) return true;
    const own = sameSpan(command.span, publish.command.span) && command.directory === publish.command.directory;
    const started = own
      ? certain(publish.packages)?.map(({ manifest }) => manifest)
      : installed(repository, roots(command.directory));
    if (!own && names === ofPublish) return true;
    return (
      names.length > 0 && (started?.some((each) => scriptsMayRead(repository, command, each, names, scope)) ?? true)
    );
  });
}

function scriptsMayRead(
  repository: Repository,
  command: Command,
  { scripts, directory }: Package,
  names: readonly string[],
  scope: Scope,
): boolean {
  return names
    .filter((name) => scripts.texts.has(name))
    .some((name) => {
      const { commands, incomplete } = scriptCommands(repository, command, name, directory, scope);
      return incomplete || !commands.every(readsNothing);
    });
}

/** The packages whose scripts an install in a folder runs: its own, and its workspaces'. */
function installed(repository: Repository, directory: string | undefined): readonly Package[] | undefined {
  const found = directory === undefined ? "unknown" : packageIn(repository, directory);
  if (typeof found === "string") return found === "absent" ? [] : undefined;
  const workspaces = found.workspaces === undefined ? [] : workspacesOf(repository, found);
  return workspaces === undefined ? undefined : [found, ...workspaces];
}

/** The package scripts that npm runs around a publish. */
export const ofPublish: readonly string[] = [
  "prepublishOnly",
  "prepack",
  "prepare",
  "postpack",
  "publish",
  "postpublish",
];
const ofInstall: readonly string[] = [
  "preinstall",
  "install",
  "postinstall",
  "prepublish",
  "preprepare",
  "prepare",
  "postprepare",
];

/** The package scripts that npm runs by itself for a command; undefined for other commands. */
function lifecycleOf({ words: [tool, ...words] }: Command): readonly string[] | undefined {
  const npm = readNpmCommand(words);
  if (tool?.value !== "npm") return undefined;
  const verb = npm.positionals[0]?.value ?? "";
  if (/^(?:publish|stage)$/.test(verb)) return ofPublish;
  if (npm.options.has("prefix")) return undefined;
  return /^(?:ci|i|install|clean-install)$/.test(verb)
    ? npm.options.get("global") === true
      ? []
      : ofInstall
    : undefined;
}

/** Commands that read no variable but those in their own words; package scripts that they start are listed next to them. */
function readsNothing({ words }: Command): boolean {
  const [tool = "", first = "", ...rest] = words.map((word) => word.value ?? word.text);
  if (words[0]?.value === undefined) return false;
  if (/^(?:npm|node)$/.test(tool) && /^(?:-v|--version)$/.test(first)) return true;
  // Which scripts run in workspaces isn't followed.
  if (tool === "npm" && rest.some((word) => /^(?:-w|-ws|--workspaces?)(?:=|$)/.test(word))) return false;
  if (tool === "npm")
    return /^(?:run|run-script|test|t|config|view|info|show|whoami|ping|dist-tag|pkg|audit|ls)$/.test(first);
  if (tool === "node")
    return /^-(?:p|e)$/.test(first) && !/env|require\((?!["']\.\/package\.json)|import/.test(rest.join(" "));
  return isHarmless(tool, "variables");
}
