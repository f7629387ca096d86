import assert from "node:assert/strict";
import test from "node:test";
import { withoutPrefilters } from "../server/src/repository/command/prefilter.ts";
import { rules } from "../server/src/rules/index.ts";
import { exampleOf, releases } from "./corpus/repository.ts";
import { caseFiles } from "./migrate/read.ts";
import { readPages } from "./pages/all.ts";
import { placed } from "./pages/portrait.ts";
import type { Example } from "./pages/read.ts";
import { tryOut } from "./pages/trial.ts";

const examples = [
  ...readPages(rules).flatMap(({ path, examples: own }) => own.map((example) => ({ path, example }))),
  ...releases().map((release) => ({ path: "corpus", example: exampleOf(release) })),
  ...caseFiles().flatMap(({ path, cases }) => cases.map(({ example }) => ({ path, example }))),
];

test("without the filters for speed, lint says the same of every example", () => {
  assert.ok(examples.length > 1_000);
  const other = examples.flatMap(({ path, example }) => {
    const [before, after] = [said(example), withoutPrefilters(() => said(example))];
    return before === after ? [] : [`${path} # ${example.title}\n  with:    ${before}\n  without: ${after}`];
  });
  assert.ok(other.length === 0, `${other.length} of ${examples.length}:\n${other.join("\n")}`);
});

/** The findings, the counts and what isn't understood. */
function said(example: Example): string {
  const { linted, findings } = tryOut(example, rules);
  const { publishes, unknown } = linted.understood;
  return JSON.stringify({
    findings: findings.map(({ rule, severity, span, message }) => [rule.id, severity, placed(span), message]),
    publishes,
    unknown: unknown.map(({ span, why }) => [placed(span), why]),
    failures: linted.failures,
  });
}
