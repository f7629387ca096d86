import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { deploymentPattern, filterPattern, findRef, takesRef } from "../../server/src/glob/ref-pattern.ts";

type Row = readonly [pattern: string, takes: readonly string[], not: readonly string[]];

/** Ruby's `File.fnmatch` with FNM_PATHNAME, as Ruby's documentation and GitHub's page on environments say it. */
const rules: readonly Row[] = [
  ["main", ["main"], ["Main", "main2", "a/main"]],
  ["*", ["main", "v1.0.0", "x@1.0.0"], ["@acme/x@1.0.0", "a/b"]],
  ["v*", ["v", "v1", "v1.0.0"], ["@acme/x@1.0.0", "v/1", "av"]],
  ["@acme/*", ["@acme/x@1.0.0"], ["@acme/x/y", "x@1.0.0"]],
  ["**", ["main"], ["a/b"]],
  ["**/*", ["main", "a/b", "@acme/x@1.0.0", "a/b/c"], []],
  ["release/**/*", ["release/1", "release/a/b"], ["release", "releases/1"]],
  ["release/*/*", ["release/a/b"], ["release/a", "release/a/b/c"]],
  ["v?", ["v1"], ["v", "v12", "v/"]],
  ["v[0-9]", ["v1"], ["v", "vx", "v12"]],
  ["v[!0-9]*", ["vx", "vx1"], ["v1", "v"]],
  ["v[^0-9]", ["vx"], ["v1"]],
  ["a\\*", ["a*"], ["ab"]],
  ["{a,b}", ["{a,b}"], ["a", "b"]],
  ["[ab", ["[ab"], ["a"]],
];

/** GitHub's filter pattern cheat sheet. */
const filters: readonly Row[] = [
  ["main", ["main"], ["main2"]],
  ["*", ["main", "releases"], ["all/the/branches"]],
  ["**", ["all/the/branches", "main"], []],
  ["*feature", ["mona-feature", "feature", "ver-10-feature"], ["a/feature"]],
  ["v2*", ["v2", "v2.0", "v2.9"], ["v1"]],
  ["releases/**", ["releases/10", "releases/beta/mona"], ["releases"]],
  ["v[12].[0-9]+.[0-9]+", ["v1.10.1", "v2.0.0"], ["v3.0.0", "v1.", "v1.1"]],
  ["ab?c", ["ac", "abc"], ["abbc", "a"]],
  ["[CB]at", ["Cat", "Bat"], ["cat", "at"]],
  ["\\*", ["*"], ["a"]],
];

for (const [name, rows, compiled] of [
  ["a rule of an environment", rules, deploymentPattern],
  ["a filter", filters, filterPattern],
] as const)
  for (const [pattern, takes, not] of rows)
    test(`${name}: ${pattern}`, () => {
      const own = compiled(pattern) ?? assert.fail();
      assert.deepEqual(
        [...takes, ...not].map((text) => [text, takesRef(own, text)]),
        [...takes.map((text) => [text, true]), ...not.map((text) => [text, false])],
      );
    });

test("a name that is found is one that the patterns take", () => {
  const piece = fc.constantFrom("a", "v", "1", "*", "**", "?", "/", "[0-9]", "+", ".");
  const pattern = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(pattern, pattern, (filter, rule) => {
      const patterns = [filterPattern(filter) ?? assert.fail(), deploymentPattern(rule) ?? assert.fail()] as const;
      const found = findRef(patterns, (answers) => !answers.includes(false));
      if (typeof found !== "string") return;
      assert.ok(takesRef(patterns[0], found) && takesRef(patterns[1], found), `${filter} ${rule} ${found}`);
    }),
    { numRuns: 300 },
  );
});

test("where there is no such name, none is found, and of very many ways none is looked for", () => {
  const compiled = (text: string) => deploymentPattern(text) ?? assert.fail();
  const both = (answers: readonly boolean[]): boolean => !answers.includes(false);
  assert.equal(findRef([compiled("v*"), compiled("@acme/*")], both), undefined);
  const long = "*a".repeat(200);
  assert.equal(findRef([compiled(`${long}b`), compiled(`${long}c`)], both), null);
  assert.equal(deploymentPattern("a".repeat(2_000)), undefined);
});
