import { cpSync } from "node:fs";
import { join } from "node:path";
import { registryHost } from "../../server/src/npm-host.ts";
import { cache, nodeBinary, npmFolder } from "./clients.ts";
import { startJob, type Job } from "./job.ts";
import { observed, type Observed } from "./observed.ts";
import type { Scenario } from "./scenario.ts";
import { commandOf, filesOf, setupNodeLeaves } from "./setting.ts";
import { homeOf, onPath, prepare, type Started } from "./tools.ts";
import {
  isInstalled,
  nameOf,
  nodeOf,
  npmBeside,
  versionOf,
  type Client,
  type NpmVersion,
  type ToolVersion,
} from "./versions.ts";

/** Runs the scenario's command by that client, in a checkout and a home of its own. */
export async function run(scenario: Scenario, client: Client): Promise<Observed> {
  // One that isn't pinned is run where the newest is looked for.
  const npm = client.startsWith("npm ") ? (versionOf(client) as NpmVersion) : undefined;
  const tool = npm === undefined ? (client as ToolVersion) : undefined;
  const node = scenario.node ?? nodeOf(npm ?? npmBeside);
  const { world = {}, idToken } = scenario;
  const home = tool === undefined ? scenario.home : homeOf(tool, scenario.home);
  const job = await startJob({
    npm: npm ?? scenario.npmBeside ?? npmBeside,
    node,
    world,
    files: { ...filesOf(scenario, client), "index.js": "module.exports = {};\n" },
    ...(idToken === undefined ? {} : { idToken }),
    ...(home === undefined ? {} : { home }),
    ...(tool !== undefined && isInstalled(tool) ? { git: true } : {}),
    ...(client.startsWith("semantic-release") ? { byName: true } : {}),
  });
  const { base, registry, spelled } = job;
  try {
    const left = setupNodeLeaves(scenario);
    if (left !== undefined) job.write("setup-node.npmrc", left.npmrc);
    const { managerBeside, before } = scenario;
    if (managerBeside !== undefined) job.put(nameOf(managerBeside), onPath(managerBeside));
    if (before !== undefined) {
      const { exit, stderr } = await job.shell(before);
      if (exit !== 0) throw new Error(`${scenario.id}: ${stderr}`);
    }
    const { program, words, env } =
      tool === undefined ? startedNpm(scenario, npm ?? npmBeside, job) : await prepare(job, tool);
    const own = Object.entries(scenario.env ?? {}).map(([name, value]) => [spelled(name), spelled(value)]);
    const [, ...given] = spelled(commandOf(scenario, client).replace(/^npx /, "")).split(" ");
    const ended = await job.program([...program, ...given, ...words], {
      folder: scenario.folder ?? "",
      env: {
        ...env,
        ...(left === undefined ? {} : { NPM_CONFIG_USERCONFIG: join(base, "setup-node.npmrc"), ...left.env }),
        ...(Object.fromEntries(own) as Record<string, string>),
      },
    });
    const folder = (program.at(-1) ?? "").replace(/\/bin\/[^/]*$/, "");
    const tidy = (text: string): string => hide(text, folder, base, registry.port);
    return observed(registry.requests, client, {
      ...ended,
      stdout: tidy(ended.stdout),
      stderr: tidy(ended.stderr),
    });
  } finally {
    await job.close();
  }
}

function startedNpm({ inPlace, node: other }: Scenario, npm: NpmVersion, { base }: Job): Started {
  const node = other ?? nodeOf(npm);
  const folder = inPlace === true ? join(base, "prefix/lib/node_modules/npm") : npmFolder(npm);
  if (inPlace === true) cpSync(npmFolder(npm), folder, { recursive: true });
  return { program: [nodeBinary(node), join(folder, "bin/npm-cli.js")], words: [], env: {} };
}

/** The output without what is different each time or on each machine. */
function hide(text: string, folder: string, base: string, port: number): string {
  return text
    .replaceAll(`http://127.0.0.1:${port}`, "https://REGISTRY")
    .replaceAll(`127.0.0.1:${port}`, "REGISTRY")
    .replaceAll(`${port}/`, "PORT/")
    .replaceAll(registryHost, "REGISTRY")
    .replaceAll(folder, "NPM")
    .replaceAll(cache, "CACHE")
    .replaceAll(`${base}/checkout`, ".")
    .replaceAll(base, "~")
    .replaceAll(/\bin \d+(?:\.\d+)?m?s$/gm, "in 1s");
}
