import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { serverBundle } from "../lsp/server.ts";
import { folderOf } from "./folder.ts";

test("a rule that throws costs its own findings, and one line beside the report", async (context) => {
  const files = { ".github/workflows/a.yml": "throw bad\n", ".github/workflows/b.yml": "bad throw\n" };
  const folder = folderOf(context, files);
  const bundle = await serverBundle("toy", "cli");
  for (const options of [["--format=json"], ["--format=json", "--fix"]]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [bundle, "lint", ...options, folder], {
      encoding: "utf8",
    });
    const { diagnostics } = JSON.parse(stdout) as { readonly diagnostics: readonly { readonly rule: string }[] };
    const fixes = options.includes("--fix");
    assert.deepEqual(
      diagnostics.map(({ rule }) => rule),
      fixes ? [] : ["bad-word", "bad-word"],
    );
    assert.equal(status, fixes ? 0 : 1);
    assert.equal(
      stderr,
      `The rule thrower failed in ${folder}, its findings are missing: Error: This rule is broken at 0.\n`,
    );
  }
});
