import assert from "node:assert/strict";
import { test } from "node:test";
import { rules } from "../../server/src/rules/index.ts";
import type { Example } from "../pages/read.ts";
import { tryOut } from "../pages/trial.ts";
import { exampleOf } from "./repository.ts";
import { environments, grants, nodeSources, triggers } from "./shapes.ts";
import { ways } from "./tools.ts";

const path = ".github/workflows/release.yml";

/** A step after setup-node. */
const withStep = (step: string) => (workflow: string) =>
  workflow.replace(
    /^( *)- uses: actions\/setup-node.*\n(?: +[^- ].*\n)*/m,
    (setup, indent) => `${setup}${indent}${step}\n`,
  );

/** Each changes a right release so that a rule for who can release has something to say. */
const faults: readonly (readonly [rule: string, plant: (workflow: string) => string, ci?: string])[] = [
  ["unlocked-code", withStep("- run: pnpm dlx changelog-of")],
  ["unpinned-action", withStep("- uses: acme-tools/notify@main")],
  ["unpinned-npm", withStep("- run: npm install -g npm@latest")],
  ["release-cache", withStep("- uses: actions/cache@v5")],
  [
    "release-by-workflow-run",
    (workflow) =>
      workflow.replace(/^on:\n(?: .*\n)+/m, "on:\n  workflow_run: { workflows: [CI], types: [completed] }\n"),
    "name: CI\non: pull_request\njobs: { test: { runs-on: ubuntu-latest, steps: [{ run: npm test }] } }\n",
  ],
  [
    "excessive-id-token",
    (workflow) =>
      workflow.replace("jobs:\n", "jobs:\n  test:\n    runs-on: ubuntu-latest\n    steps: [{ run: npm test }]\n"),
  ],
];

/** By npm, changesets and release-it, with the grant for the whole workflow. */
const releases = ["npm", "changesets", "release-it"].map((word) => {
  const way = ways.find(({ name, token }) => name.startsWith(word) && token !== true);
  const [trigger, node, environment] = [triggers[0], nodeSources[0], environments[0]];
  const grant = grants.find(({ workflow = "" }) => workflow.includes("id-token: write"));
  assert.ok(way && trigger && node && environment && grant, word);
  return exampleOf({ way, trigger, node, environment, grant });
});

for (const [rule, plant, ci] of faults)
  test(`${rule} is named in three right releases in which it is planted`, () => {
    for (const release of releases) {
      assert.deepEqual(named(release, rule), [], release.title);
      const files = [...release.files.map(changed(plant)), ...(ci === undefined ? [] : [fileOf(ci)])];
      const planted = { ...release, files };
      assert.deepEqual(named(planted, rule), [rule], planted.title);
    }
  });

function fileOf(text: string): Example["files"][number] {
  return { path: ".github/workflows/ci.yml", text, fence: "```", marks: [] };
}

function changed(plant: (workflow: string) => string) {
  return (file: Example["files"][number]): Example["files"][number] =>
    file.path === path ? { ...file, text: plant(file.text) } : file;
}

function named(example: Example, rule: string): readonly string[] {
  const given = { ...example.given, pedantic: true };
  const { findings } = tryOut({ ...example, given }, rules);
  return [...new Set(findings.map((finding) => finding.rule.id).filter((id) => id === rule))];
}
