import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { tools } from "../server/src/publish/tools/recognise.ts";
import { unmodelled } from "../server/src/publish/tools/unmodelled.ts";
import { runSays } from "../server/src/repository/command/release-words.ts";
import { namesSpelled } from "./names.ts";

/** Where tools are known by their names. */
const home = /^server\/src\/(?:data|publish\/tools)\//;

/** Package managers are more than tools that publish: their names are everyone's. */
const managers: ReadonlySet<string> = new Set(["npm", "pnpm", "yarn", "bun"]);

const binaries = [
  ...tools.flatMap(({ command }) => command?.words ?? []),
  ...unmodelled.flatMap(({ isBinary, words }) => (isBinary === true ? words : [])),
].filter((word) => !managers.has(word));

const toolNames: ReadonlySet<string> = new Set([
  ...binaries,
  ...tools
    .flatMap(({ name, action, command }) => [name, action?.name ?? name, command?.package ?? name])
    .filter((name) => !managers.has(name.replace(/ .*/, ""))),
]);

const sources = readdirSync("server/src", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => `server/src/${name.replaceAll("\\", "/")}`);

test("no file but a tool's own and the tables spells a release tool's name", () => {
  assert.ok(toolNames.size > 15 && sources.length > 100);
  const spelled = sources
    .filter((path) => !home.test(path))
    .flatMap((path) => namesSpelled(readFileSync(path, "utf8"), toolNames).map((name) => `${path}: ${name}`));
  assert.deepEqual(spelled, []);
});

test("a script that starts a release tool is read", () => {
  // What fails here needs its word in `toolWords.release`.
  assert.deepEqual(
    binaries.filter((word) => runSays(`${word} x`) !== "release"),
    [],
  );
});

/** A line of a rule, and what is found in it. */
const planted: readonly (readonly [string, readonly string[]])[] = [
  ['if (tool.name === "semantic-release") return;', ["semantic-release"]],
  ["case 'release-it':", ["release-it"]],
  ["/^(?:np|nx)$/.test(name)", ["np", "nx"]],
  ["const changes = /\\bversion\\b|changesets?|lerna/i;", ["changesets", "lerna"]],
  ["new RegExp(`\\\\b(?:${words}|auto)\\\\s`)", ["auto"]],
  ['const text = `${tool === "napi" ? 1 : 2}`;', ["napi"]],
  ['dependencyOf(repository, "", "@changesets/cli")', ["@changesets/cli"]],
  ['uses === "JS-DevTools/npm-publish"', ["JS-DevTools/npm-publish"]],
  ['message: "Use `semantic-release` 25.0.1"', []],
  ['tool.name === "npm" && /^(?:pnpm|yarn)$/.test(name)', []],
  ['// np, nx and "auto" aren\'t here: const half = np / nx / auto;', []],
  ["/push-action|auto-commit|release/i", []],
];

for (const [source, names] of planted)
  test(`${names.length === 0 ? "allowed" : "seen"}: ${source}`, () => {
    assert.deepEqual(namesSpelled(source, toolNames), names);
  });
