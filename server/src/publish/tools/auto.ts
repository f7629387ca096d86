import { unclearAt } from "../../reason.ts";
import { startOfPath } from "../../repository/command/command.ts";
import { monorepoPackages } from "../../repository/package/monorepo.ts";
import type { Repository } from "../../repository/repository.ts";
import { pluginsIn, releaseConfig, settingIn } from "../../repository/settings/release-config.ts";
import { monorepoTarget } from "../tool/monorepo-target.ts";
import type { Tool } from "../tool/tool.ts";
import { readingByToken } from "../tool/without-oidc.ts";
import { noOptions } from "./base.ts";

/** `auto shipit` and its like with the npm plugin, which demands NPM_TOKEN. */
export const auto: Tool = {
  name: "auto",
  command: {
    words: ["auto"],
    package: "auto",
    publishes: (texts) => /^(?:shipit|latest|next|canary)$/.test(texts[0] ?? ""),
  },
  tags: true,
  oidc: { kind: "never", ends: "it stops without NPM_TOKEN", instead: "`npm publish` of npm 11.5.1 or later can" },
  read(call) {
    const { repository, roots, command } = call;
    const directory = roots(command.directory);
    const npm = directory === undefined ? "unknown" : publishes(repository, directory);
    if (npm === false) return undefined;
    if (npm === "unknown") return unclearAt(startOfPath(command), { kind: "tool", name: auto.name });
    const target = monorepoTarget(call, { list: (root) => monorepoPackages(repository, root) });
    if ("reason" in target) return target;
    const reading = readingByToken(call, {
      tool: auto,
      options: noOptions(),
      variable: "NPM_TOKEN",
    });
    return { ...reading, target };
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
