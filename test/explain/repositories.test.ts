import assert from "node:assert/strict";
import test from "node:test";
import { explainCode } from "../../server/src/explain/explain.ts";
import type { Checkout } from "../../server/src/explain/files.ts";
import { lint } from "../../server/src/lint/run.ts";
import { repositoryOf } from "../../server/src/repository/repository.ts";
import { lineStart, type Span } from "../../server/src/text.ts";
import { defaultGiven } from "../pages/given.ts";
import { spellRegistry } from "../pages/registry.ts";
import { tryOut } from "../pages/trial.ts";
import { explained } from "./explained.ts";
import { repositoryCases, type RepositoryCase } from "./repositories.ts";

function checkoutOf({ id, files }: RepositoryCase, commit?: string): Checkout {
  const written = Object.entries(files).map(([path, text]) => ({
    path,
    text: spellRegistry(text),
    fence: "```",
    marks: [],
  }));
  const example = {
    title: id,
    rule: undefined,
    reported: undefined,
    written: "",
    parts: [],
    files: written,
    given: { ...defaultGiven, remotes: [{ name: "origin", url: "https://github.com/ship/knots.git" }] },
  };
  const { input } = tryOut(example, []);
  return { repository: repositoryOf(input), linted: lint(input), commit };
}

function lineOf({ file, start }: Span): string {
  const from = lineStart(file.text, start);
  const end = file.text.indexOf("\n", from);
  return file.text.slice(from, end < 0 ? undefined : end);
}

for (const each of repositoryCases)
  test(`a log leads to the line that mended it: ${each.id}`, () => {
    const about = { checkout: checkoutOf(each) };
    const explanation = each.code === undefined ? explained(each.log.join("\n"), about) : explainCode(each.code, about);
    const [failure] = explanation?.failures ?? [];
    const [cause] = failure?.causes ?? [];
    assert.equal(cause?.id, each.cause);
    const [path, line] = each.leadsTo;
    const changes = cause?.changes.map(({ span }) => `${span.file.path}: ${lineOf(span)}`) ?? [];
    assert.ok(
      changes.some((change) => change.startsWith(`${path}: `) && change.includes(line)),
      `${path}: ${line} isn't in ${JSON.stringify(changes)}`,
    );
  });

test("a log of another commit rules nothing out by the files, and says so", () => {
  const each = repositoryCases.find(({ id }) => id === "an event that npm refuses") ?? repositoryCases[0];
  assert.ok(each !== undefined);
  const [own, other] = ["a".repeat(40), "b".repeat(40)];
  const log = "npm error need auth This command requires you to be logged in to https://REGISTRY/";
  const checkout = checkoutOf(each, own);
  const same = explained(log, { checkout, commit: own });
  assert.ok((same?.failures[0]?.ruledOut.length ?? 0) > 0);
  assert.ok(!same?.notes.some((note) => note.includes("commit")));
  const differs = explained(`HEAD is now at bbbbbbb Release\n'${other}'\n${log}`, { checkout });
  assert.deepEqual(differs?.failures[0]?.ruledOut, []);
  assert.ok(
    differs?.notes.some((note) => note.startsWith("The log is of commit bbbbbbb, and the checkout is at aaaaaaa")),
  );
});
