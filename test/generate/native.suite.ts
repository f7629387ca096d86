import assert from "node:assert/strict";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parseDocument } from "yaml";
import { readTarball } from "../../server/src/cli/trial/tarball.ts";
import { migrate } from "../../server/src/generate/migrate/migrate.ts";
import { registryHost } from "../../server/src/npm-host.ts";
import { publishersPath } from "../../server/src/repository/settings/publishers.ts";
import { usualClaims } from "../npm/github.ts";
import { startJob, type Job } from "../npm/job.ts";
import { declaredPublishers } from "../npm/policy.ts";
import { repositoryWith, type Files } from "./made.ts";
import { takenBy, tarballsIn } from "./replay.ts";

/**
 * A release with native parts keeps its builds, one for each platform: only the job that publishes changes. The real npm publishes the
 * packages of the platforms, and then the main one.
 */

const manifest = (value: object): string => `${JSON.stringify(value, undefined, 2)}\n`;
const path = ".github/workflows/release.yml";
const targets = ["linux-x64", "darwin-arm64"] as const;

const platform = (target: string): object => ({
  name: `@acme/a-${target}`,
  version: "2.0.0",
  repository: "acme/widgets",
  main: "a.node",
  files: ["a.node"],
  os: [target.split("-")[0]],
  cpu: [target.split("-")[1]],
});

const files: Files = {
  "package.json": manifest({
    name: "@acme/a",
    version: "2.0.0",
    repository: "acme/widgets",
    main: "index.js",
    files: ["index.js"],
    optionalDependencies: Object.fromEntries(targets.map((target) => [`@acme/a-${target}`, "2.0.0"])),
  }),
  "index.js": "module.exports = 1;\n",
  ...Object.fromEntries(targets.map((target) => [`npm/${target}/package.json`, manifest(platform(target))])),
  [path]: `name: Release
on:
  push:
    tags: ["v*"]
permissions:
  contents: read
jobs:
  build:
    strategy:
      matrix:
        target: [${targets.join(", ")}]
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - run: echo "\${{ matrix.target }}" > "a.\${{ matrix.target }}.node"
      - uses: actions/upload-artifact@v7
        with:
          name: bindings-\${{ matrix.target }}
          path: a.*.node
  publish:
    needs: build
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with:
          node-version: 24
          registry-url: https://${registryHost}
      - uses: actions/download-artifact@v8
        with:
          path: artifacts
          merge-multiple: true
      - run: for target in ${targets.join(" ")}; do cp "artifacts/a.$target.node" "npm/$target/a.node"; done
      - run: |
          for target in ${targets.join(" ")}; do
            npm publish "./npm/$target" --access public
          done
          npm publish --access public
        env:
          NODE_AUTH_TOKEN: \${{ secrets.NPM_TOKEN }}
`,
};

interface Step {
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the build of each platform, hands over what they made, and runs the job that publishes. */
async function released(job: Job, workflow: string): Promise<void> {
  const { jobs } = parseDocument(workflow).toJS() as {
    readonly jobs: {
      readonly build: { readonly steps: readonly Step[] };
      readonly publish: { readonly steps: readonly Step[] };
    };
  };
  const at = (...names: readonly string[]): string => join(job.base, ...names);
  mkdirSync(at("checkout/artifacts"), { recursive: true });
  for (const target of targets) {
    mkdirSync(at(target));
    for (const { run } of jobs.build.steps) {
      if (run === undefined) continue;
      const ended = await job.shell(run.replaceAll("${{ matrix.target }}", target), { folder: `../${target}` });
      assert.equal(ended.exit, 0, ended.stderr);
    }
    cpSync(at(target), at("checkout/artifacts"), { recursive: true });
  }
  for (const { run, env } of jobs.publish.steps) {
    assert.equal(env, undefined, "no token is left");
    if (run === undefined) continue;
    const ended = await job.shell(run);
    assert.equal(ended.exit, 0, ended.stdout + ended.stderr);
  }
}

test("with native parts, each platform is built by itself, and the main package comes last", async () => {
  const { files: written } = migrate(repositoryWith(files), path, true);
  const all: Files = { ...files, ...Object.fromEntries(written.map((file) => [file.path, file.text])) };
  const workflow = all[path] ?? "";
  const [before = "", after = ""] = [files[path], workflow].map((text) => text?.split("  publish:\n")[0] ?? "");
  assert.equal(after, before, "the builds stay as they are");
  const claims = { ...usualClaims, workflow_ref: `acme/widgets/${path}@refs/tags/v2.0.0` };
  const world = { claims, publishers: declaredPublishers(all[publishersPath] ?? ""), published: ["1.0.0"] };
  const job = await startJob({ npm: "11.21.2", world, files: all });
  try {
    await released(job, workflow);
    assert.deepEqual(takenBy(job), [...targets.map((target) => `PUT @acme/a-${target} latest`), "PUT @acme/a latest"]);
    const tarballs = tarballsIn(job);
    for (const [name, folder] of [
      ["@acme/a", "."],
      ...targets.map((target) => [`@acme/a-${target}`, `npm/${target}`]),
    ] as const) {
      const packed = await job.shell(`npm pack ./${folder} --dry-run --json --ignore-scripts`);
      const [{ files: own = [] } = {}] = JSON.parse(packed.stdout) as readonly {
        readonly files?: readonly { readonly path: string }[];
      }[];
      assert.deepEqual(
        readTarball(tarballs.get(name ?? "") ?? Buffer.alloc(0))?.files,
        own.map((file) => file.path).toSorted(),
      );
    }
    mkdirSync(join(job.base, "again"));
    for (const [name, bytes] of tarballs)
      writeFileSync(join(job.base, "again", `${name.replaceAll(/\W/g, "-")}.tgz`), bytes);
    const again = await job.shell(
      "npm init --yes && npm install --offline --omit=optional ./-acme-a.tgz && npm install --offline --force ./-acme-a-linux-x64.tgz && node -e \"require('@acme/a')\" && cat node_modules/@acme/a-linux-x64/a.node",
      { folder: "../again" },
    );
    assert.equal(again.exit, 0, again.stderr);
    assert.match(again.stdout, /linux-x64\n$/);
  } finally {
    await job.close();
  }
});
