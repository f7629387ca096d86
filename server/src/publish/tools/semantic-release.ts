import { firstWithOidc } from "../../data/tools.ts";
import { allLocked } from "../../repository/package/dependency.ts";
import { managerByLock, yarnrcOf } from "../../repository/package/package-manager.ts";
import { packageIn } from "../../repository/package/package.ts";
import { semanticRelease as configured } from "../../repository/settings/release-config.ts";
import type { NpmConfig } from "../auth/config.ts";
import type { Credential } from "../auth/credential.ts";
import { credentialOf } from "../auth/credentials.ts";
import { certain, known, unknown, type Fact } from "../fact.ts";
import { readNpmCommand, type NpmCommand } from "../job/npm-command.ts";
import type { Machine } from "../job/state.ts";
import { carriesNpm, npmThatRuns } from "./npm.ts";
import { publishedPackages } from "./packages.ts";
import type { Call, Client, Manifest, Place, Tool, ToolVersion } from "./tool.ts";
import { clientByVersion, reaches, toolVersion } from "./version.ts";

/** semantic-release with its npm plugin, from the command line or as an action that names its version. */
export const semanticRelease: Tool = {
  name: "semantic-release",
  read(place, call, machine) {
    const directory = place.roots(call.command.directory);
    const { span } = call.command;
    const config = directory === undefined ? undefined : configured(place.repository, directory);
    if (config?.publishes === false) return undefined;
    const manifest = directory === undefined ? "unknown" : packageIn(place.repository, directory);
    if (manifest === "absent")
      return { span: call.command.path[0] ?? span, why: "semantic-release without package.json" };
    const flagged = call.words.some((word) => /^(?:-p|--plugins|-e|--extends)(?:=|$)/.test(word.value ?? ""));
    if (config === undefined || config.publishes === "unknown" || flagged)
      return { span: call.command.path[0] ?? span, why: "a configuration of semantic-release that isn't read" };
    const options = readNpmCommand([]);
    // Without `pkgRoot` the package in its own folder is published; elsewhere it is most likely built.
    const target = publishedPackages(place.repository, call.command, options, place.roots, machine);
    return {
      action: "publish",
      options,
      target:
        config.pkgRoot === "" ? target : { ...target, packages: unknown(span, "the folder that `pkgRoot` names") },
      client: (npm, manifests) => clientOf(place, call, machine, options, npm, manifests),
    };
  },
};

function clientOf(
  place: Place,
  call: Call,
  machine: Machine,
  options: NpmCommand,
  config: NpmConfig,
  manifests: readonly Manifest[],
): Client {
  const credential = tokenOf(config, credentialOf(call.command, options, place.scope, config, machine));
  const client = clientByVersion(
    "semantic-release",
    toolVersion(place, call, "semantic-release"),
    firstWithOidc["semantic-release"],
    call.command.span,
    endOf(credential),
    () => ({ npm: npmOf(place, call, machine, config, manifests), exchanges: "yes" }),
    (version) => versionExchanges(place, call, version),
  );
  return { ...client, credential };
}

/** Facts on tools, §6: what it says without a token, and with setup-node's placeholder. */
function endOf(credential: Fact<Credential>): string {
  const sent = certain(credential)?.kind;
  if (sent === "none") return "it never asks for an OIDC token and stops with ENONPMTOKEN";
  return sent === "placeholder"
    ? "it never asks for an OIDC token, takes the placeholder for a token and stops with EINVALIDNPMTOKEN"
    : "it never asks for an OIDC token";
}

/**
 * The plugin decides, which semantic-release looks for beside itself before the project: every copy that the lock file has
 * must agree, else the version of semantic-release, each of which brings its own.
 */
function versionExchanges(place: Place, { command, runner }: Call, version: ToolVersion): "yes" | "no" | "unknown" {
  const own = reaches(version.range, firstWithOidc["semantic-release"]);
  const directory = place.roots(command.directory);
  const fetched = runner?.includes("@", 1) === true;
  if (fetched || directory === undefined) return own;
  const copies = allLocked(place.repository, directory, "@semantic-release/npm");
  if (copies === undefined || copies.length === 0) return own;
  const answers = new Set(copies.map(({ value }) => reaches(value, firstWithOidc["@semantic-release/npm"])));
  // A lock file may lag behind what package.json asks for.
  if (own !== "unknown") answers.add(own);
  const [answer] = answers;
  return answers.size === 1 && answer !== undefined ? answer : "unknown";
}

/** It runs the npm in `node_modules`, its own where npm or yarn put it there, else the one on the PATH. */
function npmOf(
  place: Place,
  call: Call,
  machine: Machine,
  config: NpmConfig,
  manifests: readonly Manifest[],
): Client["npm"] {
  const { span } = call.command;
  // npx puts the folder of what it fetched on the PATH.
  if (call.command.words.length === 0) return unknown(span, "the npm that the action runs");
  if (call.runner?.includes("@", 1) === true) return undefined;
  const directory = place.roots(call.command.directory);
  if (directory === undefined) return unknown(span, "a folder that isn't known");
  const manager = managerByLock(place.repository, directory) ?? "npm";
  if (manager === "npm") return undefined;
  if (manager === "yarn") {
    const rc = yarnrcOf(place.repository, directory);
    const hoists = rc === "absent" || (rc !== "unknown" && rc.nodeLinker === "node-modules");
    return hoists ? undefined : unknown(span, "an npm that yarn's Plug'n'Play keeps");
  }
  if (manager !== "pnpm") return unknown(span, "the npm that semantic-release runs");
  const sudo = call.runner === "sudo" || call.runner === "env" ? call.runner : undefined;
  // However it is started, it looks into `node_modules` before the PATH.
  if (manifests.some((each) => carriesNpm(each, false)))
    return unknown(span, "an npm among the package's dependencies");
  return npmThatRuns(place, { ...call, runner: sudo }, machine, config, []);
}

/** A token in a `.npmrc`, else NPM_TOKEN (facts on tools, §6). */
function tokenOf(config: NpmConfig, read: Fact<Credential>): Fact<Credential> {
  if (certain(read)?.kind !== "none") return read;
  const token = config.variable("NPM_TOKEN");
  if (token.kind === "unknown") return unknown(token.span, token.why);
  const name = config.variable("NPM_USERNAME");
  if (name.kind !== "unset") return unknown(name.span, "the variable `NPM_USERNAME`");
  if (token.kind === "unset" || (token.kind === "text" && token.value === "")) return read;
  const secret = token.kind === "secret" ? { secret: token.name } : {};
  return known({ kind: "token", name: "NPM_TOKEN", ...secret }, token.span);
}
