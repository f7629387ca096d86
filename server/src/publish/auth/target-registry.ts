import { isNpmRegistry, registryHost } from "../../npm-host.ts";
import type { Command } from "../../repository/command/command.ts";
import type { Package } from "../../repository/package/package.ts";
import { isReadable, isRegistryKey } from "../../repository/package/publish-config.ts";
import type { Span } from "../../text.ts";
import { doubted, known, unknown, type Doubt, type Fact } from "../fact.ts";
import { optionText, type NpmCommand } from "../job/npm-command.ts";
import type { JobState } from "../job/state.ts";
import type { NpmConfig } from "./config.ts";

/**
 * The registry that `npm publish` sends to, as npm picks it (docs/facts/npm.md#the-registry): for a scoped package
 * `@scope:registry` beats everything, publishConfig's before the configuration's; then `--registry`, publishConfig,
 * configuration. `manifest` is undefined where it is generated: then the rest decides, unless `source` says that there is more to
 * know.
 */
export function registryOf(
  command: Command,
  npm: NpmCommand,
  config: NpmConfig,
  machine: JobState,
  manifest: Package | undefined,
  source: Package | "unknown" | undefined,
): Fact<string> {
  const inDoubt = machine.doubts.get("registry");
  const found = addressOf(command, npm, config, machine, manifest, source);
  return inDoubt?.grade === "likely" ? doubted(found, inDoubt) : found;
}

function addressOf(
  command: Command,
  npm: NpmCommand,
  config: NpmConfig,
  machine: JobState,
  manifest: Package | undefined,
  source: Package | "unknown" | undefined,
): Fact<string> {
  const inDoubt = machine.doubts.get("registry");
  const doubt = inDoubt?.grade === "unknown" ? inDoubt.reason : undefined;
  const flag = optionText(npm, "registry");
  const word = npm.options.get("registry");
  const flagged =
    flag === undefined || typeof word !== "object"
      ? undefined
      : flag === "unknown"
        ? openRegistry(command, command.wordSpan(word))
        : known(flag, command.wordSpan(word));
  if (source === "unknown" && flagged === undefined)
    return unknown({ kind: "unreadable", what: "package.json", span: command.span });
  const described = manifest ?? (source === "unknown" ? undefined : source);
  const scope = /^(@[^/]+)\//.exec(described?.name?.value ?? "")?.[1];
  const scopeFlag = [...npm.options.keys()].find((name) => /^@.*:registry$/.test(name));
  if (scopeFlag !== undefined) return unknown({ kind: "option", name: scopeFlag, span: command.span });
  const scoped = scope === undefined ? undefined : scopedRegistry(scope, config, machine, described);
  if (scoped !== undefined) return scoped;
  if (scope !== undefined && doubt !== undefined) return unknown(doubt);
  const [ofAny] = machine.scopes.values();
  const ofScope = described === undefined ? ofAny : machine.scopes.get(scope?.toLowerCase() ?? "");
  if (ofScope !== undefined)
    return described === undefined && "values" in ofScope ? doubted(ofScope, whichPackage(command)) : ofScope;
  if (manifest === undefined && otherScope(config, machine))
    return unknown({ kind: "scope-registry", span: command.span });
  if (flagged !== undefined) return flagged;
  const own = described?.publishConfig;
  if (own !== undefined && described !== undefined && !isReadable(own, isRegistryKey))
    return unknown({ kind: "unreadable", what: "publishConfig", span: described.span });
  const ownRegistry = own?.texts.get("registry");
  if (ownRegistry !== undefined) {
    // A manifest that a build writes may or may not copy what the source's publishConfig says.
    const address = known(ownRegistry.value, ownRegistry.span);
    if (manifest !== undefined || isNpmRegistry(ownRegistry.value)) return address;
    const reason = { kind: "manifest-change", by: "generator", span: ownRegistry.span } as const;
    return doubted(address, { grade: "likely", reason });
  }
  if (doubt !== undefined) return unknown(doubt);
  return (
    config.setting("registry") ?? setupRegistry(machine, undefined) ?? known(`https://${registryHost}/`, command.span)
  );
}

/** A registry that isn't written out: in a program most likely npm's, which it names somewhere. */
function openRegistry({ program }: Command, span: Span): Fact<string> {
  const reason = { kind: "not-constant", what: "registry", span } as const;
  return program === undefined
    ? unknown(reason)
    : doubted(known(`https://${registryHost}/`, span), { grade: "likely", reason });
}

/** Whether a package of that scope is published isn't known. */
function whichPackage(command: Command): Doubt {
  return { grade: "unknown", reason: { kind: "scope-registry", span: command.span } };
}

function scopedRegistry(
  scope: string,
  config: NpmConfig,
  machine: JobState,
  described: Package | undefined,
): Fact<string> | undefined {
  const name = `${scope}:registry`;
  const own = described?.publishConfig.texts.get(name);
  if (own !== undefined) return known(own.value, own.span);
  return config.setting(name) ?? setupRegistry(machine, scope);
}

function otherScope(config: NpmConfig, machine: JobState): boolean {
  const keys = config.project === "unknown" ? [] : config.project.map((line) => line.key.value);
  return keys.some((key) => /^@.*:registry$/.test(key)) || machine.registries.some((each) => each.scope !== undefined);
}

/** What the last setup-node that wrote for this scope, or for none, says. */
function setupRegistry(machine: JobState, scope: string | undefined): Fact<string> | undefined {
  const written = machine.registries.findLast((each) => normalScope(each.scope) === scope?.toLowerCase());
  if (written === undefined) return undefined;
  if (written.value === undefined) return unknown({ kind: "not-constant", what: "registry", span: written.url.span });
  return known(written.value, written.url.span);
}

/** setup-node lower-cases the scope and puts the `@` before it. */
function normalScope(scope: string | undefined): string | undefined {
  if (scope === undefined || scope === "") return undefined;
  return (scope.startsWith("@") ? scope : `@${scope}`).toLowerCase();
}
