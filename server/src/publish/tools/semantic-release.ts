import semver from "semver";
import { mayBeToken } from "../../data/token-forms.ts";
import { isReadable, isRegistryKey } from "../../repository/package/publish-config.ts";
import { setValue } from "../../edit/edit.ts";
import { isNpmRegistry, registryHost } from "../../npm-host.ts";
import { unclearAt } from "../../reason.ts";
import { startOfPath } from "../../repository/command/command.ts";
import { allLocked } from "../../repository/package/dependency.ts";
import { managerByLock, yarnrcOf } from "../../repository/package/package-manager.ts";
import { packageIn } from "../../repository/package/package.ts";
import type { Repository } from "../../repository/repository.ts";
import { pluginsIn, programConfig, releaseConfig, settingIn } from "../../repository/settings/release-config.ts";
import { readableText, textOfNode } from "../../repository/value.ts";
import { envEntry } from "../../repository/workflow/env.ts";
import { actionName } from "../../repository/workflow/workflow.ts";
import { sameSpan, type Located } from "../../text.ts";
import type { NpmConfig } from "../auth/config.ts";
import type { Credential } from "../auth/credential.ts";
import { credentialOf } from "../auth/credentials.ts";
import { certain, known, map, unknown, type Fact } from "../fact.ts";
import { clientByVersion } from "../tool/oidc.ts";
import { publishedPackages } from "../tool/packages.ts";
import type { OtherSpelling } from "../tool/checks.ts";
import type { Call, Client, Configured, ReadByClient, Tool } from "../tool/tool.ts";
import type { ToolVersion } from "../tool/tool-version.ts";
import { reaches, toolVersion, versionReaches } from "../tool/version.ts";
import { noOptions } from "./base.ts";
import { carriesNpm, npmThatRuns } from "./npm.ts";

/** The plugin that publishes, with the first version that does it through OIDC. */
const plugin = { name: "@semantic-release/npm", firstWithOidc: "13.1.0" };

/** semantic-release with its npm plugin, from the command line or as an action that names its version. */
export const semanticRelease: Tool = {
  name: "semantic-release",
  command: { words: ["semantic-release"], package: "semantic-release", publishes: () => true },
  action({ uses, with: { texts } }, scope) {
    const given = (name: string): string | undefined => texts.get(name)?.value;
    if (given("dry_run") === "true" || given("dry-run") === "true") return "nothing";
    if (given("extends") !== undefined || given("working_directory") !== undefined) return "unclear";
    const version = scope.text(given("semantic_version") ?? "");
    // Without a version it brings one of its own.
    if (version === undefined || version === "") return { runner: uses && actionName(uses) };
    return { runner: `${semanticRelease.name}@${version}` };
  },
  again: () => ({
    resumes: false,
    says: "semantic-release pushes its tag before it publishes, so another run finds the tag and releases nothing. Push a commit that asks for a release, such as `fix: …`: it publishes the next version. The tag stays where it is.",
  }),
  firstWithOidc: "25.0.1",
  nodeWithOidc: "^22.14.0 || >=24.10.0",
  publisher: plugin,
  oidc: {
    kind: "by-version",
    ends: endOf,
    exchanges: versionExchanges,
  },
  checksCredential: true,
  tellsRefusal: true,
  scopes: ["contents"],
  optionalScopes: ["issues", "pull-requests"],
  tags: true,
  setsVersions: true,
  otherSpelling: spellingOf,
  read(call) {
    const { repository, roots, command } = call;
    const directory = roots(command.directory);
    const { span } = command;
    const config = directory === undefined ? undefined : semanticReleaseIn(repository, directory);
    if (config?.publishes === false) return undefined;
    const manifest = directory === undefined ? "unknown" : packageIn(repository, directory);
    if (manifest === "absent")
      return unclearAt(startOfPath(command), { kind: "missing-manifest", tool: semanticRelease.name });
    const flagged = call.words.some((word) => /^(?:-p|--plugins|-e|--extends)(?:=|$)/.test(word.value ?? ""));
    if (config === undefined)
      return unclearAt(startOfPath(command), { kind: "tool-settings-file", tool: semanticRelease.name });
    const isOpen = config.publishes === "unknown" || flagged;
    const unsure = { kind: "tool-settings-file", tool: semanticRelease.name, span: startOfPath(command) } as const;
    // Without `pkgRoot` the package in its own folder is published; elsewhere it is most likely built.
    const target = publishedPackages(call, noOptions());
    return {
      action: "publish",
      options: noOptions(),
      target:
        config.pkgRoot === "" ? target : { ...target, packages: unknown({ kind: "folder", which: "pkgRoot", span }) },
      client: (read) => clientOf(call, read),
      ...(isOpen && { unsure }),
    };
  },
};

interface Config {
  readonly publishes: boolean | "unknown";
  /** The folder of the package, relative to where it runs; undefined where that can't be told. */
  readonly pkgRoot: string | undefined;
}

/** What it does in a folder with npm. */
export function semanticReleaseIn(repository: Repository, directory: string): Config {
  const config = releaseConfig(repository, directory, "release", /^(?:\.releaserc(?:\..*)?|release\.config\..*)$/);
  const unknown = { publishes: "unknown", pkgRoot: undefined } as const;
  if (config === "unknown") return inProgram(repository, directory) ?? unknown;
  if (settingIn(config.settings, "extends")?.value !== undefined) return unknown;
  const plugins = pluginsIn(config.settings, "path") ?? [{ name: plugin.name, options: undefined }];
  const own =
    plugins === "unknown" ? undefined : plugins.find((each) => each === undefined || each.name === plugin.name);
  if (own === undefined)
    return plugins === "unknown" || plugins.includes(undefined) ? unknown : { publishes: false, pkgRoot: "" };
  const publishes = readableText(own.options, "npmPublish")?.value !== "false";
  const pkgRoot = settingIn(own.options, "pkgRoot")?.value;
  return { publishes, pkgRoot: pkgRoot === undefined ? "" : textOfNode(pkgRoot)?.value };
}

/** What a program may take its settings from, or doesn't say in so many words. */
const fromElsewhere =
  /\bextends\b|\brequire\(|^\s*import\s+(?!type\b)|(?:default|exports\s*=)\s+[\w.]+\(|\.\.\.|npmPublish(?!["']?\s*:\s*(?:true|false)\b)/m;

/** What a configuration in JavaScript or TypeScript says, where its own text names what it needs; undefined where that isn't sure. */
function inProgram(repository: Repository, directory: string): Config | undefined {
  const text = programConfig(repository, directory, /^(?:\.releaserc|release\.config)\.[cm]?[jt]s$/);
  if (text === undefined || fromElsewhere.test(text)) return undefined;
  const isNamed = new RegExp(`["'\`]${plugin.name}["'\`]`).test(text);
  if (/\bplugins\b/.test(text) && !isNamed)
    return /\bplugins\b["']?\s*:\s*\[[^$]*\]/.test(text) ? { publishes: false, pkgRoot: "" } : undefined;
  const pkgRoot = /\bpkgRoot["']?\s*:\s*(?:["'`]([^"'`$]*)["'`])?/.exec(text);
  return { publishes: !/npmPublish["']?\s*:\s*false/.test(text), pkgRoot: pkgRoot === null ? "" : pkgRoot[1] };
}

function clientOf(call: Call, read: ReadByClient): Client {
  const credential = tokenOf(read.config, credentialOf(call, noOptions(), read.config));
  const own = toolVersion(call, semanticRelease.name);
  const version = pinnedPlugin(call) ?? map(own, (each) => ({ ...each, plugin: pluginVersions(call) }));
  const client = clientByVersion(call, semanticRelease, version, () => ({ npm: npmOf(call, read) }));
  return { ...client, credential };
}

/** docs/facts/tools.md#semantic-release: what it says without a token, and with setup-node's placeholder. */
function endOf(credential: Fact<Credential>): string {
  const sent = certain(credential)?.kind;
  if (sent === "none") return "it never asks for an OIDC token and stops with ENONPMTOKEN";
  return sent === "placeholder"
    ? "it never asks for an OIDC token, treats the placeholder as a token and stops with EINVALIDNPMTOKEN"
    : "it never asks for an OIDC token";
}

/**
 * The plugin decides, which semantic-release looks for next to itself before the project: every copy that the lock file has
 * must agree, else the version of semantic-release, each of which brings its own.
 */
function versionExchanges(version: ToolVersion): "yes" | "no" | "unknown" {
  const { plugin: copies = [] } = version;
  const own = versionReaches(version, semanticRelease.firstWithOidc ?? "");
  if (copies.length === 0) return own;
  const answers = new Set(copies.map((copy) => reaches(copy, plugin.firstWithOidc)));
  // A lock file may lag behind what package.json asks for.
  if (own !== "unknown") answers.add(own);
  const [answer] = answers;
  return answers.size === 1 && answer !== undefined ? answer : "unknown";
}

/** What an action installs next to semantic-release, whichever version of that it is: the plugin that the step names with its version. */
function pinnedPlugin({ step }: Call): Fact<ToolVersion> | undefined {
  const given = step.uses && step.with.texts.get("extra_plugins");
  const spec = given?.value.split(/[\s,"'[\]]+/).find((each) => each.startsWith(`${plugin.name}@`));
  const range = spec === undefined ? null : semver.validRange(spec.slice(plugin.name.length + 1));
  return given === undefined || spec === undefined || range === null
    ? undefined
    : known(
        { range: "*", shown: `with ${spec}`, where: `run with \`${spec}\``, written: undefined, plugin: [range] },
        given.span,
      );
}

/** Empty where it is fetched with a plugin of its own. */
function pluginVersions({ repository, roots, command, runner }: Call): readonly string[] {
  const directory = roots(command.directory);
  const fetched = runner?.includes("@", 1) === true;
  const copies = fetched || directory === undefined ? [] : allLocked(repository, directory, plugin.name);
  return copies?.map(({ value }) => value) ?? [];
}

/** It runs the npm in `node_modules`, its own where npm or yarn put it there, else the one on the PATH. */
function npmOf(call: Call, { config, manifests }: ReadByClient): Client["npm"] {
  const { repository, roots } = call;
  const { span } = call.command;
  if (call.command.words.length === 0 && call.runner?.includes("@", 1) !== true)
    return unknown({ kind: "other-npm", which: "of the action", span });
  // npx puts the folder of what it fetched on the PATH, and an action installs it, with all that it needs.
  if (call.runner?.includes("@", 1) === true) return undefined;
  const directory = roots(call.command.directory);
  if (directory === undefined) return unknown({ kind: "folder", which: "unknown", span });
  const manager = managerByLock(repository, directory) ?? "npm";
  if (manager === "npm") return undefined;
  if (manager === "yarn") {
    const rc = yarnrcOf(repository, directory);
    const hoists = rc === "absent" || (rc !== "unknown" && rc.nodeLinker === "node-modules");
    return hoists ? undefined : unknown({ kind: "other-npm", which: "kept by yarn", span });
  }
  if (manager !== "pnpm") return unknown({ kind: "npm-of-tool", tool: semanticRelease.name, span });
  const sudo = call.runner === "sudo" || call.runner === "env" ? call.runner : undefined;
  // However it is started, it looks into `node_modules` before the PATH.
  if (manifests.some((each) => carriesNpm(each, false)))
    return unknown({ kind: "other-npm", which: "dependency", span });
  return npmThatRuns({ ...call, runner: sudo }, { config, manifests: [] });
}

/** A token in a `.npmrc`, else NPM_TOKEN (docs/facts/tools.md#semantic-release). */
function tokenOf(config: NpmConfig, read: Fact<Credential>): Fact<Credential> {
  if (certain(read)?.kind !== "none") return read;
  const token = config.variable("NPM_TOKEN");
  if (token.kind === "unknown") return unknown(token.reason);
  const name = config.variable("NPM_USERNAME");
  if (name.kind !== "unset") return unknown({ kind: "named-variable", name: "NPM_USERNAME", span: name.span });
  if (token.kind === "unset" || (token.kind === "text" && token.value === "")) return read;
  if (token.kind === "text" && !mayBeToken(token.value)) return known({ kind: "placeholder" }, token.span);
  const secret = token.kind === "secret" ? { secret: token.name } : {};
  return known({ kind: "token", name: "NPM_TOKEN", ...secret }, token.span);
}

/**
 * semantic-release compares the text of publishConfig's registry, else of NPM_CONFIG_REGISTRY, with one spelling; to that of a
 * `.npmrc` it adds the slash itself (seen with @semantic-release/npm 13.2.0).
 */
function spellingOf({ packages, config, step, job, workflow }: Configured): OtherSpelling | undefined {
  const [first] = certain(packages) ?? [];
  const settings = first && certain(first.publishConfig);
  if (settings === undefined || !isReadable(settings, isRegistryKey)) return undefined;
  const own = settings.texts.get("registry");
  const variable = config.variable("NPM_CONFIG_REGISTRY");
  const given: Located<string> | undefined =
    own !== undefined && own.value !== "" ? own : variable.kind === "text" ? variable : undefined;
  const right = `https://${registryHost}/`;
  if (given === undefined || given.value === right || !isNpmRegistry(given.value)) return undefined;
  const inEnvironment = [step, job, workflow]
    .map(({ block }) => envEntry(block, "NPM_CONFIG_REGISTRY"))
    .find((each) => each !== undefined && sameSpan(each.span, given.span))?.entry.value;
  const node = given === own ? own.node : inEnvironment?.kind === "scalar" ? inEnvironment : undefined;
  return { span: given.span, written: given.value, right, edits: node && setValue(node, right) };
}
