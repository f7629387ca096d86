import { monorepoPackages } from "../../repository/package/monorepo.ts";
import { readNpmCommand } from "../job/npm-command.ts";
import { monorepoTarget } from "../tool/monorepo-target.ts";
import type { Tool } from "../tool/tool.ts";
import { managerOf, readingBy } from "./base.ts";
import { passedByPnpm } from "./pnpm.ts";

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
    const manager = managerOf(call);
    // It writes the branch after `=`, which pnpm passes on in any version.
    const branch = call.words.some(({ value }) => /^--publish-branch(?:=|$)/.test(value ?? ""));
    const added = branch ? [{ text: "--publish-branch=", addedBy: releasePlan.name }] : [];
    const given = manager === "pnpm" ? passedByPnpm(call, added) : manager && { arguments: added };
    return {
      ...readingBy(call, manager, readNpmCommand(call.words)),
      ...(branch && given && { given }),
      target,
    };
  },
};
