import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import test from "node:test";
import { registryHost } from "../server/src/npm-host.ts";
import { crowdedFolders, importCycles, importProblems, ofOneRule, sourceProblems } from "./layers.ts";

/** Every file of the checkout that git doesn't ignore. */
const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
  encoding: "utf8",
})
  .split("\0")
  .filter((path) => path !== "" && statSync(path, { throwIfNoEntry: false })?.isFile());

const sources = files
  .filter((path) => /^(?:server|client|playground)\/src\/.*\.ts$/.test(path))
  .map((path) => ({ path, text: readFileSync(path, "utf8") }));

test("every import runs from a layer to one below", () => {
  assert.ok(sources.length > 0);
  assert.deepEqual(
    sources.flatMap(({ path, text }) => importProblems(path, text)),
    [],
  );
});

test("no files import each other in a circle", () => {
  assert.deepEqual(importCycles(sources), []);
});

test("a folder holds a few files, and what one rule alone needs stands with that rule", () => {
  assert.deepEqual(crowdedFolders(sources.map(({ path }) => path)), []);
  assert.deepEqual(ofOneRule(sources), []);
});

test("sources are short, and the core reads nothing but its input", () => {
  assert.deepEqual(
    sources.flatMap(({ path, text }) => sourceProblems(path, text)),
    [],
  );
});

test("no file spells the host of npm's registry", () => {
  const spelling = files.filter((path) => readFileSync(path, "latin1").includes(registryHost));
  assert.deepEqual(spelling, []);
});

/** An import, and what is wrong with it; the empty pattern where nothing is. */
const imports: readonly (readonly [string, string, RegExp])[] = [
  ["server/src/text.ts", 'import { lint } from "./lint/run.ts";', /lint is above text/],
  ["server/src/repository/workflow.ts", 'import type { Publish } from "../publish/publish.ts";', /publish is above/],
  ["server/src/repository/workflow.ts", 'import { parseYaml } from "../syntax/yaml.ts";', /^$/],
  ["server/src/repository/workflow.ts", 'import { npm } from "../data/npm.ts";', /^$/],
  [
    "server/src/publish/job/npm.ts",
    'import type { Tool } from "../tools/tool.ts";',
    /publish\/tools is above publish\/job/,
  ],
  ["server/src/publish/job/npm.ts", 'import { known } from "../fact.ts";', /^$/],
  ["server/src/publish/job/npm.ts", 'import {\n  parseYaml,\n} from "../../syntax/yaml.ts";', /know the syntax/],
  ["server/src/edit/edit.ts", 'export { parseYaml } from "../syntax/yaml.ts";', /^$/],
  ["server/src/rules/a-rule.ts", 'import { other } from "./other-rule.ts";', /no rule knows another/],
  ["server/src/rules/a-rule.ts", 'import { part } from "./a-rule/part.ts";', /^$/],
  ["server/src/rules/a-rule/part.ts", 'import { rule } from "../other-rule.ts";', /no rule knows another/],
  [
    "server/src/rules/a-rule/part.ts",
    'import { publishesOf } from "../../publish/find/publishes.ts";',
    /lint\/ gives a rule the publishes/,
  ],
  ["server/src/rules/a-rule.ts", 'import { publishesOf } from "../publish/find/publishes.ts";', /lint\/ gives a rule/],
  ["server/src/rules/a-rule.ts", 'import { sortedPublishes } from "../publish/find/sorted.ts";', /lint\/ gives a rule/],
  ["server/src/lint/subjects.ts", 'import { publishesOf } from "../publish/find/publishes.ts";', /^$/],
  ["server/src/rules/index.ts", 'import { other } from "./other-rule.ts";', /^$/],
  ["server/src/lint/run.ts", 'const { x } = await import("../host/host.ts");', /host is above lint/],
  ["server/src/lint/run.ts", 'import { rules } from "../rules/index.ts";', /^$/],
  ["server/src/lsp/main.ts", 'import { x } from "../cli/main.ts";', /cli is next to lsp/],
  ["server/src/lsp/main.ts", 'import { x } from "../utils/x.ts";', /utils has no place/],
  ["server/src/host/checkout.ts", 'import { readFile } from "node:fs/promises";', /know Node/],
  ["server/src/host/checkout.ts", 'const fs = require("fs");', /know Node/],
  ["server/src/host/node.ts", 'import { readFile } from "node:fs/promises";', /^$/],
  ["server/src/cli/main.ts", 'import "node:util";', /^$/],
  ["server/src/host/checkout.ts", 'import type { Diagnostic } from "vscode-languageserver-types";', /the protocol/],
  ["server/src/cli/json.ts", 'import { Range } from "vscode-jsonrpc/node";', /the protocol/],
  ["server/src/lsp/session.ts", 'import { Range } from "vscode-languageserver-protocol";', /^$/],
  ["server/src/lsp/session.ts", 'import * as vscode from "vscode";', /VS Code/],
  ["server/src/cli/main.ts", 'import { spawn } from "node:child_process";', /starts a process/],
  ["server/src/host/node.ts", 'import { request } from "https";', /opens a connection/],
  ["client/src/extension.ts", 'import { exec } from "child_process";', /starts a process/],
  ["client/src/extension.ts", 'import * as vscode from "vscode";', /^$/],
  ["client/src/extension.ts", 'import { lint } from "../../server/src/lint/run.ts";', /share nothing/],
];

for (const [path, source, says] of imports)
  test(`${says.source === "^$" ? "allowed" : "refused"}: ${path}: ${source.replaceAll("\n", "")}`, () => {
    assert.match(importProblems(path, source).join("\n"), says);
  });

test("long files and clocks are seen", () => {
  assert.match(sourceProblems("server/src/lint/run.ts", "\n".repeat(251)).join(), /251 lines/);
  assert.match(sourceProblems("server/src/lint/run.ts", "const now = Date.now();").join(), /uses Date\.now/);
  assert.match(sourceProblems("server/src/publish/node.ts", "process.env").join(), /uses process/);
  assert.deepEqual(sourceProblems("server/src/lint/run.ts", "// Date.now() isn't used.\n"), []);
  assert.deepEqual(sourceProblems("server/src/cli/main.ts", "process.env"), []);
  assert.match(sourceProblems("server/src/cli/main.ts", "await fetch(url)").join(), /asks for a page/);
});

test("circles, crowded folders and files of one rule are seen", () => {
  const file = (path: string, ...names: readonly string[]) => ({
    path: `server/src/${path}`,
    text: names.map((name) => `import type { X } from "${name}";\n`).join(""),
  });
  assert.deepEqual(importCycles([file("edit/a.ts", "./b.ts"), file("edit/b.ts", "./c.ts"), file("edit/c.ts")]), []);
  assert.deepEqual(importCycles([file("edit/a.ts", "./b.ts"), file("edit/b.ts", "./a.ts")]), [
    "server/src/edit/a.ts → server/src/edit/b.ts → server/src/edit/a.ts",
  ]);
  const many = (folder: string) => Array.from({ length: 26 }, (_, index) => `server/src/${folder}/${index}.ts`);
  assert.deepEqual(crowdedFolders(many("rules")), []);
  assert.match(crowdedFolders(many("publish/job")).join(), /publish\/job holds 26 files/);
  const one = file("rules/a-rule.ts", "../publish/x.ts");
  assert.match(ofOneRule([one]).join(), /publish\/x\.ts is used by the rule a-rule alone/);
  assert.deepEqual(ofOneRule([one, file("rules/other.ts", "../publish/x.ts")]), []);
  assert.deepEqual(ofOneRule([one, file("lint/run.ts", "../publish/x.ts")]), []);
});
