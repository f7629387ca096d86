import { tokens } from "./tokens.ts";
import assert from "node:assert/strict";
import test from "node:test";
import { npmOptions } from "../../server/src/data/npm-options.ts";
import { yarn } from "../../server/src/publish/tools/yarn.ts";
import { readText } from "../pages/current.ts";
import { printedProblems } from "../pages/printed.ts";
import { disagreement } from "./agreement.ts";
import { deviations, readResults, type Group, type Results } from "./results.ts";
import { scenarios } from "./scenarios.ts";
import type { Scenario } from "./scenario.ts";
import type { Client } from "./versions.ts";

const results = readResults();

function scenario(id: string): Scenario {
  const found = scenarios.find((each) => each.id === id);
  assert.ok(found !== undefined, id);
  return found;
}

/** What is planted in a scenario, and a client that shows it. */
const planted: readonly (readonly [id: string, client: Client, wrong: Partial<Scenario>])[] = [
  ["b.no-token", "npm 12.2.2", { idToken: false }],
  ["d.no-permission-dummy-v6", "npm 10.9.9", { setupNode: 7, env: { NODE_AUTH_TOKEN: "" } }],
  ["c.home-npmrc-without-host", "npm 11.5.1", { home: `//REGISTRY/:_authToken=${tokens.valid}\n` }],
  ["h.prerelease", "npm 12.2.2", { manifest: { version: "2.0.0" } }],
  ["h.same-version", "npm 12.2.2", { world: { published: ["0.9.0"] } }],
  ["h.same-version", "npm 12.2.2", { world: {} }],
  ["h.unscoped-restricted", "npm 12.2.2", { command: "npm publish --access public" }],
  ["d.issuer-500", "npm 12.2.2", { world: {} }],
  ["c.tarball-without-dot", "npm 12.2.2", { command: "npm publish ./dist/widgets-1.0.1.tgz" }],
  ["d.dry-run", "npm 12.2.2", { command: "npm publish" }],
  ["pnpm.no-token", "pnpm 11.0.6", { home: `//REGISTRY/:_authToken=${tokens.valid}\n` }],
  ["yarn.token-valid", "yarn 4.18.1", { env: {} }],
  ["semantic-release.registry-without-slash", "semantic-release 25.0.9", { manifest: {} }],
];

for (const [id, client, wrong] of planted)
  test(`a wrong expectation in ${id} is seen: ${JSON.stringify(wrong)}`, () => {
    assert.equal(disagreement(scenario(id), client, results), undefined);
    assert.notEqual(disagreement({ ...scenario(id), ...wrong }, client, results), undefined);
  });

test("a wrong result is seen, in results.json and in a run", () => {
  for (const { wrong, seen } of wrongResults()) {
    assert.notEqual(disagreement(scenario("b.no-token"), "npm 12.2.2", wrong), undefined, seen);
    assert.deepEqual(
      deviations(wrong.scenarios, results.scenarios).map(({ id }) => id),
      ["b.no-token"],
    );
  }
  assert.deepEqual(deviations(results.scenarios, results.scenarios), []);
});

function wrongResults(): readonly { readonly seen: string; readonly wrong: Results }[] {
  const changes: readonly Partial<Group>[] = [
    { exchanged: [], asked: false },
    { sent: [{ request: "PUT /widgets", as: "valid token", status: 200 }] },
    { exchanged: [201], sent: [], exit: 1, code: "ENEEDAUTH" },
  ];
  return changes.map((change) => {
    const groups = (results.scenarios["b.no-token"] ?? []).map((group) => ({ ...group, ...change }));
    const wrong = { ...results, scenarios: { ...results.scenarios, "b.no-token": groups } };
    return { seen: JSON.stringify(change), wrong };
  });
}

test("a wrong version in a table is seen", () => {
  const table = yarn as { firstWithOidc: string };
  const right = table.firstWithOidc;
  try {
    table.firstWithOidc = "4.19.0";
    assert.notEqual(disagreement(scenario("yarn.no-token"), "yarn 4.18.1", results), undefined);
    table.firstWithOidc = "4.9.0";
    assert.notEqual(disagreement(scenario("yarn.no-token"), "yarn 4.9.4", results), undefined);
  } finally {
    table.firstWithOidc = right;
  }
});

test("a word that is too much in a table is seen", () => {
  const table = npmOptions as Set<string>;
  table.add("always-auth");
  try {
    assert.notEqual(disagreement(scenario("c.unknown-option"), "npm 12.2.2", results), undefined);
  } finally {
    table.delete("always-auth");
  }
});

test("a wrong statement in a page is seen", () => {
  const page = readText("docs/rules/stray-auth-token.md");
  const further = readText("test/rules/stray-auth-token.md");
  const problems = (text: string): readonly string[] => printedProblems(text, undefined, further);
  assert.deepEqual(problems(page), []);
  const wrong: readonly (readonly [string, string])[] = [
    ["PUT with revoked token: 404", "PUT with exchanged token of widgets: 200"],
    ["npm error code E404", "npm error code E401"],
    ["## Why\n", "## Why\n\nnpm stops with EPRIVATE.\n"],
    ["## Why\n", "## Why\n\nyarn stops with YN0091.\n"],
    ["e.token-revoked@12.2.2", "e.token-revoked@10.9.9"],
  ];
  for (const [right, planted_] of wrong) {
    assert.ok(page.includes(right), right);
    assert.notDeepEqual(problems(page.replace(right, planted_)), [], planted_);
  }
});
