import { runs } from "../../repository/command/own-words.ts";
import { startOfPath } from "../../repository/command/command.ts";
import { unclearAt } from "../../reason.ts";
import type { Call, Tool } from "../tool/tool.ts";
import { toolVersion } from "../tool/version.ts";
import { againOf, dependsOn, lernaLite, litePackage, publishes, readingOf } from "./lerna-lite.ts";

/** `lerna publish` of the package `lerna`, which talks to the registry itself, or of lerna-lite, which has the same command. */
export const lerna: Tool = {
  name: "lerna",
  command: { words: ["lerna"], package: "lerna", publishes },
  firstWithOidc: "9.0.0",
  nodeWithOidc: "^20.19.0 || ^22.12.0 || >=24.0.0",
  tags: true,
  setsVersions: true,
  startedByHand: true,
  again: againOf,
  oidc: {
    kind: "by-version",
    ends: "it publishes by itself, whatever npm is there, and never asks for an OIDC token",
  },
  read(call) {
    const lite = litePackage(call);
    const own = dependsOn(call, lerna.name);
    const fetchesOne = call.runner?.includes("@", 1) === true;
    if (lite !== undefined && (own || fetchesOne))
      return unclearAt(startOfPath(call.command), { kind: "tool", name: lernaLite.name });
    if (lite !== undefined) return readingOf(call, lernaLite, toolVersion({ ...call, runner: lite }, lite));
    // Any lerna hands over to the one that is installed in the repository (docs/facts/tools.md#lerna).
    const here = own && installs(call) ? { ...call, runner: lerna.name } : call;
    return readingOf(call, lerna, toolVersion(here, lerna.name));
  },
};

/** Whether a step before installs what package.json asks for. */
function installs({ job, step, scope }: Call): boolean {
  return job.steps.some(
    (each) => each.index <= step.index && scope.condition(each.if) !== false && runs(each.run, installsAll),
  );
}

const installsAll =
  /^(?:npm (?:ci|i|install|clean-install)|pnpm (?:i|install)|yarn(?: install)?|bun (?:i|install))(?: -(?!-global$|g$)\S+)*$/;
