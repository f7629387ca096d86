import assert from "node:assert/strict";
import fc from "fast-check";
import { lint } from "../../server/src/lint/run.ts";
import { readerOf } from "../../server/src/repository/input.ts";
import { rules } from "../../server/src/rules/index.ts";
import { readPages } from "../pages/all.ts";
import { spellRegistry } from "../pages/registry.ts";
import { list } from "../pages/trial.ts";
import { keptFiles } from "./kept.ts";
import { mutated, mutations } from "./mutations.ts";
import { repositories, type Files } from "./repositories.ts";
import { fuzz } from "./runs.ts";

/** Milliseconds of CPU for one lint: far more than any takes, so that what isn't bounded fails and a busy machine doesn't. */
const longest = 5_000;

let runs = 0;

const examples = readPages(rules)
  .flatMap((page) => page.examples)
  .filter(({ files }) => files.length > 1);
const texts = examples.flatMap(({ files }) => files.map(({ text }) => text));

fuzz("lint of repositories of which several files are mutated", {
  input: fc
    .record({ example: fc.nat(examples.length - 1), changes: fc.array(mutations, { minLength: 2, maxLength: 5 }) })
    .map(({ example, changes }): Files => {
      const { files } = examples[example] ?? assert.fail();
      return Object.fromEntries(
        files.map(({ path, text }, index) => [
          path,
          spellRegistry(mutated(text, changes[index % changes.length] ?? [], texts)),
        ]),
      );
    }),
  runs: 150,
  kept: keptFiles,
  check: isBounded,
});

fuzz("lint of repositories of pieces that name each other", {
  input: repositories,
  runs: 300,
  kept: [],
  check: isBounded,
});

/** Lint throws nowhere, ends soon, has its places in the files, and says the same a second time. */
function isBounded(files: Files): void {
  const before = process.cpuUsage();
  const first = linted(files);
  const { user, system } = process.cpuUsage(before);
  assert.ok(user + system < longest * 1_000, `${(user + system) / 1_000} ms of CPU`);
  assert.deepEqual(first.failures, []);
  for (const { span, related = [] } of first.findings)
    for (const { file, start, end } of [span, ...related.map((place) => place.span)])
      assert.ok(0 <= start && start <= end && end <= file.text.length, `${file.path}: ${start} to ${end}`);
  // One in eight is tried twice: most of the time goes into other repositories.
  if (runs++ % 8 > 0) return;
  const [told, again] = [first, linted(files)].map(({ findings, understood }) => [
    findings.map(({ rule, span, message }) => [rule.id, span.file.path, span.start, message]),
    understood.publishes,
    understood.unknown.map(({ why }) => why),
  ]);
  assert.deepEqual(again, told);
}

function linted(files: Files): ReturnType<typeof lint> {
  const directories = new Map<string, readonly string[]>([["", []]]);
  for (const path of Object.keys(files)) list(directories, path);
  const reader = readerOf({
    files: new Map(Object.entries(files).map(([path, text]) => [path, { path, text }])),
    directories,
  });
  return lint({
    reader,
    remotes: [{ name: "origin", url: "https://github.com/acme/widgets.git" }],
    today: "2026-11-30",
  });
}
