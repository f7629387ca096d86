import { startOfPath } from "../../repository/command/command.ts";
import { known } from "../fact.ts";
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

/**
 * The command line for nodes of n8n. On GitHub its newer versions run `npm publish` with provenance, its first ones release-it
 * (docs/facts/tools.md#n8n-node).
 */
export const n8nNode: Tool = {
  name: "n8n-node",
  command: { words: ["n8n-node"], package: "@n8n/node-cli", publishes: ([first]) => first === "release" },
  tags: true,
  read(call) {
    const span = startOfPath(call.command);
    return {
      ...readingBy(call, "npm"),
      provenance: known("asked", span),
      unsure: { kind: "tool-version", tool: n8nNode.name, span },
    };
  },
};
