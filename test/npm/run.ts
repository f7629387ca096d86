import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cache, nodeBinary, npmFolder } from "./clients.ts";
import { jobVariables } from "./github.ts";
import { observed, type Ended, type Observed } from "./observed.ts";
import { startRegistry, usualWorld, type Registry } from "./registry.ts";
import type { Scenario } from "./scenario.ts";
import { manifestOf, setupNodeLeaves } from "./setting.ts";
import { nodeOf, type NpmVersion } from "./versions.ts";

/** Runs the scenario's command by that npm, in a checkout and a home of its own. */
export async function run(scenario: Scenario, npm: NpmVersion): Promise<Observed> {
  const base = realpathSync(mkdtempSync(join(tmpdir(), "npm-scenario-")));
  const registry = await startRegistry({ ...usualWorld, ...scenario.world });
  try {
    const spelled = (text: string): string =>
      text.replaceAll(
        /(?:https:)?\/\/REGISTRY/g,
        (found) => `${found.startsWith("https") ? "http:" : ""}//127.0.0.1:${registry.port}`,
      );
    lay(scenario, base, spelled);
    const [, ...words] = spelled(scenario.command ?? "npm publish").split(" ");
    const folder = scenario.inPlace === true ? join(base, "prefix/lib/node_modules/npm") : npmFolder(npm);
    if (folder !== npmFolder(npm)) cpSync(npmFolder(npm), folder, { recursive: true });
    const ended = await end(
      [nodeBinary(scenario.node ?? nodeOf(npm)), join(folder, "bin/npm-cli.js"), ...words],
      join(base, "checkout", scenario.folder ?? ""),
      variables(scenario, npm, base, registry),
    );
    const tidy = (text: string): string => hide(text, folder, base, registry.port);
    return observed(registry.requests, { ...ended, stdout: tidy(ended.stdout), stderr: tidy(ended.stderr) });
  } finally {
    await registry.close();
    rmSync(base, { recursive: true, force: true });
  }
}

/** Writes the checkout, the home, and what stands in for git and Sigstore, which aren't here. */
function lay(scenario: Scenario, base: string, spelled: (text: string) => string): void {
  const write = (path: string, text: string, mode?: number): void => {
    mkdirSync(dirname(join(base, path)), { recursive: true });
    writeFileSync(join(base, path), spelled(text), mode === undefined ? {} : { mode });
  };
  write("checkout/package.json", manifestOf(scenario));
  write("checkout/index.js", "module.exports = {};\n");
  if (scenario.npmrc !== undefined) write("checkout/.npmrc", scenario.npmrc);
  for (const [path, text] of Object.entries(scenario.files ?? {})) write(`checkout/${path}`, text);
  if (scenario.home !== undefined) write("home/.npmrc", scenario.home);
  write("home/.keep", "");
  write("global.npmrc", "registry=https://REGISTRY/\n");
  const left = setupNodeLeaves(scenario);
  if (left !== undefined) write("setup-node.npmrc", left.npmrc);
  write("bin/git", '#!/bin/sh\necho "git $*" >&2\nexit 128\n', 0o755);
  write("sigstore.cjs", sigstore);
}

/** npm loads its own `sigstore`, which then signs without asking Sigstore. */
const sigstore = `
const Module = require("node:module");
const load = Module._load;
Module._load = function (request, ...rest) {
  const loaded = load.call(this, request, ...rest);
  if (request !== "sigstore") return loaded;
  const attest = async (payload) => ({
    mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    verificationMaterial: { tlogEntries: [{ logIndex: "1" }] },
    dsseEnvelope: { payload: payload.toString("base64") },
  });
  return { ...loaded, attest };
};
`;

function variables(
  scenario: Scenario,
  npm: NpmVersion,
  base: string,
  registry: Registry,
): Readonly<Record<string, string>> {
  const left = setupNodeLeaves(scenario);
  const claims = { ...usualWorld, ...scenario.world }.claims;
  return {
    PATH: [join(base, "bin"), dirname(nodeBinary(scenario.node ?? nodeOf(npm))), "/usr/bin", "/bin"].join(":"),
    HOME: join(base, "home"),
    LANG: "C.UTF-8",
    NODE_OPTIONS: `--require ${join(base, "sigstore.cjs")}`,
    NPM_CONFIG_GLOBALCONFIG: join(base, "global.npmrc"),
    NPM_CONFIG_PREFIX: join(base, "prefix"),
    NPM_CONFIG_CACHE: join(base, "cache"),
    NPM_CONFIG_FETCH_RETRIES: "0",
    ...jobVariables(claims, scenario.idToken === false ? undefined : registry.issuer),
    ...(left === undefined ? {} : { NPM_CONFIG_USERCONFIG: join(base, "setup-node.npmrc"), ...left.env }),
    ...Object.fromEntries(
      Object.entries(scenario.env ?? {}).map(([name, value]) => [
        name.replace("//REGISTRY", `//127.0.0.1:${registry.port}`),
        value,
      ]),
    ),
  };
}

function end(
  [program = "", ...words]: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { cwd, env, stdio: ["ignore", "pipe", "pipe"], timeout: 120_000 });
    const output = { stdout: "", stderr: "" };
    child.stdout.on("data", (data: Buffer) => (output.stdout += data.toString()));
    child.stderr.on("data", (data: Buffer) => (output.stderr += data.toString()));
    child.on("error", reject);
    child.on("close", (exit, signal) =>
      resolve({ exit: exit ?? -1, ...output, stderr: `${output.stderr}${signal ?? ""}` }),
    );
  });
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
