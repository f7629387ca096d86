import { unknown } from "../fact.ts";
import type { Tool } from "../tool/tool.ts";
import { managerOf, readingBy } from "./base.ts";

/** `napi prepublish`, which publishes the packages of the platforms. */
export const napi: Tool = {
  name: "napi prepublish",
  command: {
    words: ["napi"],
    package: "@napi-rs/cli",
    publishes: (texts) => /^pre-?publish$/.test(texts[0] ?? "") && !texts.includes("--skip-optional-publish"),
  },
  read(call) {
    const reading = readingBy(call, managerOf(call));
    const packages = unknown<never>({ kind: "packages", which: "of platforms", span: call.command.span });
    return { ...reading, target: { ...reading.target, packages } };
  },
};
