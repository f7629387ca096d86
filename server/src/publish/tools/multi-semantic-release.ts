import { monorepoPackages } from "../../repository/package/monorepo.ts";
import { monorepoTarget } from "../tool/monorepo-target.ts";
import type { Tool } from "../tool/tool.ts";
import { semanticRelease } from "./semantic-release.ts";

/** semantic-release for each package of a monorepo, by the version that the repository has (docs/facts/tools.md#multi-semantic-release). */
export const multiSemanticRelease: Tool = {
  ...semanticRelease,
  name: "multi-semantic-release",
  command: { words: ["multi-semantic-release"], package: "multi-semantic-release", publishes: () => true },
  read(call) {
    const reading = semanticRelease.read({ ...call, runner: semanticRelease.name });
    if (reading === undefined || "reason" in reading) return reading;
    const list = (root: string): ReturnType<typeof monorepoPackages> =>
      monorepoPackages(call.repository, root)?.filter(({ directory }) => directory !== root);
    return { ...reading, target: monorepoTarget(call, { list }) };
  },
};
