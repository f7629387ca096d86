import { startOfPath } from "../../repository/command/command.ts";
import { monorepoPackages } from "../../repository/package/monorepo.ts";
import { monorepoTarget } from "../tool/monorepo-target.ts";
import type { Tool } from "../tool/tool.ts";
import { readingBy } from "./base.ts";

/** bumpy, which most likely runs `npm publish`: its configuration may name another package manager (docs/facts/tools.md#bumpy). */
export const bumpy: Tool = {
  name: "bumpy",
  command: {
    words: ["bumpy"],
    package: "@varlock/bumpy",
    publishes: (texts) => texts[0] === "publish" || (texts[0] === "ci" && texts[1] === "release"),
  },
  tags: true,
  setsVersions: true,
  read(call) {
    const list = (root: string): ReturnType<typeof monorepoPackages> => monorepoPackages(call.repository, root);
    return {
      ...readingBy(call, "npm"),
      target: monorepoTarget(call, { list, exact: false }),
      unsure: { kind: "tool-settings-file", tool: bumpy.name, span: startOfPath(call.command) },
    };
  },
};
