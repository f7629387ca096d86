import assert from "node:assert/strict";
import { test } from "node:test";
import { obstaclesOf } from "../../server/src/lint/obstacles.ts";
import { lint } from "../../server/src/lint/run.ts";
import { withFiles } from "../../server/src/repository/input.ts";
import { rules } from "../../server/src/rules/index.ts";
import { exampleOf, releases, titleOf } from "../corpus/repository.ts";
import { readPages } from "../pages/all.ts";
import { sampled } from "../pages/sample.ts";
import { trialOf, tryOut } from "../pages/trial.ts";
import { reportOfTrial } from "./report.ts";

const examples = sampled(readPages(rules).flatMap((page) => page.examples)).map((example) => trialOf(example, rules));

test("the report of any example is valid, shows no secret and is the same each time", () => {
  for (const trial of examples) {
    const report = JSON.stringify(reportOfTrial(trial));
    assert.equal(JSON.stringify(reportOfTrial(trial)), report);
    for (const secret of trial.linted.secrets) assert.ok(!report.includes(secret), trial.example.title);
  }
});

test("a package is blocked where something certain stops a publish of it, and ready or left to a person only where nothing does", () => {
  for (const trial of examples)
    for (const { packages } of reportOfTrial(trial).repositories)
      for (const each of packages) {
        const stopped = each.obstacles.some(({ certain }) => certain);
        assert.ok(!stopped || each.verdict === "blocked", trial.example.title);
        for (const { verdict, outcome } of each.publishes)
          if (verdict === "ready" || verdict === "person") assert.match(outcome.text, /^ok if /, trial.example.title);
      }
});

test("a chain ends, and what its fixes write leaves none of its obstacles", () => {
  for (const { input, linted, config, example } of examples)
    for (const publish of linted.publishes) {
      const { obstacles, files, after } = obstaclesOf({ input, linted }, publish, config);
      const left = lint({ ...input, reader: withFiles(input.reader, files) }).findings;
      const gone = obstacles.filter(({ fix }) => fix !== undefined);
      if (after === undefined) continue;
      assert.equal(gone.length, obstacles.length, example.title);
      for (const { finding } of gone)
        assert.ok(
          !left.some((each) => each.rule === finding.rule && each.message === finding.message),
          `${example.title}: ${finding.rule.id}`,
        );
    }
});

test("no release that works is blocked", () => {
  for (const release of sampled(releases())) {
    const { counts } = reportOfTrial(tryOut(exampleOf(release), rules));
    assert.equal(counts.blocked, 0, titleOf(release));
  }
});

test("a rule that reports errors of a publish says where it stops one, or that it doesn't", () => {
  // A slip in the record may be one of the record alone, and what a fork can start does publish.
  const stopsNone = new Set(["literal-token", "publisher-file-invalid", "release-by-workflow-run"]);
  const open = rules.filter(
    ({ id, severities, stops }) => severities.includes("error") && stops === undefined && !stopsNone.has(id),
  );
  assert.deepEqual(
    open.map(({ id }) => id),
    [],
    "give them `stops`, or name them here",
  );
});
