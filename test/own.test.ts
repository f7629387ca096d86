import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";

const folder = ".github/workflows";
const workflows = readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, "utf8"));
/** Others call it, and it reads what they pass: nothing of this repository starts it. */
const called = workflows.filter((text) => /^on:\n  workflow_call:\n(?: {4}.*\n)+\n/m.test(text));

test("this repository's own release is understood, and nothing is reported of it", () => {
  const { status, stdout } = spawnSync(process.execPath, ["dist/cli.js", "lint", "--pedantic"], { encoding: "utf8" });
  assert.equal(stdout, `1 publish in ${workflows.length} workflows checked\n`);
  assert.equal(status, 0);
});

test("no workflow of this repository reads a secret", () => {
  assert.equal(called.length, 1);
  assert.deepEqual(
    workflows.filter((text) => !called.includes(text) && /\bsecrets\b/.test(text)),
    [],
  );
  assert.ok(workflows.every((text) => !/^\s+uses: \.\//m.test(text)));
  // It can't be given more than it declares.
  for (const text of called)
    assert.deepEqual(new Set(text.match(/\bsecrets\.[\w-]+/g)), new Set(["secrets.app-private-key"]));
});

test("a release runs no script of a dependency", () => {
  const installs = readFileSync(`${folder}/release.yml`, "utf8").match(/\bnpm (?:ci|i|install)\b.*/g) ?? [];
  assert.equal(installs.length, 3);
  assert.deepEqual(
    installs.filter((command) => !command.includes("--ignore-scripts")),
    [],
  );
});
