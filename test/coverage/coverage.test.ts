import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import test from "node:test";
import { rules } from "../../server/src/rules/index.ts";
import { readPages } from "../pages/all.ts";
import { keepCurrent, readText, updating } from "../pages/current.ts";
import { trialOf } from "../pages/trial.ts";
import { drawCoverage, linkOf, linksIn } from "./draw.ts";
import { seenIn } from "./seen.ts";
import { sections } from "./sections.ts";

const path = "docs/coverage.md";

const seen = readPages(rules).flatMap((page) =>
  page.examples.flatMap((example) => seenIn(page, trialOf(example, rules))),
);

test("every way in which repositories publish has an example", () => {
  const ways = sections.flatMap((section) => section.ways);
  const missing = ways.filter((way) => !seen.some(way.is)).map(({ title }) => title);
  assert.deepEqual(missing, []);
  for (const { title, ways: own } of sections)
    assert.equal(new Set(own.map((way) => way.title)).size, own.length, `two ways of one name: ${title}`);
});

test("docs/coverage.md names one for each", () => {
  if (!existsSync(path) && updating()) writeFileSync(path, "");
  keepCurrent(path, drawCoverage(sections, seen, linksIn(readText(path))));
});

test("an example stays in its place as long as it shows the way, else the plainest takes it", () => {
  const way = { title: "npm", is: (each: (typeof seen)[number]) => each.publish?.tool.name === "npm" };
  const fitting = seen.filter(way.is).map(linkOf);
  const other = seen.map(linkOf).find((link) => !fitting.includes(link)) ?? "";
  const drawn = (link: string) =>
    linksIn(drawCoverage([{ title: "A", ways: [way] }], seen, new Map([["A › npm", link]])));
  for (const link of fitting.slice(0, 3)) assert.deepEqual([...drawn(link)], [["A › npm", link]]);
  const [[, chosen] = []] = drawn(other);
  assert.ok(chosen !== undefined && fitting.includes(chosen));
});
