import assert from "node:assert/strict";
import test from "node:test";
import { disagreement } from "./agreement.ts";
import { readResults } from "./results.ts";
import { clientsOf, scenarios } from "./scenarios.ts";

const results = readResults();

for (const scenario of scenarios)
  for (const client of clientsOf(scenario))
    test(`${scenario.id} with ${client}: what is predicted is what it did`, () => {
      assert.equal(disagreement(scenario, client, results), undefined);
    });
