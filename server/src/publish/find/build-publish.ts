import { isNpmRegistry } from "../../npm-host.ts";
import type { Reason } from "../../reason.ts";
import { startOfPath, type Command } from "../../repository/command/command.ts";
import { packageIn, type Package } from "../../repository/package/package.ts";
import type { Repository } from "../../repository/repository.ts";
import { provenIdentity } from "../../repository/settings/identity.ts";
import { projectFolder, projectSettings } from "../../repository/settings/npmrc.ts";
import { declaredPackages } from "../../repository/settings/publishers.ts";
import type { Scope } from "../../repository/workflow/scope.ts";
import { npmConfig, type NpmConfig } from "../auth/config.ts";
import { credentialOf } from "../auth/credentials.ts";
import { afterEnv } from "../auth/env-command.ts";
import { environmentOf } from "../auth/github-environment.ts";
import { idTokenOf } from "../auth/id-token.ts";
import { provenanceOf } from "../auth/provenance.ts";
import { registryOf } from "../auth/target-registry.ts";
import { certain, doubtAbout, doubted, graver, known, unknown, type Doubt, type Fact } from "../fact.ts";
import { optionText, type NpmCommand } from "../job/npm-command.ts";
import type { Publish } from "../publish.ts";
import { goesTo } from "../goes-to.ts";
import { strangerOf } from "./stranger.ts";
import { recordedPackages } from "./recorded-packages.ts";
import { publishedOf } from "../tool/packages.ts";
import type { Published } from "../tool/published.ts";
import type { Call, Tool } from "../tool/tool.ts";

/** What a call of a tool publishes, and how; undefined where it publishes nothing. `jobPublishes` may still grow. */
export function publishOf(tool: Tool, call: Call, jobPublishes: readonly Publish[]): Publish | undefined {
  const publish = readPublish(tool, call, jobPublishes);
  const { program, onCondition } = call.command;
  if (publish === undefined || publish.toolDoubt !== undefined) return publish;
  const span = startOfPath(call.command);
  const reason: Reason | undefined =
    program === undefined
      ? onCondition === undefined
        ? undefined
        : { kind: "wrapped-publish", names: undefined, by: `a condition in \`${onCondition}\``, span }
      : { kind: "program", path: program.path, names: "npm publish", span };
  return reason === undefined ? publish : whereUnsure(publish, reason, program);
}

/** What holds of a publish that a program runs, or a shared script on a condition: perhaps another one, with other settings. */
function whereUnsure(publish: Publish, reason: Reason, program: Command["program"]): Publish {
  const all = program?.perhaps === false ? undefined : likelyBut(reason);
  const address = program?.namesRegistry === true ? likelyBut(reason) : all;
  return {
    ...publish,
    npm: publish.npm && doubted(publish.npm, all),
    credential: doubted(publish.credential, program?.setsCredential === true ? { grade: "unknown", reason } : all),
    provenance: doubted(publish.provenance, all),
    packages: doubted(publish.packages, all),
    access: publish.access && doubted(publish.access, all),
    registry: doubted(publish.registry, address),
  };
}

function readPublish(tool: Tool, call: Call, jobPublishes: readonly Publish[]): Publish | undefined {
  const { repository, scope, workflow, job, step, callPath, command, machine } = call;
  const reading = tool.read(call);
  if (reading === undefined) return undefined;
  if ("reason" in reading) return strangerOf({ ...call, tool, reason: reading.reason }, jobPublishes);
  const { options, target } = reading;
  // A folder of this repository, whichever it is.
  const isOpen =
    call.roots("") !== undefined && (command.directory === undefined || optionText(options, "prefix") === "unknown");
  const environment = call.runner === "sudo" ? undefined : afterEnv(command);
  const config = configIn(repository, environment ?? command, scope, target.directory, isOpen);
  const dry = config.setting("dry-run");
  if (dry !== undefined && certain(dry) === "true") return undefined;
  // A word that isn't known may be any option: what others say most likely holds all the same.
  const openOption = options.complete
    ? undefined
    : likelyBut({ kind: "not-constant", what: "option", span: startOfPath(command) });
  const environmentName = environmentOf(job, scope);
  const own = publishedOf(target, machine);
  const meant = recordedPackages(call, environmentName, own) ?? own;
  const packages = doubted(meant, openOption);
  const [first] = certain(packages) ?? [];
  const manifests = (certain(packages) ?? []).map((each) => each.manifest);
  const manifest = first === undefined || isUnknown(first) ? undefined : first.manifest;
  const address = bySettings(
    reading.registry ?? registryOf(command, options, config, machine, manifest, target.source),
    first,
  );
  const elsewhere = goesTo({ registry: address, packages }) === "elsewhere";
  if (elsewhere && (environment === undefined || "unknown" in address)) return undefined;
  const several = !elsewhere && "values" in address && manifests.some(hasOtherRegistry);
  const registry = several
    ? unknown<string>({ kind: "several-registries", span: startOfPath(command) })
    : doubted(address, graver(openOption, target.openRegistry && likelyBut(target.openRegistry)));
  const idToken = idTokenOf(workflow, job, callPath);
  const client = reading.client({ config, manifests: [...manifests, target.source] });
  const credential: Publish["credential"] =
    environment === undefined
      ? unknown({ kind: "other-user", what: "environment", span: command.span })
      : doubted(client.credential ?? credentialOf(call, options, config), openOption);
  const provenance = doubted(
    bySettings(reading.provenance ?? provenanceOf(command, options, config, machine, manifest), first),
    openOption,
  );
  const access = accessOf(command, options, reading.access ?? config.setting("access"), manifest);
  const publish: Publish = {
    workflow,
    job,
    step,
    callPath,
    scope,
    command,
    tool,
    toolDoubt: undefined,
    oidcDecidedBy: client.oidcDecidedBy,
    action: reading.action,
    environment: environmentName,
    idToken,
    npm: client.npm,
    credential,
    provenance,
    packages,
    ...(target.unproven === undefined ? {} : { unproven: target.unproven }),
    access: access && doubted(bySettings(access, first), openOption),
    jobState: machine,
    options,
    given: reading.given,
    config,
    registry,
    identity: provenIdentity(repository),
    declared: declaredPackages(repository),
    jobPublishes,
  };
  return reading.unsure === undefined ? publish : whereUnsure(publish, reading.unsure, undefined);
}

function likelyBut(reason: Reason): Doubt {
  return { grade: "likely", reason };
}

/** Whether nothing is known of what a package's own settings say. */
function isUnknown({ name, publishConfig }: Published): boolean {
  return "unknown" in name || "unknown" in publishConfig;
}

/** A fact that a package's own settings decide is in doubt as they are. */
function bySettings<T>(fact: Fact<T>, first: Published | undefined): Fact<T> {
  const own =
    first !== undefined && "values" in fact && fact.values.some(({ span }) => span.file === first.manifest.file);
  return own ? doubted(fact, graver(doubtAbout(first.publishConfig), doubtAbout(first.name))) : fact;
}

function configIn(
  repository: Repository,
  command: Command,
  scope: Scope,
  directory: string | undefined,
  isOpen: boolean,
): NpmConfig {
  if (directory === undefined) {
    if (!isOpen) return npmConfig(command, scope, "unknown", undefined);
    // Whichever folder it is: where the root's file leaves them alone, most likely nothing else sets a registry or a credential.
    const settings = projectSettings(repository, "");
    const plain =
      settings !== "unknown" && !settings.some(({ key }) => /registry|^\/\/|_auth|provenance|access/.test(key.value));
    return npmConfig(command, scope, plain ? [] : "unknown", undefined);
  }
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
