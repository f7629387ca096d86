import assert from "node:assert/strict";
import test from "node:test";
import { foreignLogs } from "./foreign.ts";
import { disguises, jobLog } from "./log.ts";
import { explained } from "./explained.ts";

test("there are at least 40 foreign logs", () => {
  assert.ok(Object.keys(foreignLogs).length >= 40);
});

for (const [what, log] of Object.entries(foreignLogs))
  test(`no failure of publishing to npm: ${what}`, () => {
    assert.equal(ids(log), "");
    const lines = log.split("\n");
    const job = { idToken: true, versions: ["npm: 12.2.0"], command: "npm run build", env: [] };
    for (const [how, disguise] of Object.entries(disguises)) {
      assert.equal(ids(disguise(lines)), "", how);
      assert.equal(ids(disguise(jobLog(job, lines))), "", how);
    }
  });

function ids(log: string): string {
  return (explained(log)?.failures ?? []).map(({ id }) => id).join();
}
