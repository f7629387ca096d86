import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { updating } from "../pages/current.ts";
import { difference } from "../pages/difference.ts";
import { fetchClients } from "./clients.ts";
import type { Observed } from "./observed.ts";
import { grouped, readResults, resultsPath, written, writtenGroups } from "./results.ts";
import { run } from "./run.ts";
import { clientsOf, scenarios } from "./scenarios.ts";
import type { NpmVersion } from "./versions.ts";

/**
 * Runs the real npm in every scenario and compares what it did with results.json; with `--write` or UPDATE=1 writes the file.
 * Other arguments choose the scenarios whose id holds one of them; then nothing is written.
 */
async function main(words: readonly string[]): Promise<void> {
  const wanted = words.filter((word) => word !== "--write");
  const write = words.includes("--write") || updating();
  if (write && wanted.length > 0) throw new Error("results.json is written by a run of all scenarios");
  const chosen = scenarios.filter(({ id }) => wanted.length === 0 || wanted.some((part) => id.includes(part)));
  fetchClients();
  const tasks = chosen.flatMap((scenario) => clientsOf(scenario).map((npm) => ({ scenario, npm })));
  const seen = new Map<string, Map<NpmVersion, Observed>>(chosen.map(({ id }) => [id, new Map()]));
  const start = performance.now();
  await inParallel(tasks, async ({ scenario, npm }) => {
    seen.get(scenario.id)?.set(npm, await run(scenario, npm));
  });
  const seconds = Math.round((performance.now() - start) / 1000);
  console.log(`${tasks.length} runs of npm in ${chosen.length} scenarios, ${seconds} s`);
  const found = Object.fromEntries(
    chosen.map((scenario) => [scenario.id, grouped(scenario, seen.get(scenario.id) ?? new Map())]),
  );
  if (write) {
    writeFileSync(resultsPath, written({ verified: new Date().toISOString().slice(0, 10), scenarios: found }));
    return;
  }
  const before = readResults().scenarios;
  const gone = wanted.length === 0 ? Object.keys(before).filter((id) => !(id in found)) : [];
  for (const id of [...Object.keys(found), ...gone]) {
    const [old, now] = [before, found].map((all) => writtenGroups(all[id] ?? []));
    if (old === undefined || now === undefined || old === now) continue;
    console.log(`\n${id}: npm (+) does something else than ${resultsPath} (-) says\n${difference(old, now)}`);
    process.exitCode = 1;
  }
}

/** One npm for each processor, as it spends most of its time starting. */
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
