import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";

const folder = ".github/workflows";
const workflows = readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, "utf8"));

test("this repository's own release is understood, and nothing is reported of it", () => {
  const { status, stdout } = spawnSync(process.execPath, ["dist/cli.js", "lint", "--pedantic"], { encoding: "utf8" });
  assert.equal(stdout, `1 publish in ${workflows.length} workflows checked\n`);
  assert.equal(status, 0);
});

test("no workflow of this repository reads a secret", () => {
  assert.ok(workflows.length > 0);
  assert.deepEqual(
    workflows.filter((text) => /\bsecrets\b/.test(text)),
    [],
  );
});

test("a release runs no script of a dependency", () => {
  const installs = readFileSync(`${folder}/release.yml`, "utf8").match(/\bnpm (?:ci|i|install)\b.*/g) ?? [];
  assert.equal(installs.length, 3);
  assert.deepEqual(
    installs.filter((command) => !command.includes("--ignore-scripts")),
    [],
  );
});
