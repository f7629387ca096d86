import assert from "node:assert/strict";
import { test } from "node:test";
import { lint, type Linted } from "../../server/src/lint/run.ts";
import { readerOf, type FileState } from "../../server/src/repository/input.ts";
import type { Rule } from "../../server/src/rule.ts";

const workflow = (directory: string): string => `on: push
permissions: { contents: read }
jobs:
  publish:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/setup-node@v6
        with: { node-version: 24 }
      - run: npm publish
        working-directory: ${directory}
`;
const folder = ".github/workflows";
const files = {
  [`${folder}/bad.yml`]: workflow("bad"),
  [`${folder}/good.yml`]: workflow("good"),
  "bad/package.json": "{}",
  "good/package.json": '{ "name": "good", "repository": "acme/widgets" }',
};

/** Lint where something is thrown the first time that a path is asked for. */
function lintWithout(path: string, ruleSet?: readonly Rule[]): Linted {
  const states = new Map<string, FileState>(Object.entries(files).map(([own, text]) => [own, { path: own, text }]));
  const get = states.get.bind(states);
  let broken = true;
  states.get = (asked) => {
    if (asked !== path || !broken) return get(asked) ?? "absent";
    broken = false;
    throw new Error("This file is broken");
  };
  const directories = new Map([
    ["", [".github/", "bad/", "good/"]],
    ["bad", ["package.json"]],
    ["good", ["package.json"]],
    [folder, ["bad.yml", "good.yml"]],
  ]);
  return lint({ reader: readerOf({ files: states, directories }), remotes: [], today: "2026-11-21" }, ruleSet);
}

const found = ({ findings }: Linted): readonly string[] =>
  findings.filter(({ rule }) => rule.id === "id-token-write").map(({ span }) => span.file.path);

test("what is thrown over one workflow costs that one, and is reported once", () => {
  assert.deepEqual(found(lintWithout("")), [`${folder}/bad.yml`, `${folder}/good.yml`]);
  const linted = lintWithout("bad/package.json");
  assert.deepEqual(linted.failures, [{ what: `Understanding ${folder}/bad.yml`, error: "Error: This file is broken" }]);
  assert.deepEqual(found(linted), [`${folder}/good.yml`]);
  const { unknown, publishes, workflows } = linted.understood;
  assert.deepEqual(
    unknown.map(({ span, why }) => [span.file.path, why]),
    [[`${folder}/bad.yml`, "an error of this program"]],
  );
  assert.deepEqual([publishes, workflows], [1, 2]);
});

test("what is thrown over all workflows doesn't cost the lint", () => {
  const { failures, understood } = lintWithout(`${folder}/bad.yml`);
  assert.deepEqual(failures, [{ what: "Understanding the workflows", error: "Error: This file is broken" }]);
  assert.equal(understood.workflows, 0);
});

test("what a rule throws over one subject costs that one, and is told once", () => {
  const throwing: Rule<"job"> = {
    id: "throwing",
    severities: ["error"],
    summary: "",
    about: "job",
    needs: {},
    *check({ workflow, job, publishes }) {
      yield { severity: "error", span: job.id.span, message: `${publishes.length} publish.` };
      if (workflow.file.path.endsWith("bad.yml")) throw new Error("This rule is broken");
      yield { severity: "error", span: workflow.block.span, message: "Nothing was thrown." };
    },
  };
  const { findings, failures } = lintWithout("", [throwing]);
  assert.deepEqual(
    findings.map(({ span, message }) => [span.file.path, message]),
    [
      [`${folder}/bad.yml`, "1 publish."],
      [`${folder}/good.yml`, "Nothing was thrown."],
      [`${folder}/good.yml`, "1 publish."],
    ],
  );
  assert.deepEqual(failures, [{ what: "The rule throwing", error: "Error: This rule is broken" }]);
});
