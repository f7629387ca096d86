import { isNpmRegistry } from "../npm-host.ts";
import { unclearAt, type Unclear } from "../reason.ts";
import { startOfPath, type Command } from "../repository/command/command.ts";
import { packageIn, type Package } from "../repository/package/package.ts";
import type { Repository } from "../repository/repository.ts";
import { provenIdentity } from "../repository/settings/identity.ts";
import { projectFolder, projectSettings } from "../repository/settings/npmrc.ts";
import { declaredPackages } from "../repository/settings/publishers.ts";
import type { Scope } from "../repository/workflow/scope.ts";
import { npmConfig, type NpmConfig } from "./auth/config.ts";
import { credentialOf } from "./auth/credentials.ts";
import { behindEnv } from "./auth/env-command.ts";
import { environmentOf } from "./auth/github-environment.ts";
import { idTokenOf } from "./auth/id-token.ts";
import { provenanceOf } from "./auth/provenance.ts";
import { registryOf } from "./auth/target-registry.ts";
import { certain, known, unknown, type Fact } from "./fact.ts";
import { optionText, type NpmCommand } from "./job/npm-command.ts";
import type { Publish } from "./publish.ts";
import type { Call, Tool } from "./tool/tool.ts";

/** What a call of a tool publishes, and how; undefined where nothing is published to npm's registry. `beside` may still grow. */
export function publishOf(tool: Tool, call: Call, beside: readonly Publish[]): Publish | Unclear | undefined {
  const { repository, scope, workflow, job, step, callPath, command, machine } = call;
  const reading = tool.read(call);
  if (reading === undefined || "reason" in reading) return reading;
  const { options, target } = reading;
  const environment = call.runner === "sudo" ? undefined : behindEnv(command);
  const config = configIn(repository, environment ?? command, scope, target.directory);
  const dry = config.setting("dry-run");
  if (dry !== undefined && certain(dry) === "true") return undefined;
  const packages = certain(target.packages) ?? [];
  const [manifest] = packages;
  const registry = reading.registry ?? registryOf(command, options, config, machine, manifest, target.source);
  const elsewhere = reachesNothing(registry, target.packages);
  const span = startOfPath(command);
  if (elsewhere && (!options.complete || environment === undefined || "unknown" in registry)) return undefined;
  if (!options.complete) return unclearAt(span, { kind: "not-constant", what: "option" });
  if ("unknown" in registry) return { span, reason: registry.unknown };
  if (!elsewhere && packages.some(hasOtherRegistry)) return unclearAt(span, { kind: "several-registries" });
  const idToken = idTokenOf(workflow, job, callPath);
  const client = reading.client({ config, manifests: [...packages, target.source] });
  const credential: Publish["credential"] =
    environment === undefined
      ? unknown({ kind: "other-user", what: "environment", span: command.span })
      : (client.credential ?? credentialOf(call, options, config));
  const provenance = reading.provenance ?? provenanceOf(command, options, config, machine, manifest);
  return {
    workflow,
    job,
    step,
    callPath,
    scope,
    command,
    tool,
    oidcDecidedBy: client.oidcDecidedBy,
    action: reading.action,
    environment: environmentOf(job, scope),
    idToken,
    npm: client.npm,
    credential,
    provenance,
    packages: target.packages,
    access: accessOf(command, options, reading.access ?? config.setting("access"), manifest),
    jobState: machine,
    options,
    config,
    registry,
    identity: provenIdentity(repository),
    declared: declaredPackages(repository),
    beside,
  };
}

/** Whether what is published goes to another registry, or nowhere. */
export function reachesNothing(registry: Fact<string>, packages: Publish["packages"]): boolean {
  const address = certain(registry);
  return (
    (address !== undefined && !isNpmRegistry(address)) || (certain(packages)?.every((each) => each.private) ?? false)
  );
}

function configIn(repository: Repository, command: Command, scope: Scope, directory: string | undefined): NpmConfig {
  if (directory === undefined) return npmConfig(command, scope, "unknown", undefined);
  // A package.json that a build writes makes its folder the project's.
  const generated = directory !== "" && packageIn(repository, directory) === "absent";
  const folder = projectFolder(repository, directory);
  return npmConfig(command, scope, projectSettings(repository, directory), generated ? undefined : folder);
}

function hasOtherRegistry(each: Package): boolean {
  const url = each.publishConfig.texts.get("registry")?.value;
  return url !== undefined && !isNpmRegistry(url);
}

function accessOf(
  command: Command,
  options: NpmCommand,
  setting: Fact<string> | undefined,
  manifest: Package | undefined,
): Fact<string> | undefined {
  const flag = optionText(options, "access");
  if (flag !== undefined)
    return flag === "unknown"
      ? unknown({ kind: "not-constant", what: "--access", span: command.span })
      : known(flag, command.span);
  const own = manifest?.publishConfig.texts.get("access");
  return own === undefined ? setting : known(own.value, own.span);
}
