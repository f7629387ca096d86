import assert from "node:assert/strict";
import test from "node:test";
import { outcomeOf, type Outcome } from "../../server/src/publish/outcome.ts";
import { publishesOf } from "../../server/src/publish/publishes.ts";
import { repositoryOf as repositoryFrom } from "../../server/src/repository/repository.ts";
import { tryOut } from "../pages/trial.ts";
import { agrees } from "./agreement.ts";
import { readResults, resultOf } from "./results.ts";
import { clientsOf, scenarios } from "./scenarios.ts";
import type { Scenario } from "./scenario.ts";
import type { NpmVersion } from "./versions.ts";
import { repositoryOf } from "./workflow.ts";

const results = readResults();

for (const scenario of scenarios)
  for (const npm of clientsOf(scenario))
    test(`${scenario.id} with npm ${npm}: what is predicted is what npm did`, () => {
      const seen = resultOf(results, scenario.id, npm);
      assert.ok(seen !== undefined, "results.json has no run of it: npm run test:npm -- --write");
      const outcomes = predicted(scenario, npm);
      const { understood } = scenario;
      if (understood !== undefined && "publish" in understood) return assert.deepEqual(outcomes, []);
      assert.notDeepEqual(outcomes, [], "lint finds no publish");
      const wrong = outcomes.filter((outcome) => !agrees(outcome, seen));
      if (understood === undefined || understood.by?.includes(npm) === false)
        return assert.deepEqual(wrong, [], `npm did something else: ${JSON.stringify(seen)}`);
      assert.notDeepEqual(wrong, [], `npm did what is predicted, and the scenario says ${understood.unpredicted}`);
    });

function predicted(scenario: Scenario, npm: NpmVersion): readonly Outcome[] {
  const { input } = tryOut(repositoryOf(scenario, npm), []);
  return publishesOf(repositoryFrom(input, { files: new Set(), directories: new Set() })).publishes.map(outcomeOf);
}
