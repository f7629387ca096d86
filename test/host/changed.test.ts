import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import test from "node:test";
import { promisify } from "node:util";
import { saidAfterChange } from "./changed.ts";

test("4: after a change of one file lint says of every example what it says in a fresh process", async () => {
  const fresh = promisify(execFile)(process.execPath, [".test/bundle/host/changed.main.mjs"], { maxBuffer: 2 ** 28 });
  const again = await saidAfterChange(true);
  const said = JSON.parse((await fresh).stdout) as readonly string[];
  assert.equal(again.length, said.length);
  assert.ok(said.length > 100);
  for (const [index, line] of again.entries()) assert.equal(line, said[index]);
});
