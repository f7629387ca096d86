import { readText } from "../pages/current.ts";
import type { Observed } from "./observed.ts";
import type { Scenario } from "./scenario.ts";
import { clientsOf } from "./scenarios.ts";
import type { Client } from "./versions.ts";

/** What runs of the real npm showed: test/npm/results.json. */
export interface Results {
  /** The day of the runs, `YYYY-MM-DD`. */
  readonly verified: string;
  readonly scenarios: Readonly<Record<string, readonly Group[]>>;
}

/** Clients that do the same under one condition. */
export interface Group extends Observed {
  readonly clients: readonly Client[];
}

export const resultsPath = "test/npm/results.json";

/** The file of the results. */
export function written(results: Results): string {
  const scenarios = Object.entries(results.scenarios).map(
    ([id, groups]) => `    ${JSON.stringify(id)}: ${writtenGroups(groups)}`,
  );
  return `{\n  "verified": ${JSON.stringify(results.verified)},\n  "scenarios": {\n${scenarios.join(",\n")}\n  }\n}\n`;
}

/** What the file says of a scenario. */
function writtenGroups(groups: readonly Group[]): string {
  return `[\n${groups.map(groupLines).join(",\n")}\n    ]`;
}

/** A line for each fact, and one for each line that npm prints. */
function groupLines({ prints, ...facts }: Group): string {
  const lines = Object.entries(facts).map(([key, value]) => `        ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  const says = prints.map((line) => `          ${JSON.stringify(line)}`).join(",\n");
  return `      {\n${lines.join(",\n")},\n        "prints": [${prints.length === 0 ? "" : `\n${says}\n        `}]\n      }`;
}

/** The runs of a scenario, those of equal outcome together, in the order of the clients. */
export function grouped(scenario: Scenario, runs: ReadonlyMap<Client, Observed>): readonly Group[] {
  const groups = new Map<string, { readonly clients: Client[]; readonly seen: Observed }>();
  for (const client of clientsOf(scenario)) {
    const seen = runs.get(client);
    if (seen === undefined) continue;
    const key = JSON.stringify(seen);
    const group = groups.get(key) ?? { clients: [], seen };
    group.clients.push(client);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ clients, seen }) => ({ clients, ...seen }));
}

/** What a client did under a condition; undefined where it wasn't run. */
export function resultOf(results: Results, id: string, client: Client): Group | undefined {
  return results.scenarios[id]?.find((group) => group.clients.includes(client));
}

/** Where runs did something else than was written, by scenario: each with both, as the file would say it. */
export function deviations(
  before: Results["scenarios"],
  found: Results["scenarios"],
): readonly { readonly id: string; readonly old: string; readonly now: string }[] {
  return Object.keys({ ...before, ...found })
    .map((id) => ({ id, old: writtenGroups(before[id] ?? []), now: writtenGroups(found[id] ?? []) }))
    .filter(({ old, now }) => old !== now);
}

/** The results as they are in the checkout. */
export function readResults(): Results {
  return JSON.parse(readText(resultsPath)) as Results;
}
