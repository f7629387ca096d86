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
    groups.flatMap(({ clients }) => clients).toSorted(),
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
  for (const id of ids)
    assert.match(id, /^(?:[b-o]|pnpm|yarn|bun|semantic-release|release-it|changesets|lerna)\.[a-z0-9-]+$/);
  // A tool's scenario is called after the tool.
  const titles = scenarios.map(({ title, tools }) => `${title} ${tools?.[0] ?? ""}`);
  assert.deepEqual(titles, [...new Set(titles)]);
});

test("clients that do the same are one group, in order", () => {
  const seen: Observed = { asked: false, exchanged: [], sent: [], exit: 0, prints: [] };
  const runs = new Map([
    ["npm 12.2.2", seen],
    ["npm 11.21.2", { ...seen, exit: 1 }],
    ["npm 10.9.9", seen],
  ] as const);
  assert.deepEqual(
    grouped({ id: "b.a", title: "A" }, runs).map(({ clients, exit }) => [clients.join(" "), exit]),
    [
      ["npm 10.9.9 npm 12.2.2", 0],
      ["npm 11.21.2", 1],
    ],
  );
});

test("an outcome agrees with no run that shows another", () => {
  const runs = [
    ["exchange", "b.no-token", "npm 12.2.2"],
    ["exchange", "e.no-token", "npm 12.2.2"],
    ["exchange", "semantic-release.no-token", "semantic-release 25.0.9"],
    ["ENEEDAUTH", "d.no-permission-no-token", "npm 12.2.2"],
    ["ENEEDAUTH after", "b.project-npmrc-empty", "npm 11.5.1"],
    ["E404", "d.no-permission-dummy-v6", "npm 12.2.2"],
    ["EUSAGE", "d.no-permission-provenance-dummy", "npm 12.2.2"],
    ["EUSAGE access", "f.new-package-valid-provenance", "npm 10.9.9"],
    ["EUNSCOPED", "h.unscoped-restricted", "npm 12.2.2"],
    ["EUNKNOWNCONFIG", "c.unknown-option", "npm 12.2.2"],
    ["ERR_INVALID_AUTH", "c.home-npmrc-without-host", "npm 12.2.2"],
    ["MODULE_NOT_FOUND", "b.no-token", "npm 12.0.0"],
    ["unknown-command", "i.stage-publish", "npm 11.5.1"],
    ["not a path", "c.tarball-without-dot", "npm 12.2.2"],
    ["untagged", "h.prerelease", "npm 12.2.2"],
    ["not above", "h.same-version", "npm 12.2.2"],
    ["not above", "h.lower-version", "npm 12.2.2"],
    ["token", "b.token-valid", "npm 10.9.9"],
    ["no credential", "yarn.no-permission", "yarn 4.18.1"],
    ["no credential", "pnpm.no-permission", "pnpm 11.1.3"],
    ["no credential after", "pnpm.no-token", "pnpm 11.0.6"],
  ] as const;
  for (const [own, id, client] of runs) {
    const run = resultOf(results, id, client);
    assert.ok(run !== undefined, `${id} with ${client}`);
    for (const [outcome] of [...runs, ["unknown"] as const])
      // A refused exchange is one whatever follows.
      if (outcome !== "exchange" || !(own === "no credential after" || own === "EUSAGE access"))
        assert.equal(agrees(outcome, run), outcome === own, `${outcome} and a run of ${own}`);
  }
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
