import assert from "node:assert/strict";
import test from "node:test";
import { examples } from "../../playground/src/examples.ts";
import { logName, type Input } from "../../playground/src/input.ts";
import { look } from "../../playground/src/look.ts";

const today = "2026-11-21";
const release = ".github/workflows/release.yml";
const example = (name: string): Input => examples[name] ?? assert.fail(name);

test("a broken release fails, and publishes after all fixes", () => {
  const input = example("A broken OIDC release");
  const { verdicts, findings, claims } = look(input, today);
  assert.deepEqual(
    verdicts.map(({ state, obstacles }) => [state, obstacles.length]),
    [["fails", 3]],
  );
  assert.deepEqual(findings.map(({ rule }) => rule).toSorted(), [
    "id-token-write",
    "npm-too-old",
    "repository-missing",
  ]);
  assert.match(claims ?? "", /npm compares: acme\/widgets, release\.yml/);
  const after = look({ ...input, files: verdicts[0]?.files ?? [] }, today);
  assert.equal(after.verdicts[0]?.state, "trust");
});

test("a release with a token says that it can do without", () => {
  const { verdicts, findings, hasSecret } = look(example("A release with a token"), today);
  assert.equal(verdicts[0]?.state, "token");
  assert.deepEqual(
    findings.map(({ rule }) => rule),
    ["use-trusted-publishing"],
  );
  assert.equal(hasSecret, false);
});

test("a log is explained, and not linted", () => {
  const { verdicts, findings, workflows, explanation } = look(example("The log of a failed run"), today);
  assert.deepEqual([verdicts, findings, workflows], [[], [], 0]);
  assert.match(explanation ?? "", /^# E404\n/);
  const files = [{ path: logName, text: "all is well" }];
  assert.match(look({ files, repository: "" }, today).explanation ?? "", /^Nothing in this log/);
});

test("what wasn't pasted isn't taken for missing", () => {
  const [workflow] = example("A broken OIDC release").files;
  const text = workflow?.text.replace("contents: read", "id-token: write\n  contents: read").replace("22", "24") ?? "";
  const { findings, verdicts } = look({ files: [{ path: release, text }], repository: "" }, today);
  assert.deepEqual(findings, []);
  assert.notEqual(verdicts[0]?.state, "fails");
});

test("a secret in a file is seen, and said nowhere", () => {
  const secret = ["npm", "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7cF0hL3nR6"].join("_");
  const files = [{ path: ".npmrc", text: `//example.com/:_authToken=${secret}\n` }];
  const seen = look({ files, repository: "" }, today);
  assert.equal(seen.hasSecret, true);
  assert.ok(
    !JSON.stringify(seen.findings.map(({ message, fixes }) => [message, fixes.map(({ title }) => title)])).includes(
      secret,
    ),
  );
});

test("nothing at all is nothing to say", () => {
  const seen = look({ files: [], repository: "no repository" }, today);
  assert.deepEqual([seen.verdicts, seen.findings, seen.claims, seen.explanation], [[], [], undefined, undefined]);
});
