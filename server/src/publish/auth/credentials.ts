import { mayBeToken } from "../../data/token-forms.ts";
import { registryHost } from "../../npm-host.ts";
import type { Command } from "../../repository/command/command.ts";
import type { Scope, Variable } from "../../repository/workflow/scope.ts";
import { certain, doubted, known, unknown, type Fact } from "../fact.ts";
import { givenWord } from "../job/command-output.ts";
import type { NpmCommand } from "../job/npm-command.ts";
import { ownMachine } from "../job/own-machine.ts";
import type { JobState } from "../job/state.ts";
import type { NpmConfig } from "./config.ts";
import type { Via, Credential } from "./credential.ts";
import { projectLine, userLine, type CredentialLine } from "./npmrc-line.ts";

/**
 * The credential that reaches a publish to npm's registry (docs/facts/npm.md#credentials): npm reads a variable
 * only through a line of a `.npmrc` that names it. Unknown where a step may have set one in a way that isn't modelled.
 */
export function credentialOf(call: Reached, npm: NpmCommand, config: NpmConfig): Fact<Credential> {
  const doubt = call.machine.doubts.get("credentials");
  return doubt?.grade === "unknown" ? unknown(doubt.reason) : doubted(sentBy(call, npm, config), doubt);
}

interface Reached {
  readonly command: Command;
  readonly scope: Scope;
  readonly machine: JobState;
}

function sentBy({ command, scope, machine }: Reached, npm: NpmCommand, config: NpmConfig): Fact<Credential> {
  if (npm.options.has("userconfig") || npm.options.has("globalconfig") || config.setting("userconfig") !== undefined)
    return unknown({ kind: "npmrc", state: "another", span: command.span });
  const own = fromOption(command, npm, scope) ?? fromEnvironment(config);
  if (own !== undefined) return own;
  const ofFile = fromFiles(command, scope, config, machine);
  // Without the file there is none.
  if (machine.removed !== undefined && ofFile !== undefined && certain(ofFile)?.kind !== "none")
    return unknown(machine.removed);
  return ofFile ?? ownCredential(scope) ?? known({ kind: "none" }, command.span);
}

/** A container or a self-hosted runner may have a `.npmrc` and variables that no file here shows. */
export function ownCredential(scope: Scope): Fact<Credential> | undefined {
  const own = ownMachine(scope);
  return own && unknown(own);
}

/** npm's key for a credential of its registry. */
function isKey(key: string): boolean {
  return key.toLowerCase().startsWith(`//${registryHost}/:_`);
}

function fromOption(command: Command, npm: NpmCommand, scope: Scope): Fact<Credential> | undefined {
  const key = [...npm.options.keys()].find((name) => isKey(name) || /^\/\/.*\$/.test(name));
  const word = npm.options.get(key ?? "");
  if (key === undefined || word === undefined) return undefined;
  const via: Via = { level: "option", by: "step", span: command.span };
  const [open, ...others] = typeof word === "boolean" ? [] : givenWord(word, scope, command.span).open;
  const secret = open?.kind === "secret" && others.length === 0 ? { secret: open.name } : {};
  return known({ kind: "token", name: `--${key}`, via, ...secret }, command.span);
}

function fromEnvironment(config: NpmConfig): Fact<Credential> | undefined {
  for (const name of config.environment) {
    if (!isKey(name.replace(/^npm_config_/i, ""))) continue;
    const variable = config.variable(name);
    // npm passes over a variable that is empty.
    if (variable.kind === "unset" || (variable.kind === "text" && variable.value === "")) continue;
    return fromValue(name, variable, {
      name,
      variable: name,
      via: { level: "environment", by: "step", span: variable.span },
    });
  }
  return undefined;
}

function fromFiles(command: Command, scope: Scope, config: NpmConfig, machine: JobState): Fact<Credential> | undefined {
  if (config.project === "unknown") return unknown({ kind: "unreadable", what: ".npmrc", span: command.span });
  const line = projectLine(config.project, config.folder, machine, scope) ?? userLine(machine);
  if (line === undefined) return undefined;
  return "kind" in line ? unknown(line) : fromLine(line, scope, config);
}

function fromLine({ token, key, via }: CredentialLine, scope: Scope, config: NpmConfig): Fact<Credential> {
  if (token.kind === "fixed") return fromValue(key, token.value, { name: key, via });
  const variable = config.variable(token.name);
  if (variable.kind !== "unset") return fromValue(key, variable, { name: token.name, variable: token.name, via });
  // npm 11.6.0 and later take `${NAME?}` for empty, earlier ones send it.
  if (token.optional) return unknown({ kind: "unnamed-variable", set: "nowhere", span: via.span });
  return ownCredential(scope) ?? known({ kind: "placeholder", via, variable: token.name }, token.span ?? via.span);
}

/** `_auth` and `_password` hold what only its registry knows the form of. */
function fromValue(
  key: string,
  value: Variable,
  about: { readonly name: string; readonly via: Via; readonly variable?: string },
): Fact<Credential> {
  const { name, ...read } = about;
  switch (value.kind) {
    case "unknown":
      return unknown(value.reason);
    case "secret":
      return known({ kind: "token", name, secret: value.name, ...read }, value.span);
    case "unset":
      return known({ kind: "none", ...read }, read.via.span);
    case "text":
      // npm takes the words for what they say.
      if (/^(?:undefined|null)?$/.test(value.value)) return known({ kind: "none", ...read }, value.span);
      return known(
        !/_authToken$/i.test(key) || mayBeToken(value.value)
          ? { kind: "token", name, ...read }
          : { kind: "placeholder", ...read },
        value.span,
      );
  }
}
