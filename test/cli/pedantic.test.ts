import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { serverBundle } from "../lsp/server.ts";
import { folderOf } from "./folder.ts";

test("--pedantic shows what a pedantic rule finds, and fixes it with --fix", async (context) => {
  const path = ".github/workflows/release.yml";
  const folder = folderOf(context, { [path]: "fussy\nwrong\n" });
  const cli = resolve(serverBundle("toy", "cli"));
  const run = (...options: readonly string[]) => {
    const { stdout } = spawnSync(process.execPath, [cli, "lint", ...options], { cwd: folder, encoding: "utf8" });
    return { stdout, text: readFileSync(join(folder, path), "utf8") };
  };
  const messages = (json: string) =>
    (JSON.parse(json) as { diagnostics: readonly { message: string }[] }).diagnostics.map(({ message }) => message);
  assert.deepEqual(messages(run("--format=json").stdout), ["So wrong."]);
  assert.deepEqual(messages(run("--format=json", "--pedantic").stdout), ["So fussy.", "So wrong."]);
  assert.match(run("--pedantic").stdout, /^1 warning, 1 info · 2 can be fixed with --fix$/m);
  assert.equal(run("--fix").text, "fussy\ncalm\n");
  assert.equal(run("--fix", "--pedantic").text, "calm\ncalm\n");
});
