import { globTest, inNames } from "../../glob/glob.ts";
import { monorepoPackages } from "../../repository/package/monorepo.ts";
import type { Package } from "../../repository/package/package.ts";
import type { Repository } from "../../repository/repository.ts";
import { nxReleaseProjects } from "../../repository/settings/release-config.ts";
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
    const list = (root: string): readonly Package[] | undefined => projectsOf(call.repository, root);
    const target = monorepoTarget(call, { list, exact: false });
    return { ...readingBy(call, managerOf(call), options), target };
  },
};

/** The packages of the projects that nx.json picks; undefined where a pattern means more than a name or a folder. */
function projectsOf(repository: Repository, root: string): readonly Package[] | undefined {
  const patterns = nxReleaseProjects(repository, root);
  const all = monorepoPackages(repository, root);
  if (patterns === undefined || all === undefined) return all;
  if (patterns === "unknown" || patterns.some((each) => !/^[@\w./*-]+$/.test(each))) return undefined;
  // A project is called as its package, unless project.json says otherwise: most often by the last part of its name.
  const picked = patterns.map((pattern) => {
    const test = globTest(pattern, inNames);
    return all.filter(({ name, directory }) => {
      const called = name?.value ?? "";
      return test?.(called) === true || test?.(directory) === true || pattern === called.replace(/^@[^/]*\//, "");
    });
  });
  return picked.some((found) => found.length === 0) ? undefined : all.filter((each) => picked.flat().includes(each));
}
