import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import test from "node:test";
import { rules } from "../server/src/rules/index.ts";
import { furtherPath, pagePaths, readPages } from "./pages/all.ts";
import { readText } from "./pages/current.ts";
import { laws, type Law } from "./pages/laws.ts";
import { nameProblems, pageProblems } from "./pages/page-laws.ts";
import type { Example } from "./pages/read.ts";
import { sampled } from "./pages/sample.ts";
import { trialOf } from "./pages/trial.ts";

/** The rule of `npm test -- rule <id>`, whose page and further examples alone are tried. */
const only = process.env["RULE"];
const paths = pagePaths();
const pages = readPages(
  rules,
  paths.filter((path) => only === undefined || path.endsWith(`/rules/${only}.md`)),
);

/** Laws 5 to 7 lint an example dozens of times. */
const sample = sampled(pages.flatMap((page) => page.examples));

function lawsOf(example: Example): readonly Law[] {
  return laws.filter(({ number }) => number < 5 || number > 7 || sample.includes(example));
}

test("rules, their files and their pages have the same names", () => {
  const files = readdirSync("server/src/rules").filter((name) => name !== "index.ts");
  const ids = paths.flatMap((path) => /^docs\/rules\/(.*)\.md$/.exec(path)?.[1] ?? []);
  none(
    nameProblems(
      rules,
      files.map((name) => name.replace(/\.ts$/, "")),
      ids,
    ),
  );
});

for (const page of pages) {
  const name = page.path.replace(/^(?:test|docs\/rules)\/(.*)\.md$/, "$1");
  test(`${name} › the page`, () => {
    const further = pages.find(({ path }) => path === furtherPath(page));
    none(pageProblems(page, readText(page.path), rules, further && { page: further, source: readText(further.path) }));
  });
  for (const example of page.examples)
    test(`${name} › ${example.title}`, () => {
      const trial = trialOf(example, rules);
      none(
        lawsOf(example).flatMap((law) =>
          law
            .check(trial)
            .slice(0, 5)
            .map((problem) => `law ${law.number}, ${law.says}: ${problem}`),
        ),
      );
    });
}

function none(problems: readonly string[]): void {
  assert.ok(problems.length === 0, problems.join("\n\n"));
}
