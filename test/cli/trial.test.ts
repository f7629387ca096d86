import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { gzipSync } from "node:zlib";
import { compared } from "../../server/src/cli/trial/compare.ts";
import { readTarball } from "../../server/src/cli/trial/tarball.ts";
import { folderOf, runIn } from "./folder.ts";

/** No registry answers here, and npm doesn't try again. */
const env = {
  PATH: process.env["PATH"] ?? "",
  HOME: "/nowhere",
  npm_config_registry: "http://127.0.0.1:9",
  npm_config_fetch_retries: "0",
};

function repository(context: TestContext, build: string): string {
  const folder = folderOf(context, {
    "package.json": JSON.stringify({
      name: "widgets",
      version: "1.0.0",
      main: "./dist/index.js",
      files: ["dist"],
      scripts: { build, preinstall: "node -e \"fs.writeFileSync('ran', '')\"" },
    }),
    ".gitignore": "dist\nran\n",
    "dist/index.js": "// built on this machine, and not in git\n",
  });
  execFileSync("git", ["init", "--quiet", folder]);
  return folder;
}

const good = "node -e \"fs.mkdirSync('dist'); fs.writeFileSync('dist/index.js', '')\"";

for (const command of ["init", "migrate"]) {
  test(`${command} --check runs nothing without a yes`, async (context) => {
    const folder = repository(context, good);
    for (const typed of [["n"], [""], [], undefined]) {
      const { code, out, told } = await runIn(folder, [command, "--check"], env, typed);
      assert.equal(code, 1);
      assert.match(out, /^This runs scripts of the repository.*\n {2}npm install\n {2}npm run build\n {2}npm pack/);
      assert.match(told.join(), /Nothing was run\.$/);
    }
    assert.ok(!existsSync(join(folder, "ran")));
  });

  test(`${command} --check builds a copy of what git knows, and finds what package.json names`, async (context) => {
    const folder = repository(context, good);
    const { code, out } = await runIn(folder, [command, "--check"], env, ["y"]);
    assert.equal(code, 0, out);
    assert.match(
      out,
      /ran npm run build\nwidgets: 2 files packed; npm has no release to compare with, or can't be reached\.\n {2}what package\.json names is packed\n$/,
    );
    assert.ok(!existsSync(join(folder, "ran")));
  });

  test(`${command} --check finds a dist that only this machine has`, async (context) => {
    const folder = repository(context, "node --version");
    const { code, out } = await runIn(folder, [command, "--check", "--yes"], env);
    assert.equal(code, 1, out);
    assert.match(out, /package\.json names these, and they aren't packed:\n {4}dist\/index\.js\n$/);
  });
}

test("a command that fails ends the check, with what it printed", async (context) => {
  const folder = repository(context, "node -e \"console.error('no compiler'); process.exit(3)\"");
  const { code, out } = await runIn(folder, ["init", "--check", "--yes"], env);
  assert.equal(code, 1);
  assert.match(out, /npm run build ends with 3:\n(?: {2}.*\n)* {2}no compiler\n/);
});

test("files and keys that differ from the last release are named", () => {
  const last = { files: ["a.js", "dist/b.js", "package.json"], manifest: { main: "a.js", types: "dist/b.d.ts" } };
  const packed = {
    files: ["a.js", "c.js", "package.json"],
    manifest: { main: "a", exports: { ".": "./c", "./x/*": "./x/*.js" } },
  };
  assert.deepEqual(compared(packed, last), {
    unpacked: [],
    missing: ["dist/b.js"],
    extra: ["c.js"],
    changed: ["main", "types", "exports"],
  });
  assert.deepEqual(compared({ ...last, files: ["package.json"] }, undefined).unpacked, ["a.js", "dist/b.d.ts"]);
});

test("tarballs of any packer are read, and what is none isn't", (context) => {
  const folder = folderOf(context);
  const long = `${"long/".repeat(40)}file.js`;
  mkdirSync(join(folder, "package", "long/".repeat(40)), { recursive: true });
  writeFileSync(join(folder, "package/package.json"), '{ "name": "widgets" }');
  writeFileSync(join(folder, "package", long), "");
  for (const format of ["ustar", "pax"]) {
    const bytes = execFileSync("tar", ["--create", "--gzip", `--format=${format}`, "package"], { cwd: folder });
    assert.deepEqual(readTarball(bytes), { files: [long, "package.json"].toSorted(), manifest: { name: "widgets" } });
  }
  for (const bytes of [Buffer.from("no archive"), Buffer.alloc(0)]) assert.equal(readTarball(bytes), undefined);
  assert.deepEqual(readTarball(gzipSync(Buffer.alloc(1024))), { files: [], manifest: {} });
});
