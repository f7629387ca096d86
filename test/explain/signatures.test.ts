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
      if (how !== "cut") assert.equal(ids[0], each.cause, how);
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
