import semver from "semver";
import { actionChanges } from "../data/actions/questions.ts";
import { isNpmRegistry } from "../npm-host.ts";
import type { Command } from "../repository/command/command.ts";
import { commandsOf } from "../repository/command/commands.ts";
import { mayRunWords } from "../repository/command/prefilter.ts";
import type { Repository } from "../repository/repository.ts";
import { scopeOf, type Scope } from "../repository/workflow/scope.ts";
import type { Job, Step } from "../repository/workflow/workflow.ts";
import { memo } from "../text.ts";
import { secretsOf } from "./auth/call-path.ts";
import { certain, possibilities } from "./fact.ts";
import { rootsOf } from "./job/checkouts.ts";
import { touchesCredentials } from "./job/command-effects.ts";
import { afterFailure } from "./job/failure.ts";
import { readNpmCommand } from "./job/npm-command.ts";
import { modeOf } from "./mode.ts";
import type { Publish } from "./publish.ts";

/** A command of npm that asks for a login, in the job of a publish that has none but OIDC, and ends the job. */
export interface WithoutOidc {
  readonly command: Command;
  /** `whoami`, `dist-tag add` and the like. */
  readonly name: string;
  readonly before: boolean;
}

/** Those of the publish's job (docs/facts/npm.md#other-commands). None where a step of the job may have a login of its own. */
export function withoutOidc(repository: Repository, publish: Publish): readonly WithoutOidc[] {
  const { tool, step: published, npm, credential, command } = publish;
  if (modeOf(publish) !== "oidc-only" || tool.isNpm !== true || certain(credential)?.via?.by === "step") return [];
  const { places, changes, logins, requests } = readJob(repository, publish);
  if (requests.length === 0) return [];
  const place = places.get(placeOf(command));
  const end = place === undefined ? undefined : changes.find((at) => at > place.at);
  const isSeen = (at: number): boolean => end === undefined || at < end;
  if (logins.some(isSeen)) return [];
  return requests
    .filter(({ at, step, always }) => isSeen(at) && (always || textOfIf(step) === textOfIf(published)))
    .filter(({ name }) => !name.startsWith("dist-tag") || tagsByLogin(npm))
    .map(({ command: asks, name, index }) => ({
      command: asks,
      name,
      before: place === undefined || index < place.index,
    }));
}

/** What the steps of a job ask npm for, whatever is published. `at` counts the job's steps, `index` its commands. */
interface JobReading {
  readonly places: ReadonlyMap<string, { readonly at: number; readonly index: number }>;
  /** The steps that may bring another login for what follows, and those that have one. */
  readonly changes: readonly number[];
  readonly logins: readonly number[];
  /** Those that end the job. */
  readonly requests: readonly {
    readonly command: Command;
    readonly name: string;
    readonly at: number;
    readonly index: number;
    readonly step: Step;
    /** No condition keeps its step from running. */
    readonly always: boolean;
  }[];
}

const readings = memo((_repository: Repository) =>
  memo((_callPath: Publish["callPath"]) => new Map<Job, JobReading>()),
);

function readJob(repository: Repository, publish: Publish): JobReading {
  const known = readings(repository)(publish.callPath);
  const before = known.get(publish.job);
  if (before !== undefined) return before;
  const reading = readFresh(repository, publish);
  known.set(publish.job, reading);
  return reading;
}

function readFresh(repository: Repository, publish: Publish): JobReading {
  const { job, workflow, callPath } = publish;
  const places = new Map<string, { readonly at: number; readonly index: number }>();
  const changes: number[] = [];
  const logins: number[] = [];
  const requests: JobReading["requests"][number][] = [];
  const asks = job.steps.some((step) => mayRunWords(repository, publish, step, asking));
  const roots = rootsOf(job, scopeOf(workflow, job, new Map(), secretsOf(callPath)));
  let index = 0;
  for (const [at, step] of asks ? job.steps.entries() : []) {
    const scope = scopeOf(workflow, job, new Map(), secretsOf(callPath), step);
    if (step.uses !== undefined && actionChanges(step.uses.value) !== "nothing") changes.push(at);
    const { commands } = commandsOf(repository, step, scope, roots);
    if (commands.some((command) => touchesCredentials(command) !== undefined)) logins.push(at);
    const always = scope.condition(step.if) === true;
    const own = [...step.env.texts.keys()].some((name) => mayLogIn(name, publish));
    for (const command of commands) {
      if (!places.has(placeOf(command))) places.set(placeOf(command), { at, index });
      const name = own ? undefined : refused(command, scope);
      if (name !== undefined) requests.push({ command, name, at, index, step, always });
      index++;
    }
  }
  return { places, changes, logins, requests };
}

/** Whether npm may take a login from the variable: one for a token only if a line of an `.npmrc` names it. */
function mayLogIn(name: string, { credential }: Publish): boolean {
  const sent = certain(credential);
  const plain = /^(?:NPM|NODE_AUTH|NPM_AUTH)_TOKEN$/.test(name) && sent !== undefined && sent.variable !== name;
  return !plain && /token|auth|npm/i.test(name);
}

function placeOf({ span }: Command): string {
  return `${span.file.path}:${span.start}`;
}

/** What is in a script with a command that asks for a login. */
export const asking = /(?<!-)\b(?:whoami|deprecate|access|owner|dist-tags?)\b/;

function textOfIf(step: Publish["step"]): string | undefined {
  return step.if === "unreadable" ? "unreadable" : step.if?.value;
}

function refused(command: Command, scope: Scope): string | undefined {
  const name = loginOf(command);
  if (name === undefined || command.variables.size > 0) return undefined;
  const { complete } = readNpmCommand(command.words.slice(1));
  return complete && afterFailure(command, scope) === "stops" ? name : undefined;
}

/** What a command of npm asks a login for, `whoami` or `dist-tag add`; undefined for others, and with one of its own. */
export function loginOf({ words: [tool, ...words] }: Command): string | undefined {
  if (tool?.value !== "npm") return undefined;
  const { positionals, options } = readNpmCommand(words);
  const [verb = "", action = ""] = positionals.map((word) => word.value);
  const registry = options.get("registry");
  if (registry !== undefined && !(typeof registry === "object" && isNpmRegistry(registry.value ?? "")))
    return undefined;
  if ([...options.keys()].some((name) => /^\/\/|config$|^otp$|dry-run/.test(name))) return undefined;
  if (words.some(({ text }) => text.includes("_auth"))) return undefined;
  if (verb === "whoami" || verb === "deprecate") return verb;
  const asks =
    (verb === "access" && /^(?:set|grant|revoke)$/.test(action)) ||
    (verb === "owner" && /^(?:add|rm)$/.test(action)) ||
    (/^dist-tags?$/.test(verb) && /^(?:add|set|rm)$/.test(action));
  return asks ? `${verb.replace("tags", "tag")} ${action}` : undefined;
}

/** Whether every npm it may be is too old to change a tag through OIDC. */
export function tagsByLogin(npm: Publish["npm"]): boolean {
  const clients = npm === undefined ? undefined : possibilities(npm);
  return (
    clients?.every(
      ({ value: { versions } }) =>
        versions.highest !== undefined &&
        (semver.lt(versions.highest, "11.21.0") ||
          (semver.gte(versions.lowest, "12.0.0") && semver.lt(versions.highest, "12.2.0"))),
    ) === true
  );
}
