import assert from "node:assert/strict";
import { test } from "node:test";
import semver from "semver";
import { actionChanges } from "../../server/src/data/actions/questions.ts";
import { bundledNpm, nodeLines, toolCache } from "../../server/src/data/node.ts";
import { npmAsOf, npmEngines, npmReleases } from "../../server/src/data/npm.ts";
import { pinnedActions, pinnedAsOf } from "../../server/src/data/pinned-actions.ts";

const actions: readonly (readonly [uses: string, changes: ReturnType<typeof actionChanges>])[] = [
  ["actions/checkout@v4", "nothing"],
  ["actions/cache/restore@v4", "nothing"],
  ["actions/attest-build-provenance@v3", "nothing"],
  ["Actions/Cache@v4", "nothing"],
  ["docker/setup-buildx-action@v3", "nothing"],
  ["pnpm/action-setup@0123456789012345678901234567890123456789", "nothing"],
  ["google-github-actions/auth@v2", "nothing"],
  ["jdx/mise-action@v2", "node"],
  ["volta-cli/action@v4", "node"],
  ["actions/setup-node@v6", "node"],
  ["acme/build@v1", "not listed"],
  ["actions/attestation-of-mine@v1", "not listed"],
  ["docker://node:24", "not listed"],
  ["./.github/actions/build", "not listed"],
  ["", "not listed"],
];

for (const [uses, changes] of actions) {
  test(`${uses} changes ${changes}`, () => assert.equal(actionChanges(uses), changes));
}

test("the tables are in order", () => {
  const nodes = bundledNpm.map(([node]) => node);
  assert.deepEqual(nodes, nodes.toSorted(semver.compare));
  for (const [node, npm] of bundledNpm) assert.ok(semver.valid(node) && semver.valid(npm), `${node} ${npm}`);
  for (const { major } of nodeLines) assert.ok(nodes.some((node) => semver.major(node) === major));
  const days = npmReleases().map((release) => release.day);
  assert.deepEqual(days, days.toSorted());
  for (const { version, day } of npmReleases())
    assert.match(`${version} ${day}`, /^\d+\.\d+\.\d+ (?:20\d\d-\d\d-\d\d)?$/);
  assert.ok(days.every((day) => day <= npmAsOf));
  for (const range of Object.values(npmEngines)) assert.ok(semver.validRange(range));
  for (const { oldest } of toolCache) for (const version of oldest) assert.ok(semver.valid(version));
});

test("pinned actions name a release and its whole commit", () => {
  assert.match(pinnedAsOf, /^20\d\d-\d\d-\d\d$/);
  for (const { name, version, commit } of pinnedActions) {
    assert.match(name, /^[\w-]+\/[\w-]+$/);
    assert.ok(semver.valid(version), version);
    assert.equal(semver.prerelease(version), null, version);
    assert.match(commit, /^[\da-f]{40}$/);
  }
  assert.equal(new Set(pinnedActions.map(({ name }) => name)).size, pinnedActions.length);
});
