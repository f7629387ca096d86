import { modeOf } from "./mode.ts";
import semver from "semver";
import { actionChanges } from "../data/actions/questions.ts";
import { isNpmRegistry } from "../npm-host.ts";
import type { Command } from "../repository/command/command.ts";
import { commandsOf } from "../repository/command/commands.ts";
import { mayRunWords } from "../repository/command/prefilter.ts";
import type { Repository } from "../repository/repository.ts";
import { scopeOf, type Scope } from "../repository/workflow/scope.ts";
import { secretsOf } from "./auth/call-path.ts";
import { certain, possibilities } from "./fact.ts";
import { rootsOf } from "./job/checkouts.ts";
import { touchesCredentials } from "./job/command-effects.ts";
import { afterFailure } from "./job/failure.ts";
import { readNpmCommand } from "./job/npm-command.ts";
import type { Publish } from "./publish.ts";

/** A command of npm that asks for a login, beside a publish that has none but OIDC, and ends the job. */
export interface WithoutOidc {
  readonly command: Command;
  /** `whoami`, `dist-tag add` and the like. */
  readonly name: string;
  readonly before: boolean;
}

/** Those of the publish's job (docs/facts/npm.md#other-commands). None where a step of the job may have a login of its own. */
export function withoutOidc(repository: Repository, publish: Publish): readonly WithoutOidc[] {
  const { tool, job, workflow, entry, step: published, npm, credential } = publish;
  if (modeOf(publish) !== "oidc-only" || tool.isNpm !== true || certain(credential)?.via?.by === "step") return [];
  if (!job.steps.some((step) => mayRunWords(repository, publish, step, asking))) return [];
  const found: WithoutOidc[] = [];
  let passed = false;
  for (const step of job.steps) {
    const scope = scopeOf(workflow, job, new Map(), secretsOf(entry), step);
    if (passed && step.uses !== undefined && actionChanges(step.uses.value) !== "nothing") break;
    const { commands } = commandsOf(repository, step, scope, rootsOf(job, scope));
    if (commands.some((command) => touchesCredentials(command) !== undefined)) return [];
    const runs = scope.condition(step.if) === true || textOfIf(step) === textOfIf(published);
    const own = [...step.env.texts.keys()].some((name) => /token|auth|npm/i.test(name));
    for (const command of commands) {
      if (command.span.file === publish.command.span.file && command.span.start === publish.command.span.start)
        passed = true;
      const name = runs && !own ? refused(command, scope, npm) : undefined;
      if (name !== undefined) found.push({ command, name, before: !passed });
    }
  }
  return found;
}

const asking = /(?<!-)\b(?:whoami|deprecate|access|owner|dist-tags?)\b/;

function textOfIf(step: Publish["step"]): string | undefined {
  return step.if === "unreadable" ? "unreadable" : step.if?.value;
}

function refused(command: Command, scope: Scope, npm: Publish["npm"]): string | undefined {
  const name = loginOf(command);
  const { complete } = readNpmCommand(command.words.slice(1));
  if (
    name === undefined ||
    !complete ||
    command.variables.size > 0 ||
    (name.startsWith("dist-tag") && !tagsByLogin(npm))
  )
    return undefined;
  return afterFailure(command, scope) === "stops" ? name : undefined;
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
function tagsByLogin(npm: Publish["npm"]): boolean {
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
