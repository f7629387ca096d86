import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { difference } from "../pages/difference.ts";
import { cache, fetchClients } from "./clients.ts";
import { deviations, grouped, readResults, resultOf, type Results } from "./results.ts";
import { run } from "./run.ts";
import { clientsOf, scenarios } from "./scenarios.ts";
import { nameOf, steps, toolVersions, versionOf, type Client, type NpmVersion } from "./versions.ts";

/**
 * Runs the newest npm of the registry in every scenario of the newest that is pinned, prints what it does differently, and names
 * tools of which the registry has a newer release: then it ends with 1. `--results FILE` compares with another file; other words choose
 * scenarios.
 */
async function main(words: readonly string[]): Promise<void> {
  const at = words.indexOf("--results");
  const file = at < 0 ? undefined : words[at + 1];
  const wanted = words.filter((_, index) => at < 0 || (index !== at && index !== at + 1));
  const results = file === undefined ? readResults() : (JSON.parse(readFileSync(file, "utf8")) as Results);
  const pinned = steps.at(-1) ?? "12.2.2";
  // Only its folder in the cache counts for a version that isn't pinned.
  const newest = newestOf("npm") as NpmVersion;
  fetchClients();
  fetchNpm(newest);
  for (const tool of lastOfEach()) {
    const found = newestOf(packages[nameOf(tool)] ?? nameOf(tool));
    if (found === versionOf(tool)) continue;
    console.log(`${nameOf(tool)} ${found} is out; the newest that is run is ${versionOf(tool)}`);
    process.exitCode = 1;
  }
  const old: Client = `npm ${pinned}`;
  for (const scenario of scenarios) {
    if (!clientsOf(scenario).includes(old) || (wanted.length > 0 && !wanted.some((part) => scenario.id.includes(part))))
      continue;
    const seen = await run(scenario, `npm ${newest}`);
    const text = JSON.stringify(seen).replaceAll(newest, pinned);
    const found = grouped({ ...scenario, npm: [pinned] }, new Map([[old, JSON.parse(text) as typeof seen]]));
    const before = resultOf(results, scenario.id, old);
    const expected = before === undefined ? [] : [{ ...before, clients: [old] }];
    for (const { old: was, now } of deviations({ [scenario.id]: expected }, { [scenario.id]: found })) {
      console.log(`\n${scenario.id}: npm ${newest} (+) doesn't do what npm ${pinned} (-) did\n${difference(was, now)}`);
      process.exitCode = 1;
    }
  }
}

/** Where a tool's package has another name. */
const packages: Readonly<Record<string, string>> = { yarn: "@yarnpkg/cli-dist", changesets: "@changesets/cli" };

/** The newest that is pinned of each tool. */
function lastOfEach(): readonly Client[] {
  return toolVersions.filter(
    (tool, index) => toolVersions.findLastIndex((each) => nameOf(each) === nameOf(tool)) === index,
  );
}

function newestOf(name: string): string {
  return execFileSync("npm", ["view", name, "version"], { encoding: "utf8" }).trim();
}

function fetchNpm(version: string): void {
  const folder = join(cache, `npm-${version}`);
  if (existsSync(folder)) return;
  mkdirSync(folder, { recursive: true });
  execFileSync("npm", ["pack", "--silent", "--pack-destination", folder, `npm@${version}`], { cwd: folder });
  execFileSync("tar", ["xzf", `npm-${version}.tgz`], { cwd: folder });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
