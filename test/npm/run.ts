import { cpSync } from "node:fs";
import { join } from "node:path";
import { cache, nodeBinary, npmFolder } from "./clients.ts";
import { startJob } from "./job.ts";
import { observed, type Observed } from "./observed.ts";
import type { Scenario } from "./scenario.ts";
import { manifestOf, setupNodeLeaves } from "./setting.ts";
import { nodeOf, type NpmVersion } from "./versions.ts";

/** Runs the scenario's command by that npm, in a checkout and a home of its own. */
export async function run(scenario: Scenario, npm: NpmVersion): Promise<Observed> {
  const node = scenario.node ?? nodeOf(npm);
  const files = {
    "package.json": manifestOf(scenario),
    "index.js": "module.exports = {};\n",
    ...(scenario.npmrc === undefined ? {} : { ".npmrc": scenario.npmrc }),
    ...scenario.files,
  };
  const { world = {}, idToken, home } = scenario;
  const job = await startJob({
    npm,
    node,
    world,
    files,
    ...(idToken === undefined ? {} : { idToken }),
    ...(home === undefined ? {} : { home }),
  });
  const { base, registry, spelled } = job;
  try {
    const left = setupNodeLeaves(scenario);
    if (left !== undefined) job.write("setup-node.npmrc", left.npmrc);
    const [, ...words] = spelled(scenario.command ?? "npm publish").split(" ");
    const folder = scenario.inPlace === true ? join(base, "prefix/lib/node_modules/npm") : npmFolder(npm);
    if (folder !== npmFolder(npm)) cpSync(npmFolder(npm), folder, { recursive: true });
    const own = Object.entries(scenario.env ?? {}).map(([name, value]) => [spelled(name), value]);
    const env = {
      ...(left === undefined ? {} : { NPM_CONFIG_USERCONFIG: join(base, "setup-node.npmrc"), ...left.env }),
      ...(Object.fromEntries(own) as Record<string, string>),
    };
    const ended = await job.program([nodeBinary(node), join(folder, "bin/npm-cli.js"), ...words], {
      folder: scenario.folder ?? "",
      env,
    });
    const tidy = (text: string): string => hide(text, folder, base, registry.port);
    return observed(registry.requests, { ...ended, stdout: tidy(ended.stdout), stderr: tidy(ended.stderr) });
  } finally {
    await job.close();
  }
}

/** The output without what is different each time or on each machine. */
function hide(text: string, folder: string, base: string, port: number): string {
  return text
    .replaceAll(`http://127.0.0.1:${port}`, "https://REGISTRY")
    .replaceAll(`127.0.0.1:${port}`, "REGISTRY")
    .replaceAll(folder, "NPM")
    .replaceAll(cache, "CACHE")
    .replaceAll(`${base}/checkout`, ".")
    .replaceAll(base, "~")
    .replaceAll(/\bin \d+(?:\.\d+)?m?s$/gm, "in 1s");
}
