import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { actions } from "../server/src/data/actions/rows.ts";
import { tools } from "../server/src/publish/tools/recognise.ts";
import { unmodelled } from "../server/src/data/unmodelled-tools.ts";
import { runSays } from "../server/src/repository/command/prefilter.ts";
import { actionsNamed, namesSpelled } from "./names.ts";

/** Where tools and actions are known by their names. */
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
    .flatMap(({ name, command }) => [name, command?.package ?? name])
    .filter((name) => !managers.has(name.replace(/ .*/, ""))),
]);

const actionNames = actions.flatMap(({ name }) => (typeof name === "string" && !name.includes("*") ? [name] : []));

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

test("no file but the tables and a tool's own names an action", () => {
  assert.ok(actionNames.length > 80);
  const named = sources
    .filter((path) => !home.test(path))
    .flatMap((path) => actionsNamed(readFileSync(path, "utf8"), actionNames).map((name) => `${path}: ${name}`));
  assert.deepEqual(named, []);
});

test("a script that starts a release tool is read", () => {
  const unread = binaries.filter((word) => runSays(`${word} x`) !== "release");
  assert.deepEqual(
    unread.map((word) => `${word} needs a word in toolWords.release (server/src/data/tools.ts)`),
    [],
  );
});

test("every release tool is in the list", () => {
  const folder = "server/src/publish/tools/";
  const values = sources
    .filter((path) => path.startsWith(folder))
    .flatMap((path) =>
      [...readFileSync(path, "utf8").matchAll(/^export const (\w+): Tool\b/gm)].map(([, name = ""]) => ({
        path,
        name,
      })),
    );
  const list = /^export const tools\b[^]*?^\];$/m.exec(readFileSync(`${folder}recognise.ts`, "utf8"))?.[0] ?? "";
  assert.ok(values.length > 15);
  assert.deepEqual(
    values.flatMap(({ path, name }) =>
      new RegExp(`^ {2}${name},$`, "m").test(list) ? [] : [`${path}: ${name} isn't in the list of recognise.ts`],
    ),
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

/** A line of a rule, and the actions that are seen in it. */
const plantedActions: readonly (readonly [string, readonly string[]])[] = [
  ['if (name === "actions/setup-node") return;', ["actions/setup-node"]],
  ['const both = ["x", "Changesets/Action@v1"];', ["changesets/action"]],
  ["return /^softprops\\/action-gh-release$/.test(name);", ["softprops/action-gh-release"]],
  ["const all = /^actions\\/(?:checkout|cache)$/;", ["actions/("]],
  ["const words = `Use ${to} of pnpm/action-setup.`;", ["pnpm/action-setup"]],
  ['usesLine("actions/checkout")', ["actions/checkout"]],
  ["/** As actions/checkout does. */ // And actions/cache.", []],
  ['import { x } from "../data/actions/questions.ts";', []],
  ["const folder = /\\.github\\/(?:workflows|actions)\\//;", []],
];

for (const [source, names] of plantedActions)
  test(`${names.length === 0 ? "allowed" : "seen"}: ${source}`, () => {
    assert.deepEqual(actionsNamed(source, actionNames), names);
  });

test("the table of actions is in order", () => {
  const spelled = actions.map(({ name }) => String(name).toLowerCase());
  assert.deepEqual(
    spelled.filter((name, index) => spelled.indexOf(name) !== index),
    [],
    "an action has two rows",
  );
  // The first row that answers counts, so names come before patterns; in their order they are found.
  const named = spelled.slice(
    0,
    actions.findIndex(({ name }) => typeof name !== "string"),
  );
  assert.ok(named.length > 30);
  assert.deepEqual(
    named.filter((name, index) => name < (named[index - 1] ?? "")),
    [],
    "a row stands after one whose name comes later",
  );
  // What an action publishes with is a tool that answers.
  for (const { name, publishes = "other" } of actions)
    assert.ok(publishes === "other" || tools.some((tool) => tool.name === publishes), `${String(name)}: ${publishes}`);
});
