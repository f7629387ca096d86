import { firstWithOidc } from "../../data/tools.ts";
import { dependencyOf } from "../../repository/package/dependency.ts";
import { monorepoPackages } from "../../repository/package/monorepo.ts";
import { packagesBelow } from "../../repository/package/workspaces.ts";
import { lernaSettings } from "../../repository/settings/release-config.ts";
import { readNpmCommand } from "../job/npm-command.ts";
import { monorepoTarget } from "./monorepo-target.ts";
import type { Place, Tool } from "./tool.ts";
import { clientByVersion, toolVersion } from "./version.ts";

/** `lerna publish` of the package `lerna`, which talks to the registry itself; lerna-lite, which has the same command, isn't modelled. */
export const lerna: Tool = {
  name: "lerna",
  read(place, call, machine) {
    const { span, path } = call.command;
    const directory = place.roots(call.command.directory);
    const isLite = directory !== undefined && liteIn(place, directory);
    if (isLite) return { span: path[0] ?? span, why: "lerna-lite" };
    const options = readNpmCommand(call.words);
    const target = monorepoTarget(place, call, machine, (root) => {
      const { packages, special } = lernaSettings(place.repository, root);
      if (["contents", "legacy-auth"].some((name) => options.options.has(name)) || special) return undefined;
      if (packages !== undefined) return packagesBelow(place.repository, root, packages);
      return monorepoPackages(place.repository, root)?.filter((each) => each.directory !== root);
    });
    const ends = "it publishes by itself, whatever npm is there, and never asks for an OIDC token";
    const version = toolVersion(place, call, "lerna");
    const client = clientByVersion("lerna", version, firstWithOidc.lerna, span, ends, () => ({
      npm: undefined,
      exchanges: "yes",
    }));
    if ("why" in target) return target;
    return { action: "publish", options, target, client: () => client };
  },
};

function liteIn(place: Place, directory: string): boolean {
  return ["@lerna-lite/cli", "@lerna-lite/publish"].some(
    (name) => dependencyOf(place.repository, directory, name) !== undefined,
  );
}
