import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { reportIn } from "../report/schema.ts";
import { exampleIn, runIn } from "./folder.ts";

const path = ".github/trusted-publishing.json";

async function severities(folder: string, args: readonly string[] = []) {
  const { code, out, told } = await runIn(folder, ["lint", "--format", "json", ...args]);
  const { diagnostics } = JSON.parse(out) as { readonly diagnostics: readonly { rule: string; severity: string }[] };
  return { code, told, found: diagnostics.map(({ rule, severity }) => `${severity} ${rule}`) };
}

test("a team's severities count for everybody", async (context) => {
  const folder = exampleIn(context);
  writeFileSync(
    join(folder, path),
    '{ "$schema": "x", "rules": { "npm-too-old": "off", "id-token-write": "warning", "repository-missing": "info" } }',
  );
  const { code, found, told } = await severities(folder);
  assert.equal(code, 0);
  assert.deepEqual(told, []);
  assert.deepEqual(found, ["warning id-token-write", "info repository-missing"]);
});

test("what a team turned off is no obstacle, and what it made milder still stops a release", async (context) => {
  const folder = exampleIn(context);
  writeFileSync(join(folder, path), '{ "rules": { "npm-too-old": "off", "id-token-write": "info" } }');
  const { out } = await runIn(folder, ["check", "--format", "json"]);
  const [repository] = reportIn(out).repositories;
  const rules = repository?.packages[0]?.obstacles.map(({ rule }) => rule);
  assert.deepEqual(rules, ["repository-missing", "id-token-write"]);
});

const wrong: readonly (readonly [string, RegExp])[] = [
  ["{", /can't be read: it is no JSON object without errors/],
  ["[]", /can't be read/],
  ['{ "rules": { "no-such-rule": "off" } }', /names no rule with `no-such-rule`/],
  ['{ "rules": { "npm-too-old": "loud" } }', /sets `npm-too-old` to none of off, default, error, warning, info/],
  ['{ "severity": "off" }', /its `severity` means nothing/],
  ['{ "pedantic": "yes" }', /its `pedantic` means nothing/],
];

for (const [text, sentence] of wrong) {
  test(`settings that can't be used have exit code 2: ${text}`, async (context) => {
    const folder = exampleIn(context);
    writeFileSync(join(folder, path), text);
    const { code, told, found } = await severities(folder);
    assert.equal(code, 2);
    assert.match(told.join("\n"), sentence);
    // What can be used is used, and what is found is said.
    assert.equal(found.length, 3);
    const { code: checked, out } = await runIn(folder, ["check", "--format", "json"]);
    assert.equal(checked, 2);
    assert.match(reportIn(out).exit.reason, sentence);
  });
}

test("--quiet shows errors alone, and --max-warnings bounds the others", async (context) => {
  const folder = exampleIn(context);
  writeFileSync(
    join(folder, path),
    '{ "rules": { "npm-too-old": "warning", "id-token-write": "warning", "repository-missing": "off" } }',
  );
  assert.equal((await severities(folder)).code, 0);
  assert.deepEqual(await severities(folder, ["--quiet"]), { code: 0, told: [], found: [] });
  assert.equal((await severities(folder, ["--max-warnings", "2"])).code, 0);
  const { code, told } = await severities(folder, ["--max-warnings", "1", "--quiet"]);
  assert.equal(code, 1);
  assert.deepEqual(told, ["2 warnings, and --max-warnings allows 1."]);
});

test("--package leaves the findings of one package", async (context) => {
  const folder = exampleIn(context);
  assert.equal((await severities(folder, ["--package", "@acme/widgets"])).found.length, 3);
  const { code, told, out } = await runIn(folder, ["lint", "--package", "other"]);
  assert.equal(code, 2);
  assert.equal(out, "");
  assert.deepEqual(told, ["No package here is called other: --package takes a name."]);
});
