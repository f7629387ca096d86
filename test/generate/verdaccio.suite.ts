import assert from "node:assert/strict";
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { readTarball } from "../../server/src/cli/trial/tarball.ts";
import { publishersPath } from "../../server/src/repository/settings/publishers.ts";
import { cache } from "../npm/clients.ts";
import { usualClaims } from "../npm/github.ts";
import { startJob } from "../npm/job.ts";
import { declaredPublishers } from "../npm/policy.ts";
import { changed, offerOf, withChange, type Files } from "./made.ts";
import { replay } from "./replay.ts";

/** What `init` writes publishes to a registry that others wrote: Verdaccio, with the exchange of OIDC tokens in front of it. */

const version = "6.8.0";
const folder = join(cache, `verdaccio-${version}`);

/** Fetched once; one of its packages asks for a tag of another one that not every registry has. */
function fetchVerdaccio(): void {
  if (existsSync(join(folder, "node_modules/verdaccio"))) return;
  mkdirSync(folder, { recursive: true });
  const manifest = { private: true, overrides: { "node-fetch": "2.6.7" }, dependencies: { verdaccio: version } };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  execFileSync("npm", ["install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"], {
    cwd: folder,
    stdio: "inherit",
  });
}

/** Anybody may publish: who may is asked in front of it. */
async function startVerdaccio(base: string): Promise<{ readonly port: number; readonly process: ChildProcess }> {
  const config = join(base, "config.yaml");
  writeFileSync(
    config,
    `storage: ${join(base, "storage")}\npackages:\n  '**':\n    access: $all\n    publish: $anonymous\nlog: { type: stdout, level: error }\n`,
  );
  const probe = createServer();
  await listening(probe);
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  const words = [
    join(folder, "node_modules/verdaccio/bin/verdaccio"),
    "--config",
    config,
    "--listen",
    `127.0.0.1:${port}`,
  ];
  const process = spawn("node", words, { stdio: "ignore" });
  for (let tries = 0; tries < 100; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}/-/ping`).catch(() => undefined);
    if (answer?.ok === true) return { port, process };
    await wait(200);
  }
  throw new Error("Verdaccio doesn't start");
}

/** Exchanges go to `exchange`; all else to the registry, and publishes only with a token of an exchange. */
function inFront(exchange: () => number, registry: number, refused: string[]): Server {
  return createServer((asked, answer) => {
    const { url = "", method = "", headers } = asked;
    const isExchange = url.includes("/oidc/");
    const { authorization, ...others } = headers;
    if (method === "PUT" && authorization === undefined) {
      refused.push(url);
      answer.writeHead(401).end("{}");
      return;
    }
    const sent = isExchange ? headers : others;
    const target = { host: "127.0.0.1", port: isExchange ? exchange() : registry, path: url, method, headers: sent };
    const passed = request(target, (reply) => {
      answer.writeHead(reply.statusCode ?? 500, reply.headers);
      reply.pipe(answer);
    });
    passed.on("error", () => answer.destroy());
    asked.pipe(passed);
  });
}

function listening(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
}

test("what init writes publishes to Verdaccio, and can be installed from there", async () => {
  fetchVerdaccio();
  const base = mkdtempSync(join(tmpdir(), "verdaccio-"));
  const verdaccio = await startVerdaccio(base);
  const files: Files = {
    "package.json": `${JSON.stringify({ name: "@acme/a", version: "2.0.0", main: "dist/index.js", files: ["dist"], scripts: { build: "node -e \"fs.mkdirSync('dist'); fs.writeFileSync('dist/index.js', 'module.exports = 1')\"" } }, undefined, 2)}\n`,
    "package-lock.json": "{}\n",
  };
  const change = changed(files, offerOf(files).choices);
  const all = withChange(files, change);
  const claims = {
    ...usualClaims,
    workflow_ref: "acme/widgets/.github/workflows/release.yml@refs/tags/v2.0.0",
    environment: "npm",
  };
  const world = { claims, publishers: declaredPublishers(all[publishersPath] ?? ""), published: ["1.0.0"] };
  const job = await startJob({ npm: "11.21.2", world, files: all });
  const refused: string[] = [];
  const front = inFront(() => job.registry.port, verdaccio.port, refused);
  await listening(front);
  try {
    const { port } = front.address() as AddressInfo;
    job.write("global.npmrc", `registry=http://127.0.0.1:${port}/\n`);
    const own = await job.shell("npm run build && npm pack --dry-run --json --ignore-scripts && rm -r dist");
    const { exits, output } = await replay(job, change.files[0]?.text ?? "");
    assert.deepEqual([exits, refused], [[0, 0], []], output);
    const again = await job.shell(
      "mkdir ../again && cd ../again && npm init --yes > /dev/null && npm install @acme/a && node -e \"require('@acme/a')\" && npm pack @acme/a --silent",
    );
    assert.equal(again.exit, 0, again.stderr);
    const shown = await job.shell("base64 --wrap=0 ../again/acme-a-2.0.0.tgz");
    const packed = own.stdout.slice(own.stdout.indexOf("["));
    const [{ files: expected = [] } = {}] = JSON.parse(packed) as readonly {
      readonly files?: readonly { readonly path: string }[];
    }[];
    assert.deepEqual(
      readTarball(Buffer.from(shown.stdout, "base64"))?.files,
      expected.map(({ path }) => path).toSorted(),
    );
    const twice = await job.shell(`npm view @acme/a dist-tags --json`);
    assert.deepEqual(JSON.parse(twice.stdout), { latest: "2.0.0" });
  } finally {
    front.closeAllConnections();
    front.close();
    await job.close();
    verdaccio.process.kill();
    rmSync(base, { recursive: true, force: true });
  }
});
