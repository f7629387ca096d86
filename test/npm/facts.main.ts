import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { difference } from "../pages/difference.ts";
import { cache, fetchClients, fetchNewer } from "./clients.ts";
import { deviations, grouped, readResults, resultOf, type Results } from "./results.ts";
import { run } from "./run.ts";
import { clientsOf, scenarios } from "./scenarios.ts";
import { nameOf, packageOf, steps, toolVersions, versionOf, type Client } from "./versions.ts";

/**
 * Runs the newest npm of the registry in every scenario of the newest that is pinned, and the newest release of each tool in its
 * scenarios; prints what they do differently from what is written, and which newer releases there are: then it ends with 1.
 * `--results FILE` compares with another file; other words choose scenarios, whose ids have one of them.
 */
async function main(words: readonly string[]): Promise<void> {
  const at = words.indexOf("--results");
  const file = at < 0 ? undefined : words[at + 1];
  const wanted = words.filter((_, index) => at < 0 || (index !== at && index !== at + 1));
  const results = file === undefined ? readResults() : (JSON.parse(readFileSync(file, "utf8")) as Results);
  fetchClients();
  for (const pinned of newestPinned()) {
    const version = newestOf(pinned);
    if (version !== versionOf(pinned))
      tell(`${nameOf(pinned)} ${version} is out; the newest that is pinned is ${versionOf(pinned)}`);
    const own = scenarios.filter(
      (scenario) =>
        clientsOf(scenario).includes(pinned) &&
        (wanted.length === 0 || wanted.some((part) => scenario.id.includes(part))),
    );
    if (own.length === 0) continue;
    const newest = fetched(pinned, version);
    for (const scenario of own) {
      const changed = await changeOf(scenario, pinned, newest, results);
      if (changed !== undefined) tell(`\n${scenario.id}: ${newest} (+) doesn't do what ${pinned} (-) did\n${changed}`);
    }
    console.log(`${newest}: ${own.length} ${own.length === 1 ? "scenario" : "scenarios"}`);
  }
}

function tell(what: string): void {
  console.log(what);
  process.exitCode = 1;
}

/** What a release does in a scenario that another one didn't, as a difference; undefined for nothing. */
async function changeOf(
  scenario: (typeof scenarios)[number],
  pinned: Client,
  newest: Client,
  results: Results,
): Promise<string | undefined> {
  const seen = await run(scenario, newest);
  const text = JSON.stringify(seen).replaceAll(versionOf(newest), versionOf(pinned));
  const found = grouped(scenario, new Map([[pinned, JSON.parse(text) as typeof seen]]));
  const before = resultOf(results, scenario.id, pinned);
  const expected = before === undefined ? [] : [{ ...before, clients: [pinned] }];
  const [change] = deviations({ [scenario.id]: expected }, { [scenario.id]: found });
  return change && difference(change.old, change.now);
}

/** The newest that is pinned of npm and of each tool. */
function newestPinned(): readonly Client[] {
  const tools = toolVersions.filter(
    (tool, index) => toolVersions.findLastIndex((each) => nameOf(each) === nameOf(tool)) === index,
  );
  return [`npm ${steps.at(-1) ?? "12.2.2"}`, ...tools];
}

function newestOf(client: Client): string {
  return execFileSync("npm", ["view", packageOf(nameOf(client)), "version"], { encoding: "utf8" }).trim();
}

/** The release as a client that can be run: of npm only its folder in the cache counts. */
function fetched(pinned: Client, version: string): Client {
  if (pinned.startsWith("npm ")) {
    fetchNpm(version);
    return `npm ${version}` as Client;
  }
  return fetchNewer(pinned as Exclude<Client, `npm ${string}`>, version);
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
