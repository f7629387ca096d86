import assert from "node:assert/strict";
import { test } from "node:test";
import { rules } from "../../server/src/rules/index.ts";
import { defaultGiven, type Given } from "../pages/given.ts";
import { told } from "../pages/portrait.ts";
import { spellRegistry } from "../pages/registry.ts";
import { tryOut, type Trial } from "../pages/trial.ts";

/** The parts of a release. Texts of several lines are indented to their place; a step begins with `- `. */
export interface Release {
  readonly on?: string;
  /** Lines of the workflow above its jobs. */
  readonly top?: string;
  readonly runsOn?: string;
  /** Empty for a job without a block. */
  readonly permissions?: string;
  /** More lines of the job. */
  readonly job?: string;
  readonly checkout?: string;
  readonly setup?: string;
  /** Steps between setup-node and the publish. */
  readonly steps?: string;
  readonly publish?: string;
  readonly package?: string;
  /** Other files, by path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly given?: Partial<Given>;
}

/**
 * Why something can't be told, and the release that shows it, as it differs from the one without. `anyway` names what is true
 * of such a release whatever is hidden, as "severity rule".
 */
export type Row = readonly [why: string, hidden: Release, anyway?: readonly string[]];

/**
 * The plain release is reported by the rule, so that each row proves something; with what the row adds no rule says a word,
 * whatever its severity, unless a fact is still likely: then it says that, and is no error. `counted` is whether such a release
 * still counts as checked: never where how it authenticates is what can't be told, or its client. Other rules may speak where what a row adds is a mistake of its own.
 */
export function silentOnUnknown(
  rule: string,
  plain: Release,
  counted: "not checked" | "maybe",
  rows: readonly Row[],
  others: "silent" | "may speak" = "silent",
): void {
  test(`${rule} reports the release that hides nothing`, () => {
    const trial = trialOf(plain);
    assert.deepEqual([...new Set(trial.findings.map((finding) => finding.rule.id))], [rule]);
  });
  for (const [why, hidden, anyway = []] of rows)
    test(`${rule} is silent: ${why}`, () => {
      const { findings, linted } = trialOf({
        ...plain,
        ...hidden,
        files: { ...plain.files, ...hidden.files },
        given: { ...plain.given, ...hidden.given },
      });
      assert.deepEqual(linted.failures, []);
      const sure = findings.filter(
        (finding) =>
          // That GitHub refuses the file is certain.
          finding.rule.alone !== true &&
          !anyway.includes(`${finding.severity} ${finding.rule.id}`) &&
          (others === "silent" || finding.rule.id === rule) &&
          (finding.unless === undefined || finding.severity === "error"),
      );
      assert.deepEqual(sure.map(told), []);
      if (counted === "not checked") assert.equal(linted.understood.publishes, 0);
    });
}

function trialOf(release: Release): Trial {
  const { package: manifest = `{ "name": "widgets", "version": "1.0.0", "repository": "acme/widgets" }` } = release;
  const texts = { ".github/workflows/release.yml": workflowOf(release), "package.json": manifest, ...release.files };
  const files = Object.entries(texts).map(([path, text]) => ({
    path,
    text: spellRegistry(text),
    fence: "",
    marks: [],
  }));
  return tryOut(
    {
      title: "",
      rule: undefined,
      reported: undefined,
      written: "",
      parts: [],
      files: files.filter(({ text }) => text !== ""),
      given: { ...defaultGiven, ...release.given },
    },
    rules,
  );
}

function workflowOf({
  on = 'on: { push: { tags: ["v*"] } }',
  top = "",
  runsOn = "ubuntu-latest",
  permissions = "{ contents: read, id-token: write }",
  job = "",
  checkout = "- uses: actions/checkout@v6",
  setup = "- uses: actions/setup-node@v6\n  with: { node-version: 24 }",
  steps = "",
  publish = "- run: npm publish",
}: Release): string {
  return [
    on,
    top,
    "jobs:",
    "  publish:",
    `    runs-on: ${runsOn}`,
    permissions === "" ? "" : `    permissions: ${permissions}`,
    indent(job, 4),
    "    steps:",
    ...[checkout, setup, steps, publish].map((step) => indent(step, 6)),
  ]
    .filter((line) => line !== "")
    .join("\n");
}

function indent(text: string, by: number): string {
  return text === "" ? "" : text.replaceAll(/^(?=.)/gm, " ".repeat(by));
}
