import assert from "node:assert/strict";
import test from "node:test";
import { disguises, jobLog } from "./log.ts";
import { explained } from "./explained.ts";
import { beforeCases, halfCases, loginCases, provenanceCases, type SignatureCase } from "./signatures.ts";

const cases = [...loginCases, ...provenanceCases, ...beforeCases, ...halfCases];

function logOf({
  printed,
  command = "npm publish",
  idToken,
  versions = ["node: v24.21.0", "npm: 11.19.0"],
}: SignatureCase) {
  return jobLog({ idToken: idToken !== false, versions, command, env: [] }, printed);
}

for (const each of cases)
  test(`the first cause of a log: ${each.id}`, () => {
    const about = each.event === undefined ? {} : { event: each.event };
    for (const [how, disguise] of Object.entries(disguises)) {
      const [first, ...others] = explained(disguise(logOf(each)), about)?.failures ?? [];
      const ids = first?.causes.map(({ id }) => id) ?? [];
      assert.ok(ids.length <= 4, how);
      assert.deepEqual(others, [], how);
      // Without its permissions and versions, a cut log may tell the cause later.
      if (how !== "beginning cut off") assert.equal(ids[0], each.cause, how);
      else assert.ok(each.cause === undefined ? ids.length === 0 : ids.includes(each.cause), `${how}: ${ids.join()}`);
    }
  });

test("two failures of one log are separate, and the same one is listed once", () => {
  const two = explained(
    [
      ...logOf(loginCases[3] ?? beforeCases[0] ?? { id: "", printed: [], cause: undefined }),
      "##[group]Run npm publish",
      "##[endgroup]",
      ...(provenanceCases[1]?.printed ?? []),
      "##[group]Run npm publish",
      "##[endgroup]",
      ...(provenanceCases[1]?.printed ?? []),
    ].join("\n"),
  );
  assert.deepEqual(
    two?.failures.map(({ id }) => id),
    ["E404", "E422-repository"],
  );
});

test("gh's columns separate the jobs", () => {
  const columns = (job: string, lines: readonly string[]): string =>
    lines.map((line) => `${job}\tPublish\t2026-11-30T10:00:00.0000000Z ${line}`).join("\n");
  const [first, second] = [loginCases[4], loginCases[5]].map((each) => (each === undefined ? [] : logOf(each)));
  const failures = explained(`${columns("a", first ?? [])}\n${columns("b", second ?? [])}`)?.failures ?? [];
  assert.deepEqual(
    failures.map(({ place, causes }) => [place?.job, place?.step, causes[0]?.id]),
    [
      ["a", "Publish", "no-id-token"],
      ["b", "Publish", "npm-too-old"],
    ],
  );
});

test("what is left of a log tells Node's npm, and a warning of an install the npm itself", () => {
  const needAuth = "npm error need auth This command requires you to be logged in to https://REGISTRY/";
  const first = (...lines: readonly string[]) =>
    explained([...lines, "##[group]Run npm publish", needAuth].join("\n"))?.failures[0]?.causes[0];
  const cache = (version: string): string => `    at run (/opt/hostedtoolcache/node/${version}/x64/lib/x.js:1:2)`;
  const old = first(cache("22.14.0"));
  assert.deepEqual([old?.id, old?.certainty], ["npm-too-old", "likely"]);
  assert.equal(first(cache("24.21.0"))?.id, "exchange-refused");
  assert.equal(first(cache("22.14.0"), "##[group]Run npm install -g npm@latest")?.certainty, "possible");
  const warned = first("npm warn EBADENGINE   current: { node: 'v20.20.2', npm: '10.8.2' }");
  assert.deepEqual([warned?.id, warned?.certainty], ["npm-too-old", "certain"]);
});
