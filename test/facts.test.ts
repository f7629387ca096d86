import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import test from "node:test";
import { factProblems, type Text } from "./facts.ts";
import { scenarios } from "./npm/scenarios.ts";

const texts = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
  encoding: "utf8",
})
  .split("\0")
  .filter((path) => /\.(?:md|ts|mjs|yml)$/.test(path) && statSync(path, { throwIfNoEntry: false })?.isFile())
  .map((path) => ({ path, text: readFileSync(path, "utf8") }));
const ids = new Set(scenarios.map(({ id }) => id));

test("every citation of a fact leads to a section, and every section to its sources", () => {
  const pages = texts.filter(({ path }) => path.startsWith("docs/facts/"));
  // This test plants wrong ones.
  const citing = texts.filter(
    ({ path }) => !pages.some((page) => page.path === path) && !path.startsWith("test/facts."),
  );
  assert.equal(pages.length, 3);
  assert.ok(citing.some(({ text }) => text.includes("docs/facts/")));
  assert.deepEqual(factProblems(pages, citing, ids), []);
});

const page: Text = {
  path: "docs/facts/npm.md",
  text: "# npm\n\n## The registry's host\n\n- It is npm's. (`b.no-token`, [docs])\n\n[docs]: https://docs.npmjs.com/\n",
};
const code: Text = { path: "server/src/a.ts", text: "/** One (docs/facts/npm.md#the-registrys-host). */\n" };

test("a page and what cites it are right", () => {
  assert.deepEqual(factProblems([page], [code], ids), []);
});

/** What is planted in the page or in the code, and what is said then. */
const planted: readonly (readonly [what: string, page: Text, code: Text, says: RegExp])[] = [
  ["a section that isn't there", page, change(code, "-host", "-hosts"), /server\/src\/a\.ts cites .*-hosts: no such/],
  ["a page without a section", page, change(code, "#the-registrys-host", ""), /cites docs\/facts\/npm\.md#: no such/],
  ["a page that isn't there", page, change(code, "npm.md", "nmp.md"), /cites docs\/facts\/nmp\.md#/],
  ["the old form", page, change(code, "One", "One (facts on npm, c)"), /says "facts on …"/],
  [
    "a section that nothing cites",
    page,
    change(code, /\(.*\)/, ""),
    /nothing cites docs\/facts\/npm\.md#the-registrys/,
  ],
  ["background that is cited", change(page, "- It", "<!-- background -->\n\n- It"), code, /is marked as background/],
  ["a statement without a source", change(page, / \(.*\)$/m, ""), code, /npm\.md:5 names no source/],
  ["a scenario that isn't there", change(page, "b.no-token", "b.no-tokens"), code, /names `b\.no-tokens`: neither/],
  [
    "such a scenario in a sentence",
    change(page, "npm's.", "npm's, see `e.no-tokens`."),
    code,
    /names e\.no-tokens: no/,
  ],
  ["a link that isn't there", change(page, ", [docs]", ", [doc]"), code, /names \[doc\]: neither/],
  ["a link that nothing names", change(page, ", [docs]", ""), code, /has the link \[docs\]/],
  ["two sections of one name", change(page, "\n[docs]:", "## The registrys host\n\n[docs]:"), code, /host twice/],
];

for (const [what, ownPage, ownCode, says] of planted)
  test(`seen: ${what}`, () => {
    const problems = factProblems([ownPage], [ownCode], ids);
    assert.match(problems.join("\n"), says);
  });

function change({ path, text }: Text, from: string | RegExp, to: string): Text {
  const changed = text.replace(from, to);
  assert.notEqual(changed, text);
  return { path, text: changed };
}
