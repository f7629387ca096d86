import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { bundledPackages, noticesOf } from "../notices.mjs";

function packageFolder(context: TestContext, manifest: object, files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), "trusted-publishing-notices-"));
  context.after(() => rmSync(root, { recursive: true }));
  const folder = join(root, "node_modules", "planted");
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries({ ...files, "package.json": JSON.stringify(manifest) }))
    writeFileSync(join(folder, name), text);
  return folder;
}

test("the build wrote a notice for each package in a bundle", () => {
  const text = readFileSync("dist/THIRD-PARTY-NOTICES.txt", "utf8");
  for (const name of ["yaml", "semver", "hosted-git-info", "jsonc-parser", "vscode-languageclient"])
    assert.match(text, new RegExp(`^${name} \\d`, "m"));
  assert.match(text, /Permission to use, copy, modify/);
});

test("a package is bundled if some of its bytes are", () => {
  const inputs = {
    "node_modules/yaml/dist/index.js": { bytesInOutput: 10 },
    "node_modules/@actions/expressions/dist/index.js": { bytesInOutput: 10 },
    "node_modules/a/node_modules/b/index.js": { bytesInOutput: 10 },
    "node_modules/unused/index.js": { bytesInOutput: 0 },
    "server/src/cli/main.ts": { bytesInOutput: 10 },
  };
  assert.deepEqual(bundledPackages([{ outputs: { "dist/cli.js": { inputs } } }]), [
    "node_modules/@actions/expressions",
    "node_modules/a/node_modules/b",
    "node_modules/yaml",
  ]);
});

test("a licence that isn't on the list stops the build", (context) => {
  const planted = packageFolder(
    context,
    { name: "planted", version: "1.0.0", license: "GPL-3.0-only" },
    { LICENSE: "…" },
  );
  assert.throws(() => noticesOf([planted]), /planted 1\.0\.0 has the licence "GPL-3\.0-only"/);
  const unlicensed = packageFolder(context, { name: "planted", version: "1.0.0" }, { LICENSE: "…" });
  assert.throws(() => noticesOf([unlicensed]), /has the licence undefined/);
});

test("a licence without its text stops the build", (context) => {
  const planted = packageFolder(context, { name: "planted", version: "1.0.0", license: "MIT" }, {});
  assert.throws(() => noticesOf([planted]), /planted 1\.0\.0 has no file with the text of its licence/);
});

test("the text of a licence and of a NOTICE are shown whole", (context) => {
  const manifest = { name: "planted", version: "1.0.0", license: "Apache-2.0" };
  const text = noticesOf([packageFolder(context, manifest, { "LICENSE-APACHE.txt": "Terms\n", NOTICE: "By Acme\n" })]);
  assert.match(text, /planted 1\.0\.0 \(Apache-2\.0\)\n\nTerms\n\nBy Acme/);
});
