import assert from "node:assert/strict";
import { test } from "node:test";
import { rules } from "../../server/src/rules/index.ts";
import { tryOut, type Trial } from "../pages/trial.ts";
import { keysOf, pairwise } from "./pairs.ts";
import { exampleOf, releases, titleOf, type Release } from "./repository.ts";
import { ways } from "./tools.ts";

const trials = releases().map((release) => ({ release, trial: tryOut(exampleOf(release), rules) }));

test("every pair of values is met", () => {
  const sizes = [4, 3, 5, 2];
  const met = new Set(pairwise(sizes).flatMap(keysOf));
  assert.equal(met.size, 4 * 3 + 4 * 5 + 4 * 2 + 3 * 5 + 3 * 2 + 5 * 2);
  assert.ok(pairwise(sizes).length < 4 * 3 * 5 * 2);
});

test("there are at least 200 right releases, no two the same", () => {
  assert.ok(trials.length >= 200, `${trials.length}`);
  assert.equal(new Set(trials.map(({ release }) => titleOf(release))).size, trials.length);
});

for (const way of ways) {
  const own = trials.filter(({ release }) => release.way === way);
  test(`${way.name}: ${own.length} right releases, of which nothing is reported`, () => {
    const wrong = own.flatMap(({ release, trial }) => [...reported(release, trial), ...misread(release, trial)]);
    assert.ok(wrong.length === 0, wrong.slice(0, 5).join("\n\n"));
  });
}

/** A release by token hears what it could do without, a called workflow whose name npm sees; there is nothing else to say. */
function reported({ way }: Release, trial: Trial): readonly string[] {
  const told = new Set(["reusable-workflow-identity", ...(way.token === true ? ["use-trusted-publishing"] : [])]);
  return trial.findings
    .filter(({ rule, severity }) => !(told.has(rule.id) && severity === "info"))
    .map((finding) => shown(trial, `${finding.severity} ${finding.rule.id}: ${finding.message}`));
}

/** Where it isn't all understood, that is said. */
function misread({ way, node }: Release, trial: Trial): readonly string[] {
  const { publishes, unknown, unread } = trial.linted.understood;
  const said = [...unknown.map(({ why }) => why), ...unread.map(({ path, why }) => `${path}: ${why}`)];
  const expected = way.publishes ?? 1;
  if (publishes + said.length === expected && (said.length === 0 || node.unread === true || way.unread === true))
    return [];
  return [shown(trial, `${publishes} publishes understood, not understood: ${said.join("; ")}`)];
}

function shown({ example }: Trial, what: string): string {
  const workflow = example.files.find(({ path }) => path.endsWith("release.yml"));
  return `${example.title}\n${what}\n${workflow?.text ?? ""}`;
}
