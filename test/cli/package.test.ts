import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { test } from "node:test";
import { folderOf } from "./folder.ts";

const windows = process.platform === "win32";

/** What an npm around these tests was told is no concern of theirs. */
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));

/** Scripts are left out: `prepack` would build anew under the feet of the other tests. */
function npm(cwd: string, ...args: readonly string[]): string {
  const options = ["--ignore-scripts", "--offline", "--no-audit", "--no-fund", "--no-update-notifier"];
  return execFileSync("npm", [...args, ...options], { cwd, env, encoding: "utf8", shell: windows });
}

test("the npm package holds the command line, the server, and nothing else", () => {
  const packed = JSON.parse(npm(".", "pack", "--dry-run", "--json")) as object;
  // npm 12 names the packages where npm 11 lists them.
  const [only] = Object.values(packed) as readonly { readonly files: readonly { readonly path: string }[] }[];
  assert.deepEqual(only?.files.map((file) => file.path).toSorted(), [
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "dist/THIRD-PARTY-NOTICES.txt",
    "dist/cli.js",
    "dist/core.js",
    "dist/mcp.js",
    "dist/server.js",
    "dist/worker.js",
    "package.json",
  ]);
});

test("a bundle is at most 1.2 MB, and no machine's path is in it", () => {
  for (const bundle of ["dist/cli.js", "dist/core.js", "dist/mcp.js", "dist/server.js", "dist/worker.js"]) {
    assert.ok(statSync(bundle).size <= 1_200_000, `${bundle}: ${statSync(bundle).size} bytes`);
    assert.ok(!readFileSync(bundle, "utf8").includes(resolve(".")));
  }
});

test("the package builds itself before it is packed", () => {
  const manifest = JSON.parse(readFileSync("package.json", "utf8")) as { readonly scripts: Record<string, string> };
  assert.equal(manifest.scripts["prepack"], "node esbuild.mjs");
});

test("installed elsewhere from the tarball, npx trusted-publishing lint works", (context) => {
  const folder = folderOf(context, { "package.json": '{ "private": true }' });
  const tarball = npm(".", "pack", "--pack-destination", folder).trim().split("\n").at(-1) ?? "";
  npm(folder, "install", `./${basename(tarball)}`);
  const npx = (...args: readonly string[]) =>
    spawnSync("npx", ["--offline", "--no-install", "trusted-publishing", ...args], {
      cwd: folder,
      env,
      encoding: "utf8",
      shell: windows,
    });
  const found = npx("lint", resolve("test/example"), "--format", "json");
  assert.match(found.stdout, /"publishes": 2,/, found.stderr);
  assert.equal(found.status, 1);
  assert.match(npx("--version").stdout, /^\d+\.\d+\.\d+\n$/);
  const server = join("node_modules", "trusted-publishing", "dist", "server.js");
  assert.equal(spawnSync(process.execPath, [server], { cwd: folder }).status, 2);
});

test("npm start lints the example, or the folder given, and what it finds is no failure", (context) => {
  const start = (...args: readonly string[]) =>
    spawnSync(process.execPath, ["test/start.mjs", ...args], { encoding: "utf8" });
  const example = start();
  assert.equal(example.status, 0);
  assert.match(example.stdout, /^3 errors\b/m);
  const other = start(folderOf(context));
  assert.deepEqual([other.status, other.stdout], [0, "No workflow found.\n"]);
});

test("a reader that stops early is no failure", (context) => {
  const folder = folderOf(context);
  const shell = `"${process.execPath}" dist/cli.js lint --help | true; "${process.execPath}" dist/cli.js lint "${folder}"`;
  assert.equal(spawnSync(shell, { shell: true, encoding: "utf8" }).stderr, "");
});
