import assert from "node:assert/strict";
import test from "node:test";
import { readText } from "../pages/current.ts";
import { agrees } from "./agreement.ts";
import { usualClaims } from "./github.ts";
import type { Observed } from "./observed.ts";
import { allowedActions, declaredPublishers, provenanceProblem, usualPublisher } from "./policy.ts";
import { grouped, readResults, resultOf, resultsPath, written } from "./results.ts";
import { clientsOf, scenarios } from "./scenarios.ts";
import { credentialName, exchangedToken, tokens } from "./tokens.ts";

const results = readResults();

test("results.json holds each scenario with each of its clients once, as a run writes it", () => {
  assert.equal(written(results), readText(resultsPath));
  const held = Object.entries(results.scenarios).map(([id, groups]) => [
    id,
    groups.flatMap(({ npm }) => npm).toSorted(),
  ]);
  assert.deepEqual(
    held,
    scenarios.map((scenario) => [scenario.id, clientsOf(scenario).toSorted()]),
  );
  assert.match(results.verified, /^\d{4}-\d\d-\d\d$/);
});

test("scenarios have names of their own", () => {
  const ids = scenarios.map(({ id }) => id);
  assert.deepEqual(ids, [...new Set(ids)]);
  for (const id of ids) assert.match(id, /^[b-k]\.[a-z0-9-]+$/);
  const titles = scenarios.map(({ title }) => title);
  assert.deepEqual(titles, [...new Set(titles)]);
});

test("clients that do the same are one group, in order", () => {
  const seen: Observed = { asked: false, exchanged: [], sent: [], exit: 0, prints: [] };
  const runs = new Map([
    ["12.2.0", seen],
    ["11.21.2", { ...seen, exit: 1 }],
    ["10.9.9", seen],
  ] as const);
  assert.deepEqual(
    grouped({ id: "b.a", title: "A" }, runs).map(({ npm, exit }) => [npm.join(" "), exit]),
    [
      ["10.9.9 12.2.0", 0],
      ["11.21.2", 1],
    ],
  );
});

test("an outcome agrees with no run that shows another", () => {
  const seen = (id: string, npm: "10.9.9" | "11.5.1" | "12.0.0" | "12.2.0"): Observed => {
    const group = resultOf(results, id, npm);
    assert.ok(group !== undefined);
    return group;
  };
  const runs = [
    ["exchange", seen("b.no-token", "12.2.0")],
    ["exchange", seen("e.no-token", "12.2.0")],
    ["ENEEDAUTH", seen("d.no-permission-no-token", "12.2.0")],
    ["ENEEDAUTH after", seen("b.project-npmrc-empty", "11.5.1")],
    ["E404", seen("d.no-permission-dummy-v6", "12.2.0")],
    ["EUSAGE", seen("d.no-permission-provenance-dummy", "12.2.0")],
    ["MODULE_NOT_FOUND", seen("b.no-token", "12.0.0")],
    ["unknown-command", seen("i.stage-publish", "11.5.1")],
    ["token", seen("b.token-valid", "10.9.9")],
  ] as const;
  for (const [own, run] of runs)
    for (const [outcome] of [...runs, ["unknown"] as const])
      assert.equal(agrees(outcome, run), outcome === own, `${outcome} and a run of ${own}`);
});

test("the registry trusts who fits an entry", () => {
  const other = (claims: object): typeof usualClaims => ({ ...usualClaims, ...claims });
  const named = { ...usualPublisher, environment: "npm", actions: ["stage"] as const };
  assert.deepEqual(allowedActions([usualPublisher], usualClaims, "widgets"), ["publish", "stage"]);
  assert.deepEqual(allowedActions([{ ...usualPublisher, repository: "Acme/Widgets" }], usualClaims, "widgets"), [
    "publish",
    "stage",
  ]);
  assert.deepEqual(allowedActions([named], other({ environment: "npm" }), "widgets"), ["stage"]);
  assert.equal(allowedActions([named], usualClaims, "widgets"), undefined);
  assert.equal(allowedActions([usualPublisher], other({ repository: "acme/gadgets" }), "widgets"), undefined);
  assert.equal(allowedActions([usualPublisher], other({ event_name: "issue_comment" }), "widgets"), undefined);
  assert.equal(allowedActions([{ ...usualPublisher, file: "publish.yml" }], usualClaims, "widgets"), undefined);
  assert.equal(allowedActions([], usualClaims, "widgets"), undefined);
  assert.equal(allowedActions([{ ...usualPublisher, package: "gadgets" }], usualClaims, "widgets"), undefined);
  assert.equal(provenanceProblem(usualClaims, "git+https://github.com/acme/widgets.git"), undefined);
  assert.match(provenanceProblem(usualClaims, "") ?? "", /"repository\.url" is ""/);
  assert.match(provenanceProblem(other({ runner_environment: "self-hosted" }), "") ?? "", /"self-hosted"/);
});

test("the registry can be given what a repository declares", () => {
  const entry = { type: "github", repository: "acme/widgets", file: "release.yml", permissions: ["createPackage"] };
  const text = JSON.stringify({ packages: { widgets: [entry], "@acme/a": [{ ...entry, environment: "npm" }] } });
  const publishers = declaredPublishers(text);
  assert.deepEqual(allowedActions(publishers, usualClaims, "widgets"), ["publish"]);
  assert.equal(allowedActions(publishers, usualClaims, "@acme/a"), undefined);
  assert.deepEqual(allowedActions(publishers, { ...usualClaims, environment: "npm" }, "@acme/a"), ["publish"]);
});

test("a credential is called by its name", () => {
  assert.equal(credentialName(undefined), "nothing");
  assert.equal(credentialName(`Bearer ${tokens.valid}`), "valid token");
  assert.equal(credentialName(`Bearer ${exchangedToken("@a/b")}`), "exchanged token of @a/b");
  assert.equal(credentialName("Bearer ${NPM_TOKEN}"), '"${NPM_TOKEN}"');
  assert.equal(credentialName("Bearer "), "empty value");
  assert.equal(credentialName("Basic dTpw"), "user and password");
});
