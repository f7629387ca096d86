import assert from "node:assert/strict";
import test from "node:test";
import { factNames, type FactName } from "../../server/src/publish/change-facts.ts";
import { rules } from "../../server/src/rules/index.ts";
import { readPages } from "../pages/all.ts";
import { sampled } from "../pages/sample.ts";
import { trialOf } from "../pages/trial.ts";
import { doubtResult } from "./doubt.ts";
import { strangerProblems } from "./stranger.ts";

/** The rule of `npm test -- rule <id>` alone. */
const only = process.env["RULE"];
const tried = rules.filter(({ id }) => only === undefined || id === only);
const examples = readPages(rules).flatMap((page) => page.examples);
const sample = new Set(sampled(examples));

/** How many reported examples of a rule's own lose a finding without a fact. */
const counts = new Map<string, Map<FactName, number>>();

for (const rule of tried)
  test(`laws 12 and 13, the doubt and the stranger: ${rule.id}`, () => {
    const problems: string[] = [];
    const own = new Map<FactName, number>();
    counts.set(rule.id, own);
    for (const example of examples) {
      const isOwn = example.rule === rule.id;
      if (!isOwn && (!sample.has(example) || only !== undefined)) continue;
      const trial = trialOf(example, rules);
      const result = doubtResult(rule, trial);
      const found = [...result.problems, ...strangerProblems(rule, trial)];
      problems.push(...found.slice(0, 3).map((problem) => `${example.title}: ${problem}`));
      if (isOwn && example.reported === true) for (const name of result.lost) own.set(name, (own.get(name) ?? 0) + 1);
    }
    assert.ok(problems.length === 0, problems.slice(0, 20).join("\n"));
  });

test("law 12: without each fact that a rule needs, a reported example of its own loses its finding", (context) => {
  const needless = tried.flatMap(({ id, needs }) =>
    factNames.filter((name) => needs[name] !== undefined && !counts.get(id)?.has(name)).map((name) => `${id}: ${name}`),
  );
  context.diagnostic(tableOf(counts));
  assert.deepEqual(needless, []);
});

function tableOf(all: typeof counts): string {
  const lines = [...all].map(([id, own]) => {
    const facts = factNames.flatMap((name) => (own.has(name) ? [`${name} ${own.get(name)}`] : []));
    return `${id.padEnd(30)} ${facts.join(", ")}`;
  });
  return ["rule, and how many of its reported examples each fact hides", ...lines].join("\n");
}
