import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { serverBundle } from "../lsp/server.ts";
import { folderOf } from "./folder.ts";

test("a rule that throws costs its own findings, one line next to the report, and an exit code of its own", async (context) => {
  const files = { ".github/workflows/a.yml": "throw bad\n", ".github/workflows/b.yml": "bad throw\n" };
  const folder = folderOf(context, files);
  const bundle = serverBundle("toy", "cli");
  for (const options of [["--format=json"], ["--format=json", "--fix"]]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [bundle, "lint", ...options, folder], {
      encoding: "utf8",
    });
    const { diagnostics, failures } = JSON.parse(stdout) as {
      readonly diagnostics: readonly { readonly rule: string }[];
      readonly failures: unknown;
    };
    assert.deepEqual(failures, [
      { repository: "", what: "The rule thrower", error: "Error: This rule is broken at 0." },
    ]);
    const fixes = options.includes("--fix");
    assert.deepEqual(
      diagnostics.map(({ rule }) => rule),
      fixes ? [] : ["bad-word", "bad-word"],
    );
    assert.equal(status, 70);
    assert.equal(
      stderr,
      `The rule thrower failed in ${folder}, its findings are missing: Error: This rule is broken at 0.\n`,
    );
  }
});
