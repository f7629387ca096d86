import assert from "node:assert/strict";
import test from "node:test";
import { insertPreflight } from "../../server/src/generate/insert-preflight.ts";
import { repositoryOf } from "../../server/src/repository/repository.ts";
import { defaultGiven } from "../pages/given.ts";
import { tryOut } from "../pages/trial.ts";

const path = ".github/workflows/release.yml";
const manifest = JSON.stringify({ name: "@acme/widgets", version: "1.0.0", repository: "acme/widgets" });

function tried(workflow: string, more: Readonly<Record<string, string>> = {}) {
  const files = Object.entries({ [path]: workflow, "package.json": manifest, ...more });
  return tryOut(
    {
      title: "",
      rule: undefined,
      reported: undefined,
      written: "",
      parts: [],
      files: files.map(([name, text]) => ({ path: name, text, fence: "```", marks: [] })),
      given: { ...defaultGiven, pedantic: true },
    },
    [],
  );
}

function inserted(workflow: string): string {
  const change = insertPreflight(repositoryOf(tried(workflow).input), path);
  assert.ok("files" in change, JSON.stringify(change));
  return change.files[0]?.text ?? "";
}

/** What is between the two forms of a text: the lines that were added, without the job. */
function added(before: string, after: string): string {
  const old = new Set(before.split(/\r?\n/));
  const [own = ""] = after.split(/\r?\n\r?\n? +preflight:\r?\n +if: inputs\.preflight/);
  return own
    .split(/\r?\n/)
    .filter((line) => !old.has(line))
    .join("\n");
}

const release = (on: string, condition = "", environment = ""): string => `name: Release
${on}
permissions: {}
jobs:
  # Builds.
  build:
    runs-on: ubuntu-latest
    steps:
      - run: npm pack
  publish:
${condition}    needs: build
    runs-on: ubuntu-latest
${environment}    permissions:
      contents: read
      id-token: write
    steps:
      - uses: actions/checkout@v6
        with: { persist-credentials: false }
      - uses: actions/setup-node@v6
        with: { node-version: 24, package-manager-cache: false }
      - run: npm publish # The last line.
`;

const description = "description: Ask npm whether it knows this workflow, and publish nothing";
const dispatch = `  workflow_dispatch:\n    inputs:\n      preflight:\n        ${description}\n        type: boolean`;
const skip = "    if: ${{ !inputs.preflight }}";

const forms: Readonly<Record<string, readonly [before: string, added: string]>> = {
  "a mapping": [release("on:\n  push:\n    tags: ['v*']"), `${dispatch}\n${skip}\n${skip}`],
  "one event": [release("on: push"), `on:\n  push:\n${dispatch}\n${skip}\n${skip}`],
  "a list": [release("on: [push, workflow_dispatch]"), `on:\n  push:\n${dispatch}\n${skip}\n${skip}`],
  "a dispatch without inputs": [
    release("on:\n  workflow_dispatch:\n  push:"),
    `    inputs:\n      preflight:\n        ${description}\n        type: boolean\n${skip}\n${skip}`,
  ],
  "a dispatch with inputs": [
    release("on:\n  workflow_dispatch:\n    inputs:\n      tag:\n        required: true"),
    `      preflight:\n        ${description}\n        type: boolean\n${skip}\n${skip}`,
  ],
  "a condition": [
    release("on: push", "    if: github.ref == 'refs/heads/main'\n"),
    `on:\n  push:\n${dispatch}\n${skip}\n    if: "\${{ !inputs.preflight && (github.ref == 'refs/heads/main') }}"`,
  ],
  "a condition as an expression": [
    release("on: push", "    if: ${{ always() && github.ref_type == 'tag' }}\n"),
    `on:\n  push:\n${dispatch}\n${skip}\n    if: "\${{ !inputs.preflight && (always() && github.ref_type == 'tag') }}"`,
  ],
};

for (const [what, [before, lines]] of Object.entries(forms))
  test(`a preflight is inserted, with every other job skipped in it: ${what}`, () => {
    const after = inserted(before);
    assert.equal(added(before, after), lines);
    assert.match(after, /\n\n {2}preflight:\n {4}if: inputs\.preflight\n/);
    assert.ok(after.includes("      - run: npm publish # The last line.\n"));
    // It adds no finding, and the publish is still one.
    const [old, now] = [tried(before), tried(after)];
    const rules = ({ findings }: typeof old) => findings.map(({ rule }) => rule.id);
    assert.deepEqual(rules(now), rules(old));
    assert.equal(now.linted.understood.publishes, old.linted.understood.publishes);
    assert.ok("problem" in insertPreflight(repositoryOf(now.input), path));
  });

test("with CRLF the lines that are added end so too", () => {
  const after = inserted(release("on: push").replaceAll("\n", "\r\n"));
  assert.doesNotMatch(after, /(?<!\r)\n/);
});

test("the environment is that of the publish, and its rules are named", () => {
  const { input } = tried(release("on: push", "", "    environment: npm\n"));
  const change = insertPreflight(repositoryOf(input), path);
  assert.ok("files" in change);
  assert.match(
    change.files[0]?.text ?? "",
    /if: inputs\.preflight\n {4}runs-on: ubuntu-latest\n {4}environment: "npm"\n/,
  );
  assert.ok(change.notes.some((note) => note.includes('environment "npm" asks its reviewers once more')));
});

test("what can't be extended cleanly is left alone", () => {
  for (const workflow of [
    release("on: { push: { tags: ['v*'] } }"),
    release("on: push", "    if: >-\n      github.ref == 'x'\n"),
    release("on:\n  - push"),
    "on: push\njobs: { publish: { runs-on: ubuntu-latest, permissions: { id-token: write }, steps: [{ run: npm publish }] } }\n",
    "on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - run: npm test\n",
  ]) {
    const change = insertPreflight(repositoryOf(tried(workflow).input), path);
    assert.ok("problem" in change, workflow);
    assert.match(change.problem, /^\.github\/workflows\/release\.yml .*\.$/);
  }
});
