import { firstWithOidc } from "../../data/tools.ts";
import { monorepoPackages } from "../../repository/package/monorepo.ts";
import { declaredManager, managerByLock } from "../../repository/package/package-manager.ts";
import { packageIn } from "../../repository/package/package.ts";
import { releaseItPublishes } from "../../repository/settings/release-config.ts";
import { unknown } from "../fact.ts";
import { readNpmCommand, type NpmCommand } from "../job/npm-command.ts";
import type { Machine } from "../job/state.ts";
import { monorepoTarget } from "./monorepo-target.ts";
import { npmThatRuns } from "./npm.ts";
import { publishedPackages } from "./packages.ts";
import { pnpmClient } from "./pnpm.ts";
import type { Call, Place, Reading, Tool } from "./tool.ts";
import { clientByVersion, toolVersion } from "./version.ts";

/** np, which checks the login before it runs npm, until version 11 also where OIDC is there. */
export const np: Tool = {
  name: "np",
  read(place, call, machine) {
    const options = readNpmCommand(call.words);
    const off = (name: string): boolean => options.options.get(name) === true;
    if (options.options.get("publish") === false || off("preview") || off("release-draft-only")) return undefined;
    if (options.options.has("contents") || options.options.has("package-manager"))
      return { span: call.command.path[0] ?? call.command.span, why: "np with another folder or package manager" };
    const reading = plainReading(place, call, machine, options, managerOf(place, call) === "npm" ? "npm" : undefined);
    return {
      ...reading,
      client: (config, manifests) =>
        clientByVersion(
          "np",
          toolVersion(place, call, "np"),
          firstWithOidc.np,
          call.command.span,
          "it looks for a login before it publishes and knows nothing of OIDC",
          () => reading.client(config, manifests),
        ),
    };
  },
};

/** release-it, which runs `npm publish`. */
export const releaseIt: Tool = {
  name: "release-it",
  read(place, call, machine) {
    const directory = place.roots(call.command.directory);
    const publishes = directory === undefined ? "unknown" : releaseItPublishes(place.repository, directory);
    // Without a package.json its npm plugin is off.
    if (publishes === false || packageIn(place.repository, directory ?? "") === "absent") return undefined;
    const texts = call.words.map((word) => word.value ?? "");
    // These print something and end.
    if (texts.some((text) => /^(?:-v|-h|--version|--help|--release-version|--changelog)$/.test(text))) return undefined;
    const flagged = /^(?:-c|--config|--extends|--npm\.(?!skipChecks(?:=true)?$))/;
    if (publishes === "unknown" || texts.some((text) => flagged.test(text)))
      return { span: call.command.path[0] ?? call.command.span, why: "a configuration of release-it that isn't read" };
    return plainReading(place, call, machine, readNpmCommand([]), "npm");
  },
};

/** `nx release` with `--yes`, and `nx release publish`, of projects that nx's configuration picks. */
export const nx: Tool = {
  name: "nx release",
  read(place, call, machine) {
    const options = readNpmCommand(call.words.slice(1));
    const list = (root: string): ReturnType<typeof monorepoPackages> => monorepoPackages(place.repository, root);
    const target = monorepoTarget(place, call, machine, list, false);
    if ("why" in target) return target;
    return { ...plainReading(place, call, machine, options, managerOf(place, call)), target };
  },
};

/** `napi prepublish`, which publishes the packages of the platforms. */
export const napi: Tool = {
  name: "napi prepublish",
  read(place, call, machine) {
    const reading = plainReading(place, call, machine, readNpmCommand([]), managerOf(place, call));
    const packages = unknown<never>(call.command.span, "the packages of the platforms");
    return { ...reading, target: { ...reading.target, packages } };
  },
};

/** The package in the folder, by the npm or pnpm that is there. */
export function plainReading(
  place: Place,
  call: Call,
  machine: Machine,
  options: NpmCommand,
  manager: "npm" | "pnpm" | undefined,
): Reading {
  const { command, runner } = call;
  // What brings the tool brings no npm.
  const own = { command, runner: runner === "sudo" || runner === "env" ? runner : undefined };
  return {
    action: "publish",
    options,
    target: publishedPackages(place.repository, command, readNpmCommand([]), place.roots, machine),
    client(config, manifests) {
      if (manager === "pnpm") return pnpmClient(place, { ...call, ...own }, machine, options)(config, manifests);
      if (manager === undefined)
        return { npm: unknown(command.span, "a package manager that isn't known"), exchanges: "unknown" };
      return { npm: npmThatRuns(place, own, machine, config, manifests), exchanges: "yes" };
    },
  };
}

/** The package manager that a tool publishes with: npm or pnpm, by the lock file; with others that isn't modelled. */
export function managerOf(place: Place, { command }: Call): "npm" | "pnpm" | undefined {
  const directory = place.roots(command.directory);
  if (directory === undefined) return undefined;
  const declared = declaredManager(place.repository, directory)?.name;
  const found = managerByLock(place.repository, directory);
  if (declared !== undefined && found !== undefined && declared !== found) return undefined;
  const manager = found ?? declared ?? "npm";
  return manager === "npm" || manager === "pnpm" ? manager : undefined;
}
