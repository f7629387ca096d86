import { monorepoPackages } from "../../repository/package/monorepo.ts";
import { readNpmCommand } from "../job/npm-command.ts";
import { monorepoTarget } from "../tool/monorepo-target.ts";
import type { Tool } from "../tool/tool.ts";
import { managerOf, readingBy } from "./base.ts";

/** `release-plan publish`, which runs pnpm or npm for each package of its plan (docs/facts/tools.md#release-plan). */
export const releasePlan: Tool = {
  name: "release-plan",
  command: {
    words: ["release-plan"],
    package: "release-plan",
    publishes: (texts) => texts[0] === "publish" && !texts.includes("--skip-npm-publish"),
  },
  tags: true,
  read(call) {
    const list = (root: string): ReturnType<typeof monorepoPackages> => monorepoPackages(call.repository, root);
    const target = monorepoTarget(call, { list, exact: false });
    return { ...readingBy(call, managerOf(call), readNpmCommand(call.words)), target };
  },
};
