import semver from "semver";
import type { Repository } from "../repository/repository.ts";
import { scopeOf, type Scope } from "../repository/scope.ts";
import { commandsOf, type Command } from "../repository/script.ts";
import { actionChanges } from "../data/actions.ts";
import { touchesCredentials } from "./effects.ts";
import { secretsOf } from "./entries.ts";
import { afterFailure } from "./failure.ts";
import { certain, possibilities } from "./fact.ts";
import { readNpmCommand } from "./npm-command.ts";
import type { Publish } from "./publish.ts";
import { isNpmRegistry } from "./registry.ts";
import { rootsOf } from "./roots.ts";

/** A command of npm that asks for a login, beside a publish that has none but OIDC, and ends the job. */
export interface WithoutOidc {
  readonly command: Command;
  /** `whoami`, `dist-tag add` and the like. */
  readonly name: string;
  readonly before: boolean;
}

/** Those of the publish's job (facts on npm, j). None where a step of the job may have a login of its own. */
export function withoutOidc(repository: Repository, publish: Publish): readonly WithoutOidc[] {
  const { mode, tool, job, workflow, entry, step: published, npm, credential } = publish;
  if (mode !== "oidc-only" || tool.name !== "npm" || certain(credential)?.via?.by === "step") return [];
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

function textOfIf(step: Publish["step"]): string | undefined {
  return step.if === "unreadable" ? "unreadable" : step.if?.value;
}

function refused(command: Command, scope: Scope, npm: Publish["npm"]): string | undefined {
  const [tool, ...words] = command.words;
  if (tool?.value !== "npm" || command.variables.size > 0) return undefined;
  const { positionals, options, complete } = readNpmCommand(words);
  const [verb = "", action = ""] = positionals.map((word) => word.value);
  const registry = options.get("registry");
  if (registry !== undefined && !(typeof registry === "object" && isNpmRegistry(registry.value ?? "")))
    return undefined;
  if (!complete || [...options.keys()].some((name) => /^\/\/|config$|^otp$|dry-run/.test(name))) return undefined;
  const name = needsLogin(verb, action, npm);
  return name !== undefined && afterFailure(command, scope) === "stops" ? name : undefined;
}

function needsLogin(verb: string, action: string, npm: Publish["npm"]): string | undefined {
  if (verb === "whoami" || verb === "deprecate") return verb;
  if (verb === "access" && /^(?:set|grant|revoke)$/.test(action)) return `access ${action}`;
  if (verb === "owner" && /^(?:add|rm)$/.test(action)) return `owner ${action}`;
  if (!/^dist-tags?$/.test(verb) || !/^(?:add|set|rm)$/.test(action)) return undefined;
  const clients = npm === undefined ? undefined : possibilities(npm);
  const old = clients?.every(({ value: { versions } }) =>
    versions.highest === undefined
      ? false
      : semver.lt(versions.highest, "11.21.0") ||
        (semver.gte(versions.lowest, "12.0.0") && semver.lt(versions.highest, "12.2.0")),
  );
  return old === true ? `dist-tag ${action}` : undefined;
}
