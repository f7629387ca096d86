import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { mock, test } from "node:test";
import { words } from "../../server/src/reason-words.ts";
import { rules } from "../../server/src/rules/index.ts";
import { exampleOf, releases } from "../corpus/repository.ts";
import { readPages } from "../pages/all.ts";
import { placed } from "../pages/portrait.ts";
import { sampled } from "../pages/sample.ts";
import { tryOut, type Trial } from "../pages/trial.ts";

const kinds = Object.keys(words) as (keyof typeof words)[];

test("with their kinds in place of the words of reasons, every finding keeps its rule, place and edits", () => {
  const examples = sampled([...readPages(rules).flatMap((page) => page.examples), ...releases().map(exampleOf)]);
  const replaced = kinds.map((kind) => mock.method(words, kind, () => kind));
  const wordless = examples.map((example) => tryOut(example, rules));
  for (const { mock } of replaced) mock.restore();
  const whys = wordless.flatMap(({ linted: { understood } }) => [...understood.unknown, ...understood.unread]);
  assert.ok(whys.length > 0);
  assert.deepEqual(
    whys.filter(({ why }) => !Object.hasOwn(words, why)),
    [],
  );
  for (const trial of wordless)
    assert.deepEqual(decided(trial), decided(tryOut(trial.example, rules)), trial.example.title);
});

test("something is unknown for each kind of reason", () => {
  const sources = readdirSync("server/src", { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !/^reason(?:-words)?\.ts$/.test(path))
    .map((path) => readFileSync(`server/src/${path}`, "utf8"));
  assert.deepEqual(
    kinds.filter((kind) => !sources.some((source) => source.includes(`kind: "${kind}"`))),
    [],
  );
});

/** What lint decides of an example, without the words. */
function decided({ linted: { findings, understood } }: Trial): unknown {
  return {
    findings: findings.map(({ rule, severity, span, fixes = [] }) => ({
      rule: rule.id,
      severity,
      at: placed(span),
      fixes: fixes.map(({ kind, edits }) => [kind, edits.map((edit) => [placed(edit.span), edit.text])]),
    })),
    publishes: understood.publishes,
    unknown: understood.unknown.map(({ span }) => placed(span)),
    unread: understood.unread.map(({ path }) => path),
  };
}
