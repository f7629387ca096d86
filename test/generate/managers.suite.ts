import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parseDocument } from "yaml";
import { readTarball } from "../../server/src/cli/trial/tarball.ts";
import type { Choices } from "../../server/src/generate/choice.ts";
import { splitJobs } from "../../server/src/generate/split/split.ts";
import { publishersPath } from "../../server/src/repository/settings/publishers.ts";
import { nodeBinary, npmFolder } from "../npm/clients.ts";
import { usualClaims } from "../npm/github.ts";
import { startJob, type Job } from "../npm/job.ts";
import { declaredPublishers } from "../npm/policy.ts";
import { programs } from "../npm/stand-ins.ts";
import { onPath } from "../npm/tools.ts";
import { changed, offerOf, repositoryWith, withChange, type Files } from "./made.ts";
import { replay, type Ended } from "./replay.ts";

/** What `init` writes for each package manager, trigger and order, run by the real ones: what is published can be installed again. */

const manifest = (value: object): string => `${JSON.stringify(value, undefined, 2)}\n`;
const built =
  "node -e \"fs.mkdirSync('dist', { recursive: true }); fs.writeFileSync('dist/index.js', 'module.exports = 1')\"";
const single = { name: "@acme/a", version: "2.0.0", main: "dist/index.js", files: ["dist"], scripts: { build: built } };

interface Trial {
  readonly files: Files;
  readonly chosen?: Partial<Choices>;
  readonly programs?: Readonly<Record<string, string>>;
  readonly ready?: string;
  readonly after?: (job: Job, ended: Ended, workflow: string) => Promise<void>;
  readonly before?: (job: Job) => Readonly<Record<string, () => void>>;
}

async function release({ files, chosen, programs: own = {}, ready, after, before }: Trial): Promise<Ended> {
  const change = changed(files, { ...offerOf(files).choices, ...chosen });
  const all = withChange(files, change);
  const ref = chosen?.trigger === undefined ? "refs/tags/v2.0.0" : "refs/heads/main";
  const claims = {
    ...usualClaims,
    workflow_ref: `acme/widgets/.github/workflows/release.yml@${ref}`,
    environment: "npm",
  };
  const world = { claims, publishers: declaredPublishers(all[publishersPath] ?? ""), published: ["1.0.0"] };
  const job = await startJob({ npm: "11.21.2", world, files: all });
  try {
    for (const [name, text] of Object.entries(own)) job.put(name, text);
    const prepared = await job.shell(ready ?? "true");
    assert.equal(prepared.exit, 0, prepared.stdout + prepared.stderr);
    const workflow = change.files[0]?.text ?? "";
    const ended = await replay(job, workflow, false, before?.(job));
    assert.deepEqual(ended.exits, [0, 0], ended.output);
    await after?.(job, ended, workflow);
    return ended;
  } finally {
    await job.close();
  }
}

/** What is published has the files that npm packs there, and can be installed. */
async function installsAgain(job: Job, { tarballs }: Ended): Promise<void> {
  const own = await job.shell("npm pack --dry-run --json --ignore-scripts");
  const [{ files = [] } = {}] = JSON.parse(own.stdout) as readonly {
    readonly files?: readonly { readonly path: string }[];
  }[];
  const bytes = tarballs.get("@acme/a") ?? Buffer.alloc(0);
  assert.deepEqual(readTarball(bytes)?.files, files.map(({ path }) => path).toSorted());
  mkdirSync(join(job.base, "again"));
  writeFileSync(join(job.base, "again/a.tgz"), bytes);
  const again = await job.shell("npm init --yes && npm install --offline ./a.tgz && node -e \"require('@acme/a')\"", {
    folder: "../again",
  });
  assert.equal(again.exit, 0, again.stderr);
}

const managers: Readonly<Record<string, Trial>> = {
  npm: { files: { "package.json": manifest(single), "package-lock.json": "{}\n" } },
  pnpm: {
    files: { "package.json": manifest({ ...single, packageManager: "pnpm@10.34.9" }), "pnpm-lock.yaml": "" },
    programs: { pnpm: onPath("pnpm 10.34.9") },
    ready: "rm pnpm-lock.yaml && pnpm install --lockfile-only",
  },
  yarn: {
    files: {
      "package.json": manifest({ ...single, packageManager: "yarn@4.18.1" }),
      "yarn.lock": "__metadata:\n  version: 8\n",
      ".yarnrc.yml": "nodeLinker: node-modules\nenableTelemetry: false\n",
    },
    programs: { yarn: onPath("yarn 4.18.1"), corepack: "#!/bin/sh\nexit 0\n" },
    ready: "rm yarn.lock && touch yarn.lock && YARN_ENABLE_IMMUTABLE_INSTALLS=false yarn install",
  },
  bun: {
    // Without dependencies it writes no lock file.
    files: { "package.json": manifest(single) },
    chosen: { manager: "bun", build: ["bun run build"] },
    programs: { bun: onPath("bun 1.4.5") },
  },
};

for (const [name, trial] of Object.entries(managers))
  test(`${name} builds and packs, npm publishes, and that can be installed`, async () => {
    const { taken } = await release({ ...trial, after: installsAgain });
    assert.deepEqual(taken, ["PUT @acme/a latest"]);
  });

test("Node 20 with its npm builds and packs, Node 24 publishes", async () => {
  const files: Files = { "package.json": manifest(single), "package-lock.json": "{}\n", ".nvmrc": "20\n" };
  const use = (job: Job, node: "20.20.2" | "24.21.0", npm: "10.9.9" | "11.21.2") => (): void => {
    for (const [name, text] of Object.entries(programs(nodeBinary(node), npmFolder(npm)))) job.put(name, text);
    job.put("node", `#!/bin/sh\nexec "${nodeBinary(node)}" "$@"\n`);
  };
  const seen = "node --version > node-version";
  const { taken } = await release({
    files,
    chosen: { build: ["npm run build", seen] },
    before: (job) => ({ build: use(job, "20.20.2", "10.9.9"), publish: use(job, "24.21.0", "11.21.2") }),
    after: async (job, ended) => {
      assert.equal(readFileSync(join(job.base, "checkout/node-version"), "utf8"), "v20.20.2\n");
      await installsAgain(job, ended);
    },
  });
  assert.deepEqual(taken, ["PUT @acme/a latest"]);
});

test("packages are built and published after those that they need", async () => {
  const needing = "node -e \"require('@acme/zlib'); fs.writeFileSync('index.js', '')\"";
  const files: Files = {
    "package.json": manifest({ private: true, workspaces: ["packages/*"] }),
    "package-lock.json": "{}\n",
    "packages/app/package.json": manifest({
      name: "@acme/app",
      version: "2.0.0",
      dependencies: { "@acme/zlib": "2.0.0" },
      scripts: { build: needing },
    }),
    "packages/zlib/package.json": manifest({ ...single, name: "@acme/zlib" }),
  };
  const { taken } = await release({ files });
  assert.deepEqual(taken, ["PUT @acme/zlib latest", "PUT @acme/app latest"]);
});

test("with changesets, what npm doesn't have is found, built and published", async () => {
  const files: Files = {
    "package.json": manifest({ ...single, devDependencies: { "@changesets/cli": "^2.29.0" } }),
    ".changeset/config.json": manifest({ access: "public" }),
  };
  const run = async (job: Job, _: Ended, workflow: string): Promise<void> => {
    const { jobs } = parseDocument(workflow).toJS() as {
      readonly jobs: {
        readonly version: { readonly steps: readonly { readonly id?: string; readonly run?: string }[] };
      };
    };
    const look = jobs.version.steps.find(({ id }) => id === "npm")?.run ?? "exit 1";
    const ended = await job.shell(look);
    assert.equal(ended.exit, 0, ended.stderr);
    assert.match(readFileSync(join(job.base, "temp/output"), "utf8"), /^unpublished=true$/m);
  };
  // The tool itself is installed by nobody here: only its jobs are run.
  const without = { ...files, "package.json": manifest(single) };
  const { taken } = await release({ files: without, chosen: { trigger: "changesets" }, after: run });
  assert.deepEqual(taken, ["PUT @acme/a latest"]);
});

test("with release-please, what it releases is built and published", async () => {
  const files: Files = { "package.json": manifest(single), "package-lock.json": "{}\n" };
  const { taken } = await release({ files, chosen: { trigger: "release-please" }, after: installsAgain });
  assert.deepEqual(taken, ["PUT @acme/a latest"]);
});

test("a job that is split publishes the files that the whole one would", async () => {
  const path = ".github/workflows/release.yml";
  const whole = `on:
  push:
    tags: ["v*"]
jobs:
  publish:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      id-token: write
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with: { node-version: 24 }
      - run: npm ci
      - run: npm run build
      - run: npm publish --access public
`;
  const files: Files = {
    "package.json": manifest({ ...single, repository: "acme/widgets" }),
    "package-lock.json": "{}\n",
    [path]: whole,
  };
  const [split] = splitJobs(repositoryWith(files), path);
  assert.ok(split !== undefined && !("problem" in split));
  const claims = { ...usualClaims, workflow_ref: `acme/widgets/${path}@refs/tags/v2.0.0` };
  const entry = { type: "github", repository: "acme/widgets", file: "release.yml", permissions: ["createPackage"] };
  const publishers = declaredPublishers(JSON.stringify({ packages: { "@acme/a": [entry] } }));
  const job = await startJob({ npm: "11.21.2", world: { claims, publishers, published: ["1.0.0"] }, files });
  try {
    const ended = await replay(job, split.file.text);
    assert.deepEqual(ended.exits, [0, 0], ended.output);
    assert.deepEqual(ended.taken, ["PUT @acme/a latest"]);
    await installsAgain(job, ended);
  } finally {
    await job.close();
  }
});
