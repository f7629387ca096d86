import { monorepoPackages } from "../../repository/package/monorepo.ts";
import { declaredManager, managerByLock, yarnrcOf } from "../../repository/package/package-manager.ts";
import { join, upwards } from "../../repository/paths.ts";
import { autoPublishes } from "../../repository/settings/release-config.ts";
import type { NpmConfig } from "../auth/config.ts";
import type { Credential } from "../auth/credential.ts";
import { credentialOf } from "../auth/credentials.ts";
import { certain, known, unknown, type Fact } from "../fact.ts";
import { readNpmCommand, type NpmCommand } from "../job/npm-command.ts";
import { monorepoTarget } from "./monorepo-target.ts";
import { publishedPackages } from "./packages.ts";
import type { Call, Client, Lacks, Place, Reading, Tool } from "./tool.ts";

/** `bun publish`: no OIDC in any version (facts on tools, §6). */
export const bun: Tool = {
  name: "bun publish",
  read(place, call, machine) {
    const options = readNpmCommand(call.words);
    if (options.options.get("dry-run") === true) return undefined;
    const lacks: Lacks = {
      kind: "never",
      ends: 'it stops with "missing authentication"',
      instead: "npm 11.5.1 or later can publish the tarball that `bun pm pack` makes",
    };
    const own = place.repository.file(join(place.roots(call.command.directory) ?? "", "bunfig.toml")) !== "absent";
    return plain(place, call, machine, options, lacks, "NPM_CONFIG_TOKEN", own ? "bunfig.toml" : undefined);
  },
};

/** `yarn publish` of yarn 1, which has no OIDC; later versions have no such command of their own. */
export const yarnClassic: Tool = {
  name: "yarn publish",
  read(place, call, machine) {
    const directory = place.roots(call.command.directory);
    const declared = directory === undefined ? undefined : declaredManager(place.repository, directory);
    const isOld = declared === undefined || (declared.name === "yarn" && declared.range?.startsWith("1.") === true);
    if (
      directory === undefined ||
      !isOld ||
      managerByLock(place.repository, directory) !== "yarn" ||
      isBerry(place, directory)
    )
      return { span: call.command.path[0] ?? call.command.span, why: "yarn publish" };
    const lacks: Lacks = {
      kind: "never",
      ends: undefined,
      instead: "`npm publish` of npm 11.5.1 or later can",
    };
    const options = readNpmCommand(call.words);
    return plain(place, call, machine, options, lacks, "NPM_AUTH_TOKEN");
  },
};

function isBerry({ repository }: Place, directory: string): boolean {
  const locks = upwards(directory).map((folder) => repository.file(join(folder, "yarn.lock")));
  const lock = locks.find((state) => state !== "absent");
  return yarnrcOf(repository, directory) !== "absent" || typeof lock !== "object" || /^__metadata:/m.test(lock.text);
}

/** `auto shipit` and its like with the npm plugin, which demands NPM_TOKEN. */
export const auto: Tool = {
  name: "auto",
  read(place, call, machine) {
    const directory = place.roots(call.command.directory);
    const npm = directory === undefined ? "unknown" : autoPublishes(place.repository, directory);
    if (npm === false) return undefined;
    if (npm === "unknown") return { span: call.command.path[0] ?? call.command.span, why: "auto" };
    const lacks: Lacks = {
      kind: "never",
      ends: "it stops without NPM_TOKEN",
      instead: "`npm publish` of npm 11.5.1 or later can",
    };
    const target = monorepoTarget(place, call, machine, (root) => monorepoPackages(place.repository, root));
    return "why" in target
      ? target
      : { ...plain(place, call, machine, readNpmCommand([]), lacks, "NPM_TOKEN"), target };
  },
};

function plain(
  place: Place,
  call: Call,
  machine: Parameters<Tool["read"]>[2],
  options: NpmCommand,
  lacks: Lacks,
  variable: string,
  file?: string,
): Reading {
  return {
    action: "publish",
    options,
    target: publishedPackages(place.repository, call.command, options, place.roots, machine),
    client(config): Client {
      const read = credentialOf(call.command, options, place.scope, config, machine);
      return {
        npm: undefined,
        exchanges: "no",
        lacks,
        credential: ownToken(place, call, config, read, variable, file),
      };
    },
  };
}

/** Each reads a variable of its own as well, and may read more: then whether a token reaches the registry isn't known. */
function ownToken(
  place: Place,
  { command }: Call,
  config: NpmConfig,
  read: Fact<Credential>,
  variable: string,
  file: string | undefined,
): Fact<Credential> {
  const sent = certain(read)?.kind;
  if (sent === undefined || sent === "token") return read;
  const own = config.variable(variable);
  if (own.kind === "secret") return known({ kind: "token", name: variable, secret: own.name }, own.span);
  if (file !== undefined) return unknown(command.span, `\`${file}\`, which may name a token`);
  const names = new Set([...place.scope.variables(), ...command.variables.keys()]);
  const other = [...names].find(
    (name) =>
      // What setup-node's own file says of this one is known.
      name !== "NODE_AUTH_TOKEN" &&
      /npm|bun|yarn|node/i.test(name) &&
      /token|auth/i.test(name) &&
      isSet(place, command, name),
  );
  return other === undefined ? read : unknown(command.span, `the variable \`${other}\``);
}

function isSet(place: Place, command: Call["command"], name: string): boolean {
  if (command.variables.has(name)) return command.variables.get(name) !== null;
  const variable = place.scope.variable(name);
  return variable.kind !== "unset" && !(variable.kind === "text" && variable.value === "");
}
