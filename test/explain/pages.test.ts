import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import test from "node:test";
import { causes, type CauseId } from "../../server/src/data/log/causes.ts";
import { failures, type FailureId } from "../../server/src/data/log/failures.ts";
import { rules } from "../../server/src/rules/index.ts";
import { keepCurrent, readText, updating, writeText } from "../pages/current.ts";
import { excerpts, failureIds } from "./excerpts.ts";
import { explained } from "./explained.ts";
import { drawnPage, pageOf } from "./pages.ts";

const shown = excerpts();
const withLog = failureIds.filter((id) => failures[id].withoutLog !== true);
const pages = [...new Set(failureIds.map(pageOf))];

function keep(path: string, text: string): void {
  if (!existsSync(path) && updating()) writeText(path, text);
  keepCurrent(path, text);
}

test("each failure has an excerpt that explain recognises", () => {
  assert.deepEqual(
    withLog.filter((id) => !shown.has(id)),
    [],
  );
});

test("docs/errors has a page for each failure, of one screen, and no other", () => {
  for (const page of pages) {
    assert.match(page, /^[\w.-]+$/);
    const text = drawnPage(page, shown);
    assert.ok(text.split("\n").length <= 90, `${page} has ${text.split("\n").length} lines`);
    keep(`docs/errors/${page}.md`, text);
  }
  assert.deepEqual(readdirSync("docs/errors").toSorted(), pages.map((page) => `${page}.md`).toSorted());
});

test("what a page shows of a log is explained as the page says", () => {
  for (const page of pages) {
    const blocks = [...readText(`docs/errors/${page}.md`).matchAll(/^```text\n([^]*?)\n```$/gm)].map(
      ([, log = ""]) => log,
    );
    const ids = blocks.map((log) =>
      explained(log)
        ?.failures.map(({ id }) => id)
        .join(),
    );
    assert.deepEqual(
      ids,
      withLog.filter((id) => pageOf(id) === page),
    );
  }
});

test("each rule that a cause names is there, and each cause is one of a failure", () => {
  const ids = new Set(rules.map(({ id }) => id));
  const used = new Set<CauseId>(
    (Object.keys(failures) as FailureId[]).flatMap((id) => failures[id].causes.map(({ cause }) => cause)),
  );
  for (const [cause, { rules: named }] of Object.entries(causes)) {
    assert.deepEqual(
      named.filter((id) => !ids.has(id)),
      [],
      cause,
    );
    assert.ok(used.has(cause as CauseId), cause);
  }
});

/** Rules that predict a failure of which no log says more than what the repository's own commands print. */
const withoutLine: Readonly<Record<string, string>> = {
  "blocked-install-script": "the build fails in its own words, far from the install that left something out",
};

test("a cause leads to each rule that stops a publish", () => {
  const linked = new Set(Object.values(causes).flatMap((cause): readonly string[] => cause.rules));
  assert.deepEqual(
    rules.filter(({ id, stops }) => stops !== undefined && !linked.has(id)).map(({ id }) => id),
    Object.keys(withoutLine),
  );
});
