import assert from "node:assert/strict";
import test from "node:test";
import type { Severity } from "../../server/src/finding.ts";
import { fixAll } from "../../server/src/lint/fix.ts";
import { present, defaultConfig, type Config } from "../../server/src/lint/present.ts";
import type { Rule } from "../../server/src/rule.ts";
import { drawn } from "./all.ts";
import { nameProblems, pageProblems } from "./page-laws.ts";
import { readPage } from "./read.ts";
import { breaches, drawnToy, spansOf, toy, toyOf } from "./toy.ts";
import { trialOf } from "./trial.ts";

const sound = toy();

/** Finds `second` and, graver, `push`. */
const fussy: Rule<"repository"> = {
  ...toyOf(
    (file) => [
      ...spansOf(file, /second/g).map((span) => told(span, "info")),
      ...spansOf(file, /push/g).map((span) => told(span, "warning")),
    ],
    "fussy",
  ),
  severities: ["info", "warning"],
  pedantic: true,
};

function told(span: ReturnType<typeof spansOf>[0], severity: Severity) {
  const fixes = [{ title: "Use `2nd`", kind: "safe" as const, edits: [{ span, text: "2nd" }] }];
  return { severity, span, message: "Too long.", fixes };
}

const both = [sound, fussy];
const page = drawnToy(both);
const [example = assert.fail()] = page.examples;
const trial = trialOf(example, both);

/** What is shown of the pedantic rule. */
function shown(config: Partial<Config>): readonly string[] {
  const findings = present(trial.linted.findings, { ...defaultConfig, ...config });
  return findings.filter(({ rule }) => rule === fussy).map(({ severity }) => severity);
}

test("a pedantic rule's info shows only where it is asked for, all together or one by one", () => {
  assert.deepEqual(shown({}), ["warning"]);
  assert.deepEqual(shown({ pedantic: true }), ["warning", "info"]);
  assert.deepEqual(shown({ rules: { fussy: "default" } }), ["warning", "info"]);
  assert.deepEqual(shown({ rules: { fussy: "error" } }), ["error", "error"]);
  assert.deepEqual(shown({ pedantic: true, rules: { fussy: "off" } }), []);
  assert.deepEqual(shown({ rules: { toy: "default" } }), ["warning"]);
});

test("what isn't shown isn't fixed", () => {
  const fixed = (config: Config) => fixAll(trial.input, config, () => true, [fussy]).get("release.yml")?.text ?? "";
  assert.match(fixed(defaultConfig), /^on: 2nd\nfirst: old # stays\nsecond: /);
  assert.match(fixed({ ...defaultConfig, pedantic: true }), /^on: 2nd\nfirst: old # stays\n2nd: /);
});

const info: Rule<"repository"> = { ...fussy, check: sound.check, id: "toy", severities: ["info"] };
const quiet: Rule<"repository"> = {
  ...info,
  *check(repository, context) {
    for (const finding of sound.check(repository, context)) yield { ...finding, severity: "info" };
  },
};

test("the page of a pedantic rule shows it, and breaks no law", () => {
  const own = drawnToy([quiet]);
  assert.deepEqual(breaches([quiet], own), []);
  const text = drawn(own, [quiet]);
  assert.deepEqual(pageProblems(own, text, [quiet]), []);
  assert.match(text, /^<!-- generated: info \(pedantic\) · fixes: safe · /m);
  assert.match(text, /\^\^\^ info toy: /);
});

test("other pages and cases show it only where their example asks for it", () => {
  const asked = (given: string) =>
    drawn(readPage("docs/rules/fussy.md", `# fussy\n\n## Reported\n\n### One\n\n${file}${given}`), [quiet, fussy]);
  const file = "`release.yml`:\n\n```yaml\non: push\nfirst: old\n```\n";
  assert.doesNotMatch(asked(""), /Also/);
  assert.match(asked("\n```given\npedantic: true\n```\n"), /^Also: toy$/m);
  assert.match(asked("\n```given\nrules: { toy: default }\n```\n"), /^Also: toy$/m);
  const inCase = drawn(readPage("test/cases/a.md", `# Words\n\n## One\n\n${file}`), [quiet]);
  assert.match(inCase, /first: old\n```\n\nUnderstood/);
});

test("a pedantic rule that never says info would only seem to be one", () => {
  const said = nameProblems([{ ...info, severities: ["error"] }], ["toy"], ["toy"]);
  assert.deepEqual(said, ["toy is pedantic, and info isn't among its severities"]);
});
