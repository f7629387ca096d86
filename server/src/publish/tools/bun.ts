import { commandIndex } from "../../data/option-values.ts";
import { join } from "../../repository/paths.ts";
import { unclearAt } from "../../reason.ts";
import { startOfPath } from "../../repository/command/command.ts";
import { readNpmCommand } from "../job/npm-command.ts";
import type { Tool } from "../tool/tool.ts";
import { readingByToken } from "../tool/without-oidc.ts";

/** `bun publish`: no OIDC in any version (docs/facts/tools.md#bun). */
export const bun: Tool = {
  name: "bun publish",
  subject: "bun",
  command: { words: ["bun"], publishes: (texts) => texts[commandIndex("bun", texts)] === "publish" },
  oidc: {
    kind: "never",
    ends: 'it stops with "missing authentication"',
    instead: "npm 11.5.1 or later can publish the tarball that `bun pm pack` makes",
  },
  read(call) {
    const options = readNpmCommand(call.words);
    if (options.options.get("dry-run") === true) return undefined;
    if (options.options.has("cwd"))
      return unclearAt(startOfPath(call.command), { kind: "tool-options", tool: bun.name });
    const own = call.repository.file(join(call.roots(call.command.directory) ?? "", "bunfig.toml")) !== "absent";
    return readingByToken(call, {
      tool: bun,
      options,
      variable: "NPM_CONFIG_TOKEN",
      file: own ? "bunfig.toml" : undefined,
    });
  },
};
