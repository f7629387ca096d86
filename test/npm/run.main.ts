import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { updating } from "../pages/current.ts";
import { difference } from "../pages/difference.ts";
import { fetchClients } from "./clients.ts";
import type { Observed } from "./observed.ts";
import { deviations, grouped, readResults, resultOf, resultsPath, written } from "./results.ts";
import { run } from "./run.ts";
import { clientsOf, scenarios } from "./scenarios.ts";
import type { Scenario } from "./scenario.ts";
import type { Client } from "./versions.ts";

/**
 * Runs the real clients in every scenario and compares what it did with results.json; with `--write` or UPDATE=1 writes the file.
 * Other arguments choose the scenarios whose id holds one of them; those alone are written only on the day of all others.
 */
async function main(words: readonly string[]): Promise<void> {
  const wanted = words.filter((word) => word !== "--write");
  const write = words.includes("--write") || updating();
  const today = new Date().toISOString().slice(0, 10);
  const before = readResults();
  if (write && wanted.length > 0 && before.verified !== today)
    throw new Error("results.json bears one date: first write it by a run of all scenarios");
  const chosen = scenarios.filter(({ id }) => wanted.length === 0 || wanted.some((part) => id.includes(part)));
  fetchClients();
  const tasks = chosen.flatMap((scenario) => clientsOf(scenario).map((client) => ({ scenario, client })));
  const seen = new Map<string, Map<Client, Observed>>(chosen.map(({ id }) => [id, new Map()]));
  const start = performance.now();
  await inParallel(tasks, async ({ scenario, client }) => {
    seen.get(scenario.id)?.set(client, await run(scenario, client));
  });
  const seconds = Math.round((performance.now() - start) / 1000);
  console.log(`${tasks.length} runs in ${chosen.length} scenarios, ${seconds} s`);
  const found = Object.fromEntries(
    chosen.map((scenario) => [scenario.id, grouped(scenario, seen.get(scenario.id) ?? new Map())]),
  );
  if (write) {
    const all = scenarios.map(({ id }) => [id, found[id] ?? before.scenarios[id] ?? []] as const);
    writeFileSync(resultsPath, written({ verified: today, scenarios: Object.fromEntries(all) }));
    return;
  }
  const chosenBefore = Object.entries(before.scenarios).filter(([id]) => wanted.length === 0 || id in found);
  for (const { id, old, now } of deviations(Object.fromEntries(chosenBefore), found)) {
    console.log(`\n${id}: what is done (+) isn't what ${resultsPath} (-) says\n${difference(old, now)}`);
    process.exitCode = 1;
  }
  if (wanted.length > 0) return;
  await plant();
  // The commands that run a maintainer's npm, against an account on the same registry, and the preflight before each client.
  const suite = [".test/bundle/npm/account.suite.mjs", ".test/bundle/npm/preflight.suite.mjs"];
  const { status } = spawnSync(process.execPath, ["--test", "--test-reporter=./test/reporter.mjs", ...suite], {
    stdio: "inherit",
  });
  if (status !== 0) process.exitCode = 1;
}

/** Shows that a wrong expectation is seen: a job that may ask for an OIDC token isn't one that may not. */
async function plant(): Promise<void> {
  const [right] = scenarios;
  if (right === undefined) return;
  const client: Client = "npm 12.2.2";
  const wrong: Scenario = { ...right, npm: ["12.2.2"], idToken: false };
  const group = resultOf(readResults(), right.id, client);
  const found = grouped(wrong, new Map([[client, await run(wrong, client)]]));
  const expected = group === undefined ? [] : [{ ...group, clients: [client] }];
  if (deviations({ [right.id]: expected }, { [right.id]: found }).length === 0)
    throw new Error(`${right.id} is the same without \`id-token: write\``);
}

/** One client for each processor, as it spends most of its time starting. */
async function inParallel<T>(tasks: readonly T[], work: (task: T) => Promise<void>): Promise<void> {
  const left = tasks.values();
  await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      for (const task of left) await work(task);
    }),
  );
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
