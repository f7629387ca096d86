import assert from "node:assert/strict";
import test from "node:test";
import type { CauseId } from "../../server/src/data/log/causes.ts";
import type { Explanation } from "../../server/src/explain/explanation.ts";
import { readResults } from "../npm/results.ts";
import { scenarios } from "../npm/scenarios.ts";
import { explained } from "./explained.ts";
import { disguises, jobLog, jobOf } from "./log.ts";
import { byCommand, notPublishes, plantedIn } from "./planted.ts";

const results = readResults();

/** Every failing run of the real clients. */
const runs = scenarios.flatMap((scenario) =>
  (results.scenarios[scenario.id] ?? [])
    .filter(({ exit }) => exit !== 0 && !notPublishes.has(scenario.id))
    .flatMap((group) => group.clients.map((client) => ({ scenario, group, client }))),
);

interface Row {
  readonly how: string;
  first: number;
  listed: number;
  readonly later: string[];
  readonly absent: string[];
  most: number;
}

/** Where the permissions, or the event, aren't in the log, these are a part of another cause, whose words name them. */
const within: Readonly<Partial<Record<CauseId, readonly CauseId[]>>> = {
  "issuer-failed": ["no-id-token"],
  "refused-event": ["exchange-refused"],
};

function placed(row: Row, what: string, planted: CauseId, explanation: Explanation | undefined): void {
  const causes = (explanation?.failures ?? []).flatMap((failure) => {
    row.most = Math.max(row.most, failure.causes.length);
    return [failure.causes.map(({ id }) => id)];
  });
  const accepted = [planted, ...(within[planted] ?? [])];
  if (causes.some(([first]) => first !== undefined && accepted.includes(first))) row.first++;
  else if (causes.some((ids) => ids.some((id) => accepted.includes(id))))
    row.later.push(`${what}: ${planted}, not ${causes.join(" | ")}`);
  else row.absent.push(`${what}: ${planted}, not ${causes.join(" | ")}`);
  row.listed++;
}

test("the planted cause of each failing run comes first in nine of ten, and is never left out", () => {
  assert.ok(runs.length > 150);
  const rows = Object.entries(disguises).map(([how, disguise]) => {
    const row: Row = { how, first: 0, listed: 0, later: [], absent: [], most: 0 };
    for (const { scenario, group, client } of runs) {
      if (how === "middle cut out" && byCommand.has(scenario.id)) continue;
      const log = disguise(jobLog(jobOf(scenario, client), group.prints));
      const event = scenario.id === "e.pull-request-target" ? { event: "pull_request_target" } : {};
      placed(row, `${scenario.id} ${client}`, plantedIn(scenario, group, client), explained(log, event));
    }
    return row;
  });
  const alone: Row = { how: "printed lines alone", first: 0, listed: 0, later: [], absent: [], most: 0 };
  for (const { scenario, group, client } of runs.filter(({ scenario: { id } }) => !byCommand.has(id)))
    placed(alone, `${scenario.id} ${client}`, plantedIn(scenario, group, client), explained(group.prints.join("\n")));
  rows.push(alone);
  printTable(rows);
  for (const { how, first, listed, absent, most } of rows) {
    assert.deepEqual(absent, [], how);
    assert.ok(most <= 4, how);
    // npm prints the same lines for several causes: a log that has lost all else can't be told apart.
    const least = losesAll.has(how) ? mostByLines() * 0.95 : listed * 0.9;
    assert.ok(first >= least, `${how}: ${first} of ${listed}, wanted ${least}`);
  }
});

const losesAll: ReadonlySet<string> = new Set(["beginning cut off", "printed lines alone"]);

/** Of how many runs the first cause can be right by the lines that the client printed: of those that printed the same, one cause. */
function mostByLines(): number {
  const causes = new Map<string, Map<CauseId, number>>();
  for (const { scenario, group, client } of runs) {
    const counts = causes.get(group.prints.join("\n")) ?? new Map<CauseId, number>();
    causes.set(group.prints.join("\n"), counts);
    const planted = plantedIn(scenario, group, client);
    counts.set(planted, (counts.get(planted) ?? 0) + 1);
  }
  return [...causes.values()].reduce((sum, counts) => sum + Math.max(...counts.values()), 0);
}

function printTable(rows: readonly Row[]): void {
  for (const { how, first, listed, later, absent, most } of rows)
    console.log(
      `${how}: ${first} of ${listed} first${losesAll.has(how) ? ` (the lines alone tell ${mostByLines()})` : ""}, ${later.length} later, ${absent.length} absent, at most ${most} causes`,
    );
  if (process.env["VERBOSE"] !== undefined)
    for (const { how, later, absent } of rows)
      console.log(
        [how, ...later.map((line) => `later ${line}`), ...absent.map((line) => `ABSENT ${line}`)].join("\n  "),
      );
}
