import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { withoutPrefilters } from "../server/src/repository/command/prefilter.ts";
import { rules } from "../server/src/rules/index.ts";
import { exampleOf, releases } from "./corpus/repository.ts";
import { caseFiles } from "./migrate/read.ts";
import { readPages } from "./pages/all.ts";
import { placed } from "./pages/portrait.ts";
import type { Example } from "./pages/read.ts";
import { sampled } from "./pages/sample.ts";
import { tryOut } from "./pages/trial.ts";

const examples = sampled([
  ...readPages(rules).flatMap(({ path, examples: own }) => own.map((example) => ({ path, example }))),
  ...releases().map((release) => ({ path: "corpus", example: exampleOf(release) })),
  ...caseFiles().flatMap(({ path, cases }) => cases.map(({ example }) => ({ path, example }))),
]);

test("without the filters for speed, lint says the same of every example", () => {
  assert.ok(examples.length > 100);
  const other = examples.flatMap(({ path, example }) => {
    const [before, after] = [said(example), withoutPrefilters(() => said(example))];
    return before === after ? [] : [`${path} # ${example.title}\n  with:    ${before}\n  without: ${after}`];
  });
  assert.ok(other.length === 0, `${other.length} of ${examples.length}:\n${other.join("\n")}`);
});

test("no file but those of repository/command/ looks at a script's text", () => {
  const looks =
    /\brun\??\.value\b(?!\.trim\(\) === "")|\bworkflow\.file\.text\b|\bscripts\.texts\b.*\bvalue\b.*\.test\(/;
  const found = readdirSync("server/src", { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".ts") && !name.startsWith("repository/command/"))
    // It shows a script's lines, and decides nothing.
    .filter((name) => name !== "report/publish.ts")
    .filter((name) =>
      readFileSync(`server/src/${name}`, "utf8")
        .split("\n")
        .some((line) => looks.test(line)),
    );
  assert.deepEqual(found, []);
  assert.ok(looks.test("/x/.test(step.run?.value ?? '')") && !looks.test('run.value.trim() === ""'));
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
