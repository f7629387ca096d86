import assert from "node:assert/strict";
import test from "node:test";
import { fragmentOf, freshName, inputOf, logName, nameOf } from "../../playground/src/input.ts";
import { examples } from "../../playground/src/examples.ts";

test("a link holds the files and the repository, and never a log", async () => {
  const file = { path: ".github/workflows/release.yml", text: "on: push # ÄÖ 🚀\njobs: {}\n" };
  const log = { path: logName, text: "npm error code E404\nsecret" };
  const fragment = await fragmentOf({ files: [file, log], repository: "acme/widgets" });
  assert.match(fragment, /^[\w-]+$/);
  assert.deepEqual(await inputOf(fragment), { files: [file], repository: "acme/widgets" });
});

test("a fragment that isn't ours is no input", async () => {
  for (const fragment of ["", "results", "%%%", "AAAA", btoa("{}")]) assert.equal(await inputOf(fragment), undefined);
});

test("a fragment that unpacks to far more than an address holds is no input", async () => {
  const files = [{ path: "package.json", text: " ".repeat(3_000_000) }];
  assert.equal(await inputOf(await fragmentOf({ files, repository: "" })), undefined);
});

const named: readonly (readonly [text: string, file: string | undefined, name: string])[] = [
  ["on: push\njobs:\n  a: {}\n", undefined, ".github/workflows/release.yml"],
  ["on: push\n", "canary.yaml", ".github/workflows/canary.yaml"],
  ['{ "name": "widgets" }', undefined, "package.json"],
  ['{ "name": "widgets", ', undefined, "package.json"],
  ["//example.com/:_authToken=${NPM_TOKEN}\n", undefined, ".npmrc"],
  ["provenance = true", undefined, ".npmrc"],
  ["npm error code E404", undefined, logName],
  ["2026-11-20T09:14:03.0023411Z Run npm publish", undefined, logName],
  ["ENEEDAUTH", undefined, logName],
  ["anything", "run.log", logName],
  ["{}", "C:\\work\\trusted-publishers.json", ".github/trusted-publishers.json"],
];
for (const [text, file, name] of named)
  test(`${JSON.stringify(text)}${file === undefined ? "" : ` in ${file}`} is ${name}`, () => {
    assert.equal(nameOf(text, file), name);
  });

test("each example's files have the names that their texts tell", () => {
  for (const { files } of Object.values(examples)) for (const { path, text } of files) assert.equal(nameOf(text), path);
});

test("a second file of a name gets a number", () => {
  assert.equal(freshName("a/release.yml", ["a/release.yml", "a/release-2.yml"]), "a/release-3.yml");
});
