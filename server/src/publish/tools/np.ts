import { unclearAt } from "../../reason.ts";
import { startOfPath } from "../../repository/command/command.ts";
import { readNpmCommand } from "../job/npm-command.ts";
import { clientByVersion } from "../tool/oidc.ts";
import type { Tool } from "../tool/tool.ts";
import { toolVersion } from "../tool/version.ts";
import { managerOf, readingBy } from "./base.ts";

/** np, which checks the login before it runs npm, until version 11 also where OIDC is there. */
export const np: Tool = {
  name: "np",
  command: { words: ["np"], package: "np", publishes: () => true },
  firstWithOidc: "11.0.0",
  tags: true,
  startedByHand: true,
  oidc: {
    kind: "by-version",
    ends: "it checks for a login before it publishes and doesn't support OIDC",
  },
  read(call) {
    const options = readNpmCommand(call.words);
    const off = (name: string): boolean => options.options.get(name) === true;
    if (options.options.get("publish") === false || off("preview") || off("release-draft-only")) return undefined;
    if (options.options.has("contents") || options.options.has("package-manager"))
      return unclearAt(startOfPath(call.command), { kind: "tool-options", tool: np.name });
    const reading = readingBy(call, managerOf(call) === "npm" ? "npm" : undefined, options);
    return {
      ...reading,
      client: (read) => clientByVersion(call, np, toolVersion(call, np.name), () => reading.client(read)),
    };
  },
};
