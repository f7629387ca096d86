import assert from "node:assert/strict";
import test from "node:test";
import type { Rule } from "../../server/src/rule.ts";
import { redrawn } from "./all.ts";
import { pageProblems } from "./page-laws.ts";
import { readPage } from "./read.ts";
import { toy, toyOf } from "./toy.ts";

const path = "test/cases/story-toy.md";
const release = (text: string): string => `\`release.yml\`:\n\n\`\`\`yaml\n${text}\n\`\`\`\n`;
const sections = `## It begins\n\n${release("a: old\nb: old")}\n## It ends\n\n${release("a: new")}`;
const head = "| Step | State | Findings | On 2025-01-02 |\n| --- | --- | --- | --- |\n";
const table = `${head}| It begins | Two words | \`toy\` error, \`toy\` error | \`toy\` error, \`toy\` error |\n| It ends | None | none | \`day\` error |\n`;

/** Says something only on the other day, and of the second section. */
const ofDay: Rule<"repository"> = {
  ...toyOf(() => [], "day"),
  *check(repository) {
    const file = repository.file("release.yml");
    if (typeof file === "string" || repository.input.today !== "2025-01-02" || file.text.includes("old")) return;
    yield { severity: "error", span: { file, start: 0, end: 1 }, message: "It is another day." };
  },
};
const rules = [toy(), ofDay];

function problemsWith(lead: string, own: readonly Rule[] = rules): readonly string[] {
  const source = redrawn(readPage(path, `# A toy\n\n${lead}\n${sections}`), own);
  return pageProblems(readPage(path, source), source, own);
}

test("a table that agrees with what lint finds is no problem, and is never drawn", () => {
  assert.deepEqual(problemsWith(table), []);
  assert.ok(redrawn(readPage(path, `# A toy\n\n${table}\n${sections}`), []).includes(table.trim()));
});

test("a case file of another name needs no table", () => {
  const source = redrawn(readPage("test/cases/toy.md", `# A toy\n\n${sections}`), rules);
  assert.deepEqual(pageProblems(readPage("test/cases/toy.md", source), source, rules), []);
});

/** What is wrong with the table, and what is said of it. */
const planted: readonly (readonly [string, string, RegExp])[] = [
  [
    "a finding that isn't there",
    table.replace("| none |", "| `toy` error |"),
    /"It ends" the table says `toy` error, and lint none/,
  ],
  [
    "a finding too few",
    table.replace("`toy` error, `toy` error |", "`toy` error |"),
    /"It begins" the table says `toy` error, and lint `toy` error, `toy` error/,
  ],
  [
    "none where there is one",
    table.replace("`toy` error, `toy` error |", "none |"),
    /"It begins" the table says none, and lint `toy`/,
  ],
  [
    "another severity",
    table.replace("`toy` error,", "`toy` info,"),
    /"It begins" the table says `toy` error, `toy` info, and lint/,
  ],
  [
    "another rule",
    table.replace("`toy` error,", "`tin` error,"),
    /"It begins" the table says `tin` error, `toy` error, and lint/,
  ],
  [
    "another finding on another day",
    table.replace("| `day` error |", "| none |"),
    /"It ends" on 2025-01-02 the table says none, and lint `day` error/,
  ],
  ["a section without a row", table.replace(/\| It ends.*\n/, ""), /no row for the section "It ends"/],
  ["a row without a section", `${table}| It goes on | | none | none |\n`, /row "It goes on" names no section/],
  ["two rows for a section", `${table}| It ends | | none | \`day\` error |\n`, /two rows "It ends"/],
  ["findings in other words", table.replace("| none |", "| nothing |"), /row "It ends" isn't "none" or/],
  ["a row cut short", table.replace(" | `day` error |", " |"), /row "It ends" on 2025-01-02 isn't/],
  ["another head", table.replace("Findings", "Found"), /the table's head isn't/],
  ["a day that is none", table.replace("On 2025-01-02", "Today"), /the table's head isn't/],
  ["no table", "", /a story begins with a table/],
];

for (const [what, lead, says] of planted)
  test(`the table's law sees ${what}`, () => {
    assert.notEqual(lead, table);
    const found = problemsWith(lead);
    assert.equal(found.length, 1, found.join("\n"));
    assert.match(found[0] ?? "", says);
  });
