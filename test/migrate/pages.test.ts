import assert from "node:assert/strict";
import { test } from "node:test";
import { migratable, migrate } from "../../server/src/generate/migrate/migrate.ts";
import { rules } from "../../server/src/rules/index.ts";
import { readPages } from "../pages/all.ts";
import { told } from "../pages/portrait.ts";
import { sampled } from "../pages/sample.ts";
import { trialOf } from "../pages/trial.ts";
import { changed, seen } from "./draw.ts";

test("no case, and no example of a page about tokens, is worse for its migration", () => {
  const problems: string[] = [];
  let migrated = 0;
  const pages = readPages(rules).filter(({ path }) => /token|trusted|cases\/(?!quiet)/.test(path));
  const examples = pages.flatMap((page) => page.examples.map((example) => ({ path: page.path, example })));
  for (const { path, example } of sampled(examples)) {
    const before = trialOf(example, rules);
    for (const candidate of migratable(seen(before))) {
      if (candidate.by !== "token" && candidate.by !== "nothing") continue;
      for (const removeToken of [false, true]) {
        const migration = migrate(seen(before), candidate.path, removeToken);
        if (migration.files.length === 0) continue;
        migrated++;
        const after = changed(before, migration);
        const known = before.findings.map(({ rule, severity }) => `${rule.id} ${severity}`);
        const said = migration.manualSteps.map(({ what }) => what);
        for (const finding of after.findings)
          if (
            finding.severity === "error" &&
            !known.includes(`${finding.rule.id} error`) &&
            // A token hid this until it was removed, and a warning said so before.
            !(removeToken && known.includes(`${finding.rule.id} warning`)) &&
            !said.includes(finding.message)
          )
            problems.push(`${path}: ${example.title}: ${told(finding)}`);
        if (migrate(seen(after), candidate.path, removeToken).files.length > 0)
          problems.push(`${path}: ${example.title}: ${candidate.path} changes again`);
      }
    }
  }
  assert.ok(migrated > 10, String(migrated));
  assert.deepEqual(problems, []);
});
