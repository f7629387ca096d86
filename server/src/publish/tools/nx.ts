import { monorepoPackages } from "../../repository/package/monorepo.ts";
import { readNpmCommand } from "../job/npm-command.ts";
import { monorepoTarget } from "../tool/monorepo-target.ts";
import type { Tool } from "../tool/tool.ts";
import { managerOf, readingBy } from "./base.ts";

/** `nx release` with `--yes`, and `nx release publish`, of projects that nx's configuration picks. */
export const nx: Tool = {
  name: "nx release",
  command: {
    words: ["nx"],
    package: "nx",
    publishes(texts) {
      const [first, second = ""] = texts;
      if (first !== "release" && texts.some((text) => /^publish|:publish/.test(text)))
        return { kind: "tool-target", tool: "nx" };
      if (first !== "release" || /^(?:version|changelog|plan)/.test(second) || texts.includes("--skip-publish"))
        return false;
      return second === "publish" || texts.includes("--yes") || texts.includes("-y") || { kind: "tool", name: nx.name };
    },
  },
  tags: true,
  startedByHand: true,
  again: ({ command }) => {
    const says = "`nx release publish` leaves out the versions that npm has, and publishes the others.";
    return command.words.some(({ value }) => value === "publish")
      ? { resumes: true, says }
      : {
          resumes: false,
          says: `\`nx release\` would make a new version. ${says}`,
          commands: ["npx nx release publish"],
        };
  },
  read(call) {
    const options = readNpmCommand(call.words.slice(1));
    const list = (root: string): ReturnType<typeof monorepoPackages> => monorepoPackages(call.repository, root);
    const target = monorepoTarget(call, { list, exact: false });
    return { ...readingBy(call, managerOf(call), options), target };
  },
};
