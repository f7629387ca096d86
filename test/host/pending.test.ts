import assert from "node:assert/strict";
import test from "node:test";
import { sampled } from "../pages/sample.ts";
import { everyExample } from "../snapshot/examples.ts";
import { memoryHost, remoteHost } from "./memory.ts";
import { checkoutOf, diskOf, saidOf } from "./repositories.ts";

test("6: answers that are pending first lead to the same JSON, for every example", async (context) => {
  let most = 0;
  for (const each of sampled(everyExample())) {
    const states = diskOf(each);
    const local = await checkoutOf(each.example, memoryHost(states)).settle();
    const host = remoteHost(states);
    const remote = await checkoutOf(each.example, host).settle();
    assert.equal(saidOf(each.name, remote), saidOf(each.name, local));
    // The remembered results of a round don't ask for what the last one doesn't need.
    assert.deepEqual([...remote.linted.read.files.keys()].toSorted(), [...local.linted.read.files.keys()].toSorted());
    most = Math.max(most, host.rounds());
  }
  context.diagnostic(`at most ${most} requests`);
  assert.ok(most <= 8, `${most} requests`);
});
