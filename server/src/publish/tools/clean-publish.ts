import { unclearAt } from "../../reason.ts";
import { startOfPath } from "../../repository/command/command.ts";
import { join } from "../../repository/paths.ts";
import { readNpmCommand } from "../job/npm-command.ts";
import type { Tool } from "../tool/tool.ts";
import { readingBy } from "./base.ts";

const files = [".clean-publish", ".clean-publish.js", ".clean-publish.json"];

/** clean-publish, which runs `npm publish` in a copy of the package (docs/facts/tools.md#clean-publish). */
export const cleanPublish: Tool = {
  name: "clean-publish",
  command: {
    words: ["clean-publish"],
    package: "clean-publish",
    publishes: (texts) => !texts.includes("--without-publish"),
  },
  read(call) {
    const { repository, roots, command } = call;
    const directory = roots(command.directory);
    const options = readNpmCommand(call.words.filter(({ value }) => value !== "--"));
    if (options.options.get("dry-run") === true) return undefined;
    // Its own configuration may name another package manager, or publish nothing.
    const configured = files.some((file) => repository.file(join(directory ?? "", file)) !== "absent");
    if (configured || directory === undefined || options.options.has("package-manager"))
      return unclearAt(startOfPath(command), { kind: "tool-settings-file", tool: cleanPublish.name });
    const manifest = repository.file(join(directory, "package.json"));
    if (typeof manifest === "object" && /"clean-publish"\s*:\s*\{/.test(manifest.text))
      return unclearAt(startOfPath(command), { kind: "tool-settings-file", tool: cleanPublish.name });
    const action = options.options.get("stage") === true ? "stage" : "publish";
    return { ...readingBy(call, "npm", options), action };
  },
};
