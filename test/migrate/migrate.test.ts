import { modeOf } from "../../server/src/publish/mode.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import { migrate, type Migration } from "../../server/src/generate/migrate/migrate.ts";
import { certain } from "../../server/src/publish/fact.ts";
import { exchangeOf } from "../../server/src/publish/exchange.ts";
import { sortedPublishes } from "../../server/src/publish/find/sorted.ts";
import { sourceFiles, textsOf, tryOut, type Trial } from "../pages/trial.ts";
import { rules } from "../../server/src/rules/index.ts";
import { changed, drawCase, migrated, seen } from "./draw.ts";
import { caseFiles, redraw } from "./read.ts";

for (const file of caseFiles()) redraw(file, drawCase);

for (const file of caseFiles()) {
  test(`${file.path} is notation`, () => assert.deepEqual(file.problems, []));
  for (const each of file.cases) {
    const { path, example } = each;
    test(`${file.path}: ${example.title}: is drawn as it is`, () => assert.equal(each.drawn, drawCase(each)));

    test(`${file.path}: ${example.title}: a release works at each step`, () => {
      const { before, withToken, without, kept, freed } = migrated(each);
      for (const publish of before.input === withToken.input ? [] : publishesIn(withToken)) {
        const old = publishesIn(before).find(({ job }) => job.id.value === publish.job.id.value);
        // The token is where it was, and OIDC comes before it or instead.
        assert.equal(certain(publish.credential)?.kind, old && certain(old.credential)?.kind);
      }
      for (const publish of before.input === without.input ? [] : publishesIn(without))
        if (certain(publish.credential)?.kind !== "token" && modeOf(publish) !== "unknown")
          // Until the lock file follows, it contradicts package.json; and what is assumed is said.
          assert.deepEqual(
            [certain(publish.idToken)?.granted, exchangeOf(publish)],
            [true, freed.assumptions.some(isAboutPublish) || installs(kept) ? "unknown" : "yes"],
          );
      assert.deepEqual(
        errorsIn(withToken).filter((id) => !errorsIn(before).includes(id)),
        [],
      );
      const told = freed.manualSteps.map(({ what }) => what);
      assert.deepEqual(
        without.findings.filter(({ severity, message }) => severity === "error" && !told.includes(message)),
        [],
      );
    });

    test(`${file.path}: ${example.title}: something is said of each token`, () => {
      const { before, kept, withToken, freed } = migrated(each);
      const steps = [
        [before, kept],
        [withToken, freed],
      ] as const;
      for (const [trial, { files, manualSteps, tasks }] of steps)
        if (publishesIn(trial).some(({ credential }) => certain(credential)?.kind === "token"))
          assert.ok(files.length + manualSteps.length + tasks.length > 0);
    });

    test(`${file.path}: ${example.title}: nothing is left for a second time`, () => {
      const { withToken, without } = migrated(each);
      assert.deepEqual(migrate(seen(withToken), path, false).files, []);
      assert.deepEqual(migrate(seen(without), path, true).files, []);
      assert.deepEqual(migrate(seen(without), path, false).files, []);
    });

    test(`${file.path}: ${example.title}: both steps at once are the same`, () => {
      const { before, without } = migrated(each);
      assert.deepEqual(textsOf(changed(before, migrate(seen(before), path, true))), textsOf(without));
    });

    test(`${file.path}: ${example.title}: line ends stay`, () => {
      const windows = new Map(example.files.map((each) => [each.path, each.text.replaceAll("\n", "\r\n")]));
      const trial = tryOut(example, rules, windows);
      const after = changed(trial, migrate(seen(trial), path, true));
      const { without } = migrated(each);
      for (const { path: name, text } of sourceFiles(without)) {
        const own = sourceFiles(after).find((other) => other.path === name)?.text ?? "";
        assert.equal(own.replaceAll("\r\n", "\n"), text);
        if (windows.has(name)) assert.equal(own, text.replaceAll("\n", "\r\n"));
      }
    });
  }
}

function installs({ tasks }: Migration): boolean {
  return tasks.some(({ title }) => title.startsWith("Update the lock file"));
}

function publishesIn(trial: Trial) {
  return sortedPublishes(seen(trial)).publishes;
}

function errorsIn({ findings }: Trial): readonly string[] {
  return findings.filter(({ severity }) => severity === "error").map(({ rule }) => rule.id);
}

/** What is assumed of an install says nothing of the publish. */
function isAboutPublish({ what }: { readonly what: string }): boolean {
  return !what.includes("needs no token");
}
