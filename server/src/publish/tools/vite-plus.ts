import { unclearAt } from "../../reason.ts";
import { startOfPath } from "../../repository/command/command.ts";
import { readNpmCommand } from "../job/npm-command.ts";
import type { Tool } from "../tool/tool.ts";
import { managerOf, readingBy } from "./base.ts";

/** `vp pm publish` and `vp pm stage publish`, which hand the words to the repository's package manager (docs/facts/tools.md#vite-plus). */
export const vitePlus: Tool = {
  name: "vp pm publish",
  subject: "vp",
  command: {
    words: ["vp", "vite-plus"],
    package: "vite-plus",
    publishes: ([first, second, third]) =>
      first === "pm" && (second === "publish" || (second === "stage" && third === "publish")),
  },
  read(call) {
    const options = readNpmCommand(call.words.slice(1).filter(({ value }) => value !== "--"));
    if (options.options.get("dry-run") === true) return undefined;
    const [, target] = options.positionals;
    const several = call.words.some(({ value }) => /^(?:-r|--recursive|-F|--filter(?:=.*)?)$/.test(value ?? ""));
    if (several || target !== undefined)
      return unclearAt(startOfPath(call.command), { kind: "tool-options", tool: vitePlus.name });
    const manager = managerOf(call);
    const action = options.positionals[0]?.value === "stage" ? "stage" : "publish";
    return { ...readingBy(call, manager, options), action };
  },
};
