import { unclearAt } from "../../reason.ts";
import { startOfPath } from "../../repository/command/command.ts";
import { dependencyOf } from "../../repository/package/dependency.ts";
import { monorepoPackages } from "../../repository/package/monorepo.ts";
import { packagesBelow } from "../../repository/package/workspaces.ts";
import { lernaSettings } from "../../repository/settings/release-config.ts";
import { readNpmCommand } from "../job/npm-command.ts";
import { monorepoTarget } from "../tool/monorepo-target.ts";
import { clientByVersion } from "../tool/oidc.ts";
import type { Call, Tool } from "../tool/tool.ts";
import { toolVersion } from "../tool/version.ts";

/** `lerna publish` of the package `lerna`, which talks to the registry itself; lerna-lite, which has the same command, isn't modelled. */
export const lerna: Tool = {
  name: "lerna",
  command: {
    words: ["lerna"],
    package: "lerna",
    publishes: (texts) => texts[0] === "publish" && !texts.includes("--skip-npm"),
  },
  firstWithOidc: "9.0.0",
  tags: true,
  setsVersions: true,
  startedByHand: true,
  oidc: {
    kind: "by-version",
    ends: "it publishes by itself, whatever npm is there, and never asks for an OIDC token",
  },
  read(call) {
    if (isLite(call)) return unclearAt(startOfPath(call.command), { kind: "tool", name: "lerna-lite" });
    const options = readNpmCommand(call.words);
    const target = monorepoTarget(call, {
      list: (root) => {
        const { packages, elsewhere } = lernaSettings(call.repository, root);
        if (["contents", "legacy-auth"].some((name) => options.options.has(name)) || elsewhere) return undefined;
        if (packages !== undefined) return packagesBelow(call.repository, root, packages);
        return monorepoPackages(call.repository, root)?.filter((each) => each.directory !== root);
      },
    });
    const client = clientByVersion(call, lerna, toolVersion(call, lerna.name), () => ({ npm: undefined }));
    if ("reason" in target) return target;
    return { action: "publish", options, target, client: () => client };
  },
};

function isLite({ repository, roots, command }: Call): boolean {
  const directory = roots(command.directory);
  if (directory === undefined) return false;
  return ["@lerna-lite/cli", "@lerna-lite/publish"].some(
    (name) => dependencyOf(repository, directory, name) !== undefined,
  );
}
