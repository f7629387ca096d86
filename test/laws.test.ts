import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import test from "node:test";
import { rules } from "../server/src/rules/index.ts";
import { readPages } from "./pages/all.ts";
import { readText } from "./pages/current.ts";
import { laws } from "./pages/laws.ts";
import { nameProblems, pageProblems } from "./pages/page-laws.ts";
import { trialOf } from "./pages/trial.ts";

const pages = readPages(rules);

test("rules, their files and their pages have the same names", () => {
  const files = readdirSync("server/src/rules").filter((name) => name !== "index.ts");
  const ids = pages.flatMap(({ rule }) => rule ?? []);
  none(
    nameProblems(
      rules,
      files.map((name) => name.replace(/\.ts$/, "")),
      ids,
    ),
  );
});

for (const page of pages) {
  const name = page.rule ?? page.path.slice("test/".length, -".md".length);
  test(`${name} › the page`, () => none(pageProblems(page, readText(page.path), rules)));
  for (const example of page.examples)
    test(`${name} › ${example.title}`, () => {
      const trial = trialOf(example, rules);
      none(
        laws.flatMap((law) =>
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
