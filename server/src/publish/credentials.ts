import type { Command } from "../repository/script.ts";
import type { Scope, Variable } from "../repository/scope.ts";
import { registryHost } from "../registry.ts";
import type { Span } from "../text.ts";
import type { NpmConfig } from "./config.ts";
import { known, unknown, type Fact } from "./fact.ts";
import type { Machine } from "./machine.ts";
import type { NpmCommand } from "./npm-command.ts";
import { isNpmRegistry } from "./registry.ts";

/** What npm sends where no OIDC token was exchanged. */
export type Credential =
  /** Nothing, or an empty value: npm stops before it sends anything. */
  | { readonly kind: "none" }
  /** setup-node's stand-in, or a `${VARIABLE}` that isn't set: npm sends it, and the registry refuses it. */
  | { readonly kind: "placeholder" }
  /** A token; where it is a secret, only if that is set. */
  | { readonly kind: "token"; readonly name: string };

/**
 * The credential that reaches a publish to npm's registry (facts on npm, b and c): npm reads a variable
 * only through a line of a `.npmrc` that names it. Unknown where a step may have set one in a way that isn't modelled.
 */
export function credentialOf(
  command: Command,
  npm: NpmCommand,
  scope: Scope,
  config: NpmConfig,
  machine: Machine,
): Fact<Credential> {
  const doubt = machine.doubts.get("credentials");
  if (doubt !== undefined) return unknown(doubt.span, doubt.why);
  if (npm.options.has("userconfig") || npm.options.has("globalconfig") || config.setting("userconfig") !== undefined)
    return unknown(command.span, "another `.npmrc`");
  const flag = [...npm.options.keys()].find((name) => name.startsWith("//"));
  if (flag !== undefined) return known({ kind: "token", name: flag }, command.span);
  if (config.environment.some((name) => /^npm_config_\/\//i.test(name)))
    return known({ kind: "token", name: "npm_config_" }, command.span);
  if (config.project === "unknown") return unknown(command.span, "a `.npmrc` that can't be read");
  const ofHost = config.project.filter((line) => line.key.value.toLowerCase().startsWith(`//${registryHost}`));
  const lines = ofHost.filter((line) => line.key.value.toLowerCase().startsWith(`//${registryHost}/:_`));
  // A user name, a client certificate, a key without the slash: whether publishing takes it isn't known.
  const [other] = ofHost.filter((line) => !lines.includes(line));
  if (lines.length === 0 && other !== undefined) return unknown(other.key.span, "a credential of another kind");
  // A project's line outranks the user's, which setup-node writes.
  const [line] = lines;
  if (line !== undefined) {
    const [reference] = line.variables;
    if (reference === undefined)
      return known(
        line.value.value === "" ? { kind: "none" } : { kind: "token", name: line.key.value },
        line.value.span,
      );
    return fromVariable(reference.name, config.variable(reference.name), reference.span, scope);
  }
  const setup = machine.registries.findLast((each) => each.value === undefined || isNpmRegistry(each.value));
  if (setup !== undefined)
    return fromVariable("NODE_AUTH_TOKEN", config.variable("NODE_AUTH_TOKEN"), setup.url.span, scope);
  return ownMachine(scope) ?? known({ kind: "none" }, command.span);
}

/** A container or a machine of one's own may have a `.npmrc` and variables that no file here shows. */
function ownMachine(scope: Scope): Fact<Credential> | undefined {
  const { container } = scope.job;
  if (container !== undefined && !isPlainNode(container))
    return unknown(container.key.span, "a container, whose own `.npmrc` may hold a token");
  const runner = selfHosted(scope);
  if (runner !== undefined) return unknown(runner, "a self-hosted runner, whose own `.npmrc` may hold a token");
  return undefined;
}

function fromVariable(name: string, variable: Variable, span: Span, scope: Scope): Fact<Credential> {
  switch (variable.kind) {
    case "unset":
      return ownMachine(scope) ?? known({ kind: "placeholder" }, span);
    case "unknown":
      return unknown(variable.span, variable.why);
    case "secret":
      return known({ kind: "token", name }, variable.span);
    case "text":
      return known(variable.value === "" ? { kind: "none" } : { kind: "token", name }, variable.span);
  }
}

/** Third-party and larger runners come clean; a machine of one's own may have a home with a `.npmrc`. */
function selfHosted(scope: Scope): Span | undefined {
  if (scope.job.runsOn === undefined) return scope.job.id.span;
  return scope.job.runsOn.find((label) => !clean.test(scope.text(label.value) ?? ""))?.span;
}

const clean =
  /^(?:ubuntu|windows|macos|xcode)-|^(?:blacksmith|depot|buildjet|namespace|nscloud|warp|ubicloud|cirun)|larger|-cores?\b/i;

/** The official image brings no `.npmrc`. */
function isPlainNode(container: NonNullable<Scope["job"]["container"]>): boolean {
  const { value } = container;
  return value?.kind === "scalar" && /^node(?::|$)/.test(String(value.value));
}
