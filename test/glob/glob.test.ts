import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import ignore from "ignore";
import picomatch from "picomatch";
import { globsTest, globTest, inNames } from "../../server/src/glob/glob.ts";
import { ignoreRules } from "../../server/src/glob/ignore.ts";
import { limits } from "../../server/src/limits.ts";

const runs = Number(process.env["RUNS"] ?? 3_000);

const name = fc.constantFrom("a", "b", "ab", "packages", "a.b", "a-b", "aXb", ".a", "x1");
const path = fc.array(name, { minLength: 1, maxLength: 5 }).map((each) => each.join("/"));
const piece = fc.constantFrom("*", "?", "a", "b", "ab", "-", ".", "{a,b}", "{packages,x1}", "[ab]", "x");

/** Globs as workspace lists have them: names and wildcards, `**` as a whole name. */
const workspaceGlob = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: name },
      { weight: 2, arbitrary: fc.constantFrom("*", "**", "@(a|ab)", "?(a)b") },
      fc
        .array(piece, { minLength: 1, maxLength: 4 })
        .map((each) => each.join("").replaceAll(/\*+/g, "*").replace(/^\.$/, "a")),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((each) => each.join("/"));

test("a glob names what picomatch takes, which npm, pnpm and yarn match with", () => {
  fc.assert(
    fc.property(workspaceGlob, fc.array(path, { minLength: 1, maxLength: 8 }), (glob, paths) => {
      const [own, theirs] = [globTest(glob), picomatch(glob)];
      for (const each of paths) assert.equal(own?.(each) ?? theirs(each), theirs(each), `${glob} on ${each}`);
    }),
    { numRuns: runs, seed: 20261121 },
  );
});

test("a filter names the packages that picomatch takes with bash's stars", () => {
  const filter = fc
    .array(fc.constantFrom("@acme/", "*", "a", "-", "b", "core", "/"), { minLength: 1, maxLength: 5 })
    .map((each) => each.join("").replaceAll(/\*+/g, "*"));
  const packages = fc
    .array(fc.constantFrom("@acme/", "a", "-", "b", "core", "@x/"), { minLength: 1, maxLength: 4 })
    .map((each) => each.join("").replace(/\/$/, ""));
  fc.assert(
    fc.property(filter, packages, (glob, text) => {
      assert.equal(globTest(glob, inNames)?.(text), picomatch(glob, { bash: true })(text), `${glob} on ${text}`);
    }),
    { numRuns: runs, seed: 20261121 },
  );
});

test("an ignore file says what the library says that follows git", () => {
  const line = fc
    .tuple(
      fc.constantFrom("", "", "", "!", "/", "**/", "# "),
      fc.array(
        fc.oneof(
          { weight: 3, arbitrary: name },
          fc.constantFrom("*", "**", "*.b", "a*", "?b", "[ab]", "[!a]b", "{a,b}", "\\*", "*b*"),
        ),
        { minLength: 1, maxLength: 3 },
      ),
      fc.constantFrom("", "", "/", "/*", "/**", " ", "\r"),
    )
    .map(([before, names, end]) => before + names.join("/") + end);
  const asked = fc.tuple(path, fc.boolean()).map(([each, folder]) => (folder ? `${each}/` : each));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), fc.array(asked, { minLength: 1, maxLength: 6 }), (lines, paths) => {
      const text = lines.join("\n");
      const own = ignoreRules(text);
      const theirs = ignore({ ignorecase: false }).add(text);
      for (const each of paths) {
        // Folders above it are asked about on their own.
        const above = each.replace(/\/$/, "").split("/").slice(0, -1);
        const folders = above.map((_, index) => `${above.slice(0, index + 1).join("/")}/`);
        if (folders.some((folder) => theirs.test(folder).ignored)) continue;
        const { ignored, unignored } = theirs.checkIgnore === undefined ? theirs.test(each) : theirs.test(each);
        assert.equal(
          own?.(each),
          ignored ? "ignored" : unignored ? "kept" : undefined,
          `${JSON.stringify(text)} on ${each}`,
        );
      }
    }),
    { numRuns: runs, seed: 20261121 },
  );
});

test("no glob and no ignore file is too large to be compared with a long path", () => {
  const text = "a".repeat(limits.path);
  for (const glob of [
    "*a".repeat(250),
    `${"**/a/".repeat(150)}b`,
    "?".repeat(500),
    `*(${"a|aa|".repeat(80)}b)c`,
    "{a,a}".repeat(8),
    `!(${"a|".repeat(200)}*b)`,
    "@(a|@(a|@(a|aa)))*c",
  ]) {
    const begun = process.cpuUsage();
    for (const each of [text, `${"a/".repeat(499)}a`]) globTest(glob)?.(each);
    const { user } = process.cpuUsage(begun);
    assert.ok(user < 2_000_000, `${glob.slice(0, 40)} takes ${user / 1_000} ms`);
  }
  assert.equal(globsTest(Array.from({ length: limits.globs + 1 }, () => "a")), undefined);
  assert.equal(ignoreRules("*a\n".repeat(limits.ignoreLines + 1)), undefined);
});

test("a set takes none of its characters after `!` or `^`, as in bash", () => {
  for (const glob of ["[!ab]c", "[^ab]c"]) {
    assert.deepEqual(
      ["ac", "bc", "cc", "/c"].map((text) => globTest(glob)?.(text)),
      [false, false, true, false],
    );
  }
});

test("an empty glob names nothing but the empty text", () => {
  assert.equal(globTest("")?.(""), true);
  assert.equal(globTest("")?.("a"), false);
  assert.equal(globsTest([])?.(""), false);
});
