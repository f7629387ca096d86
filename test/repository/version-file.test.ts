import assert from "node:assert/strict";
import { test } from "node:test";
import { readVersionFile } from "../../server/src/repository/settings/version-file.ts";

/** What setup-node's own code finds, up to the order in which it takes it. */
const files: readonly (readonly [text: string, found: Readonly<Record<string, string>>])[] = [
  ["22\n", { line: "22" }],
  ["v22.1.0", { line: "22.1.0" }],
  ["  v22  \n", { line: "22" }],
  ["\uFEFF22\r\n", { line: "22" }],
  ["lts/*\r\n", { line: "lts/*" }],
  ["# a comment\nlts/jod\n", { line: "lts/jod" }],
  ["#comment\n22\n", { line: "#comment" }],
  ["python 3.13\nnode 22\n", { line: "22" }],
  ["nodejs 22.9.0 20.1.0\n", {}],
  ["nodejs 22.9.0 # why\n", {}],
  ["deno 2\n", {}],
  ["", {}],
  ['[tools]\nnode = "22"\n', { line: "[tools]", mise: "22" }],
  ["[tools]\r\n'node' = '22'\r\n", { line: "[tools]", mise: "22" }],
  ['[env]\nnode = "24"\n[ tools ] # all\npnpm = "10"\n\n  node="lts/*"', { line: "[env]", mise: "lts/*" }],
  ['[tools]\nnode = { version = "22.1", os = ["linux"] }', { line: "[tools]", mise: "22.1" }],
  ['[tools.node]\nos = ["linux"]\nversion = "22"', { line: "[tools.node]", mise: "22" }],
  ['[tools]\n# node = "22"\n', { line: "[tools]" }],
  ['[tools]\nnode = ["22", "20"]\n', { line: "[tools]" }],
  ['[tools]\n[env]\nnode = "22"\n', { line: "[tools]" }],
  ['[tools]\nnodejs = "22"\n', { line: "[tools]" }],
  ['node = "22"\n', {}],
  ['{ "engines": { "node": ">=20" } }', { engines: ">=20" }],
  ['{ "volta": { "node": "22.1.0", "extends": "../package.json" } }', { volta: "22.1.0", extends: "../package.json" }],
  ['{ "volta": { "node": "" }, "engines": "22" }', {}],
  ['{ "devEngines": { "runtime": { "name": "Node", "version": "22" } } }', { runtime: "22" }],
  [
    '{ "devEngines": { "runtime": [{ "name": "bun", "version": "1" }, { "name": "node" }, { "name": "node", "version": "24" }] } }',
    { runtime: "24" },
  ],
  ['{ "devEngines": { "runtime": "node" } }', {}],
  ["{", {}],
  ["[22]", { line: "[22]" }],
];

for (const [text, expected] of files) {
  test(`a version file ${JSON.stringify(text)}`, () => {
    const { json, ...said } = readVersionFile({ path: "versions", text });
    const found = Object.entries(said).flatMap(([key, each]) => (each === undefined ? [] : [[key, each.value]]));
    assert.deepEqual(Object.fromEntries(found), expected);
    assert.equal(json, text.startsWith("{"));
    for (const each of Object.values(said)) if (each !== undefined) assert.ok(each.span.end > each.span.start);
  });
}
