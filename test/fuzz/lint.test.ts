import assert from "node:assert/strict";
import { after } from "node:test";
import fc from "fast-check";
import { fixAll } from "../../server/src/lint/fix.ts";
import { rules } from "../../server/src/rules/index.ts";
import { readPages } from "../pages/all.ts";
import { laws } from "../pages/laws.ts";
import { fullPortrait } from "../pages/portrait.ts";
import type { Example } from "../pages/read.ts";
import { spellRegistry } from "../pages/registry.ts";
import { safelyFixed, textsOf, tryOut, type Texts } from "../pages/trial.ts";
import { keptRepositories } from "./kept.ts";
import { mutated, mutations } from "./mutations.ts";
import { fuzz } from "./runs.ts";

const examples = readPages(rules).flatMap((page) => page.examples);
const all = examples.flatMap((example) => example.files.map(({ path }) => ({ example, path })));
// What a fix edits, spans, and of the words what doesn't depend on those of the file.
const held = laws.filter(({ number }) => [4, 8, 9].includes(number));
const ofTheFile = /^the (?:message|title) |^a related place/;
let findings = 0;
let changes = 0;

const sorts = {
  workflows: /^\.github\/workflows\//,
  "package.json": /(?:^|\/)package\.json$/,
  "other files": /(?:^|\/)(?!package\.json$)[^/]*$(?<!^\.github\/workflows\/[^/]*)/,
};

for (const [sort, pattern] of Object.entries(sorts)) {
  const files = all.filter(({ path }) => pattern.test(path));
  const texts = files.map(({ example, path }) => textIn(example, path));
  fuzz(`lint of mutated ${sort}`, {
    input: fc.record({ file: fc.nat(files.length - 1), mutations }).map(({ file, mutations: own }) => {
      const { example, path } = files[file] ?? assert.fail();
      changes += own.length;
      return { example, texts: { [path]: spellRegistry(mutated(textIn(example, path), own, texts)) } };
    }),
    runs: sort === "workflows" ? 200 : 60,
    kept: keptRepositories.filter(({ texts: own }) => pattern.test(Object.keys(own)[0] ?? "")),
    check: ({ example, texts: own }) => lintHolds(example, new Map(Object.entries(own))),
  });
}

after(() => console.log(`${changes} mutations; ${findings} findings on mutated files`));

function textIn(example: Example, path: string): string {
  return example.files.find((file) => file.path === path)?.text ?? "";
}

function lintHolds(example: Pick<Example, "files" | "given" | "rule">, texts: Texts): void {
  const whole = { title: "", reported: undefined, written: "", parts: [], ...example };
  const trial = tryOut(whole, rules, texts);
  findings += trial.linted.findings.length;
  assert.deepEqual(trial.linted.failures, []);
  const problems = held.flatMap((law) => law.check(trial));
  // A token such as `npm` is a word of the message as well.
  const redacted = trial.linted.findings.flatMap(({ redact = [] }) => redact);
  const isWord = redacted.some(({ start, end }) => end - start < 4);
  assert.deepEqual(
    problems
      .filter((problem) => !isWord || problem !== "a text shows a secret")
      .filter((problem) => !ofTheFile.test(problem) || problem.includes("shows a missing value")),
    [],
  );
  assert.deepEqual(fullPortrait(tryOut(whole, rules, texts)), fullPortrait(trial));
  const fixed = safelyFixed(trial);
  assert.deepEqual(fixed.linted.failures, []);
  const again = fixAll(fixed.input, fixed.config, ({ kind }) => kind === "safe", rules);
  assert.deepEqual([...again.keys()], [], `fixes don't end: ${JSON.stringify([...textsOf(fixed)])}`);
}
