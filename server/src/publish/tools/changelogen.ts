import { readNpmCommand } from "../job/npm-command.ts";
import type { Tool } from "../tool/tool.ts";
import { readingBy } from "./base.ts";

/** changelogen with `--publish`, which runs `npm publish` in its folder (docs/facts/tools.md#changelogen). */
export const changelogen: Tool = {
  name: "changelogen",
  command: {
    words: ["changelogen"],
    package: "changelogen",
    publishes: (texts) => texts.includes("--publish"),
  },
  tags: true,
  setsVersions: true,
  startedByHand: true,
  read(call) {
    const tag = call.words.findIndex(({ value }) => value === "--publishTag");
    const options = tag < 0 ? [] : call.words.slice(tag, tag + 2);
    const [first] = options;
    return readingBy(
      call,
      "npm",
      readNpmCommand(first === undefined ? [] : [{ ...first, value: "--tag" }, ...options.slice(1)]),
    );
  },
};
