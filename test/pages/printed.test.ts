import assert from "node:assert/strict";
import test from "node:test";
import { readResults, resultOf, type Results } from "../npm/results.ts";
import { printedProblems, withPrinted } from "./printed.ts";

const named = "<details><summary>What npm prints</summary>\n\n<!-- scenarios: d.no-permission-no-token@12.2.2 -->";
const section = withPrinted(`${named}\n\n</details>`);
const page = `# a-rule\n\nnpm stops with ENEEDAUTH.\n\n${section}\n\n## Reported\n`;
const results = readResults();

function folded(body: string): string {
  return `<details><summary>What npm prints</summary>\n\n${body}\n\n</details>`;
}

test("the section shows what npm printed, with which npm and when", () => {
  const group = resultOf(results, "d.no-permission-no-token", "npm 12.2.2");
  assert.ok(group !== undefined && group.code === "ENEEDAUTH");
  assert.ok(
    section.startsWith(`${named}\n\nNo \`id-token: write\`, no token (${group.clients.join(", ").slice(0, 10)}`),
  );
  assert.ok(section.includes(`\n\`\`\`text\n${group.prints.join("\n")}\n\`\`\`\n`));
  assert.match(section, new RegExp(`\nVerified on ${results.verified} with npm [^\n]*12\\.2\\.2\\.\n\n</details>$`));
  assert.equal(withPrinted(section), section);
  assert.deepEqual(printedProblems(page), []);
  assert.deepEqual(printedProblems("# a-rule\n\nNothing of npm.\n"), []);
});

test("what only npmjs.com can show is said to come from public reports", () => {
  const drawn = withPrinted(folded("<!-- scenarios: g.missing@12.2.2, b.no-token@10.9.9 -->"));
  assert.equal(
    drawn.match(/^Known from public reports, because only npmjs\.com itself can show it: E422 /gm)?.length,
    1,
  );
  const answered = withPrinted(folded("<!-- scenarios: d.no-permission-dummy-v6@12.2.2 -->"));
  assert.match(
    answered,
    /^Known from public reports, because only npmjs\.com itself can show it: the registry's answer E404\.$/m,
  );
});

const changed: Results = {
  ...results,
  scenarios: Object.fromEntries(
    Object.entries(results.scenarios).map(([id, groups]) => [
      id,
      groups.map((group) => ({ ...group, prints: [...group.prints, "npm error one more"] })),
    ]),
  ),
};

/** What is wrong, and what law 11 says then. */
const wrong: readonly (readonly [what: string, text: string, results: Results, says: RegExp])[] = [
  [
    "another line of npm",
    page.replace("error code ENEEDAUTH", "error code E401"),
    results,
    /^the page \(-\) and results/,
  ],
  ["another npm", page.replace("12.2.2.\n", "12.3.0.\n"), results, /^the page \(-\) and results/],
  ["an npm that prints something else now", page, changed, /^the page \(-\) and results/],
  ["results of another day", page, { ...results, verified: "2027-01-01" }, /^the page \(-\) and results/],
  ["a code that no scenario shows", `${page}npm answers E404.\n`, results, /^says E404, and no scenario/],
  ["a code without any scenario", "# a-rule\n\nnpm stops with EUSAGE.\n", results, /^says EUSAGE, and no scenario/],
  [
    "a scenario that isn't there",
    page.replace("d.no-permission", "d.permission"),
    results,
    /no scenario d\.permission/,
  ],
  ["an npm that wasn't run", page.replace("@12.2.2", "@9.0.0"), results, /no scenario .* with 9\.0\.0/],
  ["a section without scenarios", `# a-rule\n\n${folded("Much.")}\n`, results, /has no line "<!-- scenarios/],
];

for (const [what, text, seen, says] of wrong)
  test(`law 11 sees ${what}`, () => {
    const found = printedProblems(text, seen);
    assert.ok(
      found.some((problem) => says.test(problem)),
      found.join("\n"),
    );
  });
