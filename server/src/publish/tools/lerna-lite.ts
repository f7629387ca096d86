import type { Unclear } from "../../reason.ts";
import { dependencyOf } from "../../repository/package/dependency.ts";
import { monorepoPackages } from "../../repository/package/monorepo.ts";
import { packagesBelow } from "../../repository/package/workspaces.ts";
import { lernaSettings } from "../../repository/settings/release-config.ts";
import { known, type Fact } from "../fact.ts";
import { readNpmCommand } from "../job/npm-command.ts";
import { monorepoTarget } from "../tool/monorepo-target.ts";
import { clientByVersion } from "../tool/oidc.ts";
import type { Again, CalledBefore } from "../tool/again.ts";
import type { Call, Reading, Tool } from "../tool/tool.ts";
import type { ToolVersion } from "../tool/tool-version.ts";
import { toolVersion } from "../tool/version.ts";

/** `lerna publish` of @lerna-lite/cli, called by the package's name; as `lerna` what the repository asks for tells it from the other. */
export const lernaLite: Tool = {
  name: "lerna-lite",
  command: { words: ["lerna-lite"], package: "@lerna-lite/cli", publishes },
  firstWithOidc: "4.9.0",
  tags: true,
  setsVersions: true,
  startedByHand: true,
  again: againOf,
  oidc: {
    kind: "by-version",
    ends: "it publishes by itself, whatever npm is there, and never asks for an OIDC token",
  },
  read(call) {
    const fetched = call.runner?.startsWith("@lerna-lite/cli@") === true;
    const own = fetched ? undefined : litePackage(call);
    return readingOf(
      call,
      lernaLite,
      own === undefined ? toolVersion(call, "@lerna-lite/cli") : toolVersion({ ...call, runner: own }, own),
    );
  },
};

/** Whether `lerna` publishes with these words after it. */
export function publishes(texts: readonly string[]): boolean {
  return texts[0] === "publish" && !texts.includes("--skip-npm");
}

/** `lerna publish` by a tool of that command, in its version. */
export function readingOf(call: Call, tool: Tool, version: Fact<ToolVersion>): Reading | Unclear {
  const options = readNpmCommand(call.words);
  const target = monorepoTarget(call, {
    list: (root) => {
      const { packages, otherFolders } = lernaSettings(call.repository, root);
      if (["contents", "legacy-auth"].some((name) => options.options.has(name)) || otherFolders) return undefined;
      if (packages !== undefined) return packagesBelow(call.repository, root, packages);
      return monorepoPackages(call.repository, root)?.filter((each) => each.directory !== root);
    },
  });
  const client = clientByVersion(call, tool, version, () => ({ npm: undefined }));
  const action = options.options.get("stage") === true ? "stage" : "publish";
  const { registry } = lernaSettings(call.repository, target.directory ?? "");
  const own = target.source;
  // A package's own comes first.
  const named = typeof own === "object" && !own.publishConfig.texts.has("registry") ? registry : undefined;
  return {
    action,
    options,
    target,
    client: () => client,
    ...(named && { registry: known(named.value, named.span) }),
  };
}

/** The package of lerna-lite whose version counts, where the repository asks for it. */
export function litePackage(call: Call): string | undefined {
  return ["@lerna-lite/publish", "@lerna-lite/cli"].find((name) => dependsOn(call, name));
}

/** Whether the repository asks for a package where a tool is called. */
export function dependsOn({ repository, roots, command }: Call, name: string): boolean {
  const directory = roots(command.directory);
  return directory !== undefined && dependencyOf(repository, directory, name) !== undefined;
}

/**
 * `from-package` asks npm about each version. Without it lerna makes new versions of what has changed since its tags; from tags, it
 * takes a version that npm has for published, and E409 as well.
 */
export function againOf({ command }: CalledBefore): Again {
  const has = (word: string): boolean => command.words.some(({ value }) => value === word);
  if (has("from-package"))
    return { resumes: true, says: "`lerna publish from-package` publishes the versions that npm doesn't have." };
  if (has("from-git"))
    return {
      resumes: true,
      says: "`lerna publish from-git` publishes what is tagged on the commit, and leaves out the versions that npm has.",
    };
  return {
    resumes: false,
    says: "`lerna publish` compares with its tags, which are there, so it publishes nothing, or new versions; `from-package` compares with npm.",
    commands: ["npx lerna publish from-package --yes"],
  };
}
