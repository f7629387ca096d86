import assert from "node:assert/strict";
import { test } from "node:test";
import {
  both,
  certain,
  either,
  known,
  located,
  map,
  possibilities,
  unknown,
  type Fact,
} from "../../server/src/publish/fact.ts";
import type { Reason } from "../../server/src/reason.ts";

const span = { file: { path: "a.yml", text: "abc" }, start: 0, end: 1 };
const later = { ...span, start: 1, end: 2 };
const hidden: Reason = { kind: "login", span };
const unless: Reason = { kind: "repository-script", span: later };

const one = known(1, span);
const two = known(2, later);
const likely: Fact<number> = { values: [{ value: 3, span }], unless };

test("what is certain of a fact", () => {
  assert.deepEqual([certain(one), located(one)], [1, { value: 1, span }]);
  for (const fact of [either(one, two), likely, unknown<number>(hidden)]) assert.equal(certain(fact), undefined);
  assert.equal(possibilities(either(one, two))?.length, 2);
  assert.equal(possibilities(likely), undefined);
});

test("either, both and map keep what is unknown, and what is only likely", () => {
  assert.deepEqual(either(one, likely), {
    values: [
      { value: 1, span },
      { value: 3, span },
    ],
    unless,
  });
  assert.deepEqual(both(likely, two), { values: [{ value: [3, 2], span }], unless });
  assert.deepEqual(map(likely, String), { values: [{ value: "3", span }], unless });
  assert.deepEqual(both(either(one, two), either(two, one)), {
    values: [
      { value: [1, 2], span },
      { value: [1, 1], span },
      { value: [2, 2], span: later },
      { value: [2, 1], span: later },
    ],
  });
  for (const fact of [
    either(one, unknown(hidden)),
    both(unknown(hidden), likely),
    map(unknown<number>(hidden), String),
  ])
    assert.deepEqual(fact, { unknown: hidden });
});
