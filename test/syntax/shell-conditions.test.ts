import assert from "node:assert/strict";
import { test } from "node:test";
import { readBash } from "../../server/src/syntax/shell.ts";

const scope = { expression: () => undefined, variable: () => undefined };

/** Each command of one letter: as it is where it always runs, with `?` where it may, with `-` where it never does. */
function reachedIn(script: string, pipefail: boolean): string {
  const { commands, unreachable } = readBash(script, scope, pipefail);
  const all = [
    ...commands.map((each) => ({ ...each, never: false })),
    ...unreachable.map((each) => ({ ...each, never: true })),
  ];
  return all
    .toSorted((first, second) => first.start - second.start)
    .map(({ words, conditional, never }) => ({
      name: words[0]?.value ?? "",
      mark: never ? "-" : conditional ? "?" : "",
    }))
    .filter(({ name }) => /^[A-Z]$/.test(name))
    .map(({ name, mark }) => name + mark)
    .join(" ");
}

// Run by bash 5.2, started as GitHub starts it (`bash -e FILE`, with `-o pipefail` for `shell: bash`), nothing marked `-` ever ran.
const cases: readonly (readonly [script: string, plain: string, pipefail?: string])[] = [
  ["if A; then B; else C; fi", "A B? C?"],
  ["if A | tee log; then B; else C; fi", "A B C-", "A B? C?"],
  ["if A 2>&1 | tee log; then B; elif C; then D; else E; fi", "A B C- D- E-", "A B? C? D? E?"],
  ["if A |& tee -a log; then B; else C; fi", "A B C-", "A B? C?"],
  ["if ! A | tee log; then B; else C; fi", "A B- C", "A B? C?"],
  ["if A; then B; elif C | tee log; then D; else E; fi", "A B? C? D? E-", "A B? C? D? E?"],
  ["if A | grep -q x; then B; else C; fi", "A B? C?"],
  ["if A | cat; then B; else C; fi", "A B C-", "A B? C?"],
  ["if A | cat log; then B; else C; fi", "A B? C?"],
  ["if A | tail -n 5; then B; else C; fi", "A B C-", "A B? C?"],
  ["if A | tee log | grep x; then B; else C; fi", "A B? C?"],
  ["if A | tee log > /dev/null; then B; else C; fi", "A B? C?"],
  ["if A | tee log && B; then C; else D; fi", "A B C? D?"],
  ["if B; A | tee log; then C; else D; fi", "B A C D-", "B A C? D?"],
  ["if true; then A; else B; fi", "A B-", "A B-"],
  ["if false; then A; else B; fi", "A- B", "A- B"],
  ["A | tee log || B", "A B-", "A B?"],
  ["A | tee log && B", "A B", "A B"],
  ["A || B", "A B?"],
  ["A || true && B", "A B", "A B"],
  ["false && A || B", "A- B", "A- B"],
  ["true || A && B", "A- B", "A- B"],
  ["A && B | tee log || C", "A B C?"],
  ["set -o pipefail; if A | tee log; then B; else C; fi", "A B? C?"],
  ["set -euo pipefail\nA | tee log || B", "A B?"],
  ["set -eu; A | tee log || B", "A B-", "A B?"],
  ["set +o pipefail; A | tee log || B", "A B-", "A B-"],
  ["set $OPTIONS; A | tee log || B", "A B?"],
  ["source ./lib.sh; A | tee log || B", "A B?"],
  ["if C; then set -o pipefail; fi; A | tee log || B", "C A B?", "C A B?"],
  ["(set -o pipefail); A | tee log || B", "A B-", "A B?"],
  ["( set -o pipefail; A | tee log || B )", "A B?"],
  ["f() { A | tee log; }; if f; then B; else C; fi", "A B? C?"],
  ["bash -c 'A | tee log || B'", "A B-", "A B-"],
  ["bash -eo pipefail -c 'A | tee log || B'", "A B?", "A B?"],
  ["if A | tee log; then if B; then C; fi; else if D; then E; fi; fi", "A B C? D- E-", "A B? C? D? E?"],
];

for (const [script, plain, pipefail = plain] of cases) {
  test(`without pipefail: ${script}`, () => assert.equal(reachedIn(script, false), plain));
  test(`with pipefail: ${script}`, () => assert.equal(reachedIn(script, true), pipefail));
}

test("what an unreachable branch sets is not set", () => {
  const { commands } = readBash("X=1; if A | tee log; then cd b; else X=2; cd c; fi; npm publish", scope);
  const last = commands.at(-1);
  assert.equal(last?.directory, "b");
  assert.equal(last?.variables.get("X"), "1");
});
