import { startOfPath } from "../../repository/command/command.ts";
import { join } from "../../repository/paths.ts";
import { monorepoPackages } from "../../repository/package/monorepo.ts";
import type { Repository } from "../../repository/repository.ts";
import { pluginsIn, releaseConfig, settingIn } from "../../repository/settings/release-config.ts";
import { monorepoTarget } from "../tool/monorepo-target.ts";
import { clientByVersion } from "../tool/oidc.ts";
import type { Client, Tool } from "../tool/tool.ts";
import { toolVersion } from "../tool/version.ts";
import { readingByToken } from "../tool/without-oidc.ts";
import { noOptions, readingBy } from "./base.ts";
import { lerna } from "./lerna.ts";

/**
 * `auto shipit` and its like with the npm plugin: where there is a lerna.json it runs `npx lerna publish`, else `npm publish`. Without
 * NPM_TOKEN it warns and goes on (docs/facts/tools.md#auto).
 */
export const auto: Tool = {
  name: "auto",
  command: {
    words: ["auto"],
    package: "auto",
    publishes: (texts) => /^(?:shipit|latest|next|canary)$/.test(texts[0] ?? ""),
  },
  tags: true,
  read(call) {
    const { repository, roots, command } = call;
    const directory = roots(command.directory);
    const npm = directory === undefined ? "unknown" : publishes(repository, directory);
    if (npm === false) return undefined;
    const unsure = { kind: "tool-settings-file", tool: auto.name, span: startOfPath(command) } as const;
    const target = monorepoTarget(call, { list: (root) => monorepoPackages(repository, root) });
    const byToken = readingByToken(call, { tool: auto, options: noOptions(), variable: "NPM_TOKEN" });
    const isMonorepo = repository.file(join(directory ?? "", "lerna.json")) !== "absent";
    const version = toolVersion({ ...call, runner: lerna.name }, lerna.name);
    const client = isMonorepo
      ? (): Client => clientByVersion(call, lerna, version, () => ({ npm: undefined }))
      : readingBy(call, "npm").client;
    return {
      ...byToken,
      target,
      client(read) {
        const { credential } = byToken.client(read);
        return { ...client(read), ...(credential && { credential }) };
      },
      ...(npm === "unknown" && { unsure }),
    };
  },
};

/** Whether it has its npm plugin, as it does without any configuration. */
function publishes(repository: Repository, directory: string): boolean | "unknown" {
  const config = releaseConfig(repository, directory, "auto", /^(?:\.autorc(?:\..*)?|auto\.config\..*)$/);
  if (config === "unknown" || settingIn(config.settings, "extends")?.value !== undefined) return "unknown";
  const plugins = pluginsIn(config.settings);
  if (plugins === undefined) return true;
  if (plugins === "unknown" || plugins.includes(undefined)) return "unknown";
  return plugins.some((plugin) => plugin?.name === "npm");
}
