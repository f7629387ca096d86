import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { PackageManager, listFiles } from "@vscode/vsce";
import { shippedFiles } from "./shipped.ts";

const manifest = JSON.parse(readFileSync("package.json", "utf8")) as {
  readonly main: string;
  readonly activationEvents: readonly string[];
};

/** A checkout in which everything was built, with what lies about after work. */
const present = `
  README.md CHANGELOG.md LICENSE CONTRIBUTING.md .npmrc .npmignore .gitignore .env .ci/run .github/workflows/ci.yml
  tsconfig.json esbuild.mjs package-lock.json trusted-publishing-0.1.0.tgz docs/coverage.md test/rules/npm-too-old.md syntaxes/notes.txt schemas/notes.txt
  client/src/extension.ts client/icon.svg client/icon.png server/src/lint/run.ts server/package.json
  dist/browser-answers.js dist/browser-client.js dist/browser-server.js dist/client.js dist/client.js.map dist/server.js dist/worker.js dist/cli.js dist/THIRD-PARTY-NOTICES.txt dist/trusted-publishing.vsix
  node_modules/yaml/package.json node_modules/yaml/README.md node_modules/yaml/dist/client.js
  test/vscode/run.main.ts test/vscode/workspace/package.json .test/bundle/laws.test.js .test/screenshots/dark-hover.png
`
  .trim()
  .split(/\s+/);

test("the VSIX holds exactly what an editor needs", async () => {
  const checkout = mkdtempSync(join(tmpdir(), "trusted-publishing-package-"));
  try {
    for (const path of [...present, ...shippedFiles]) {
      mkdirSync(dirname(join(checkout, path)), { recursive: true });
      writeFileSync(join(checkout, path), "");
    }
    for (const path of ["package.json", ".vscodeignore", "schemas", "syntaxes"]) {
      cpSync(path, join(checkout, path), { recursive: true });
    }
    const files = await listFiles({ cwd: checkout, packageManager: PackageManager.None });
    assert.deepEqual(files.toSorted(), shippedFiles.toSorted());
  } finally {
    rmSync(checkout, { recursive: true });
  }
});

test("a package.json at the root activates the extension, one elsewhere doesn't", () => {
  assert.equal(manifest.main, "./dist/client.js");
  assert.deepEqual(
    manifest.activationEvents.filter((event) => /package\.json|json|\*$|onStartup/.test(event)),
    ["workspaceContains:package.json", "workspaceContains:**/.github/trusted-publishers.json"],
  );
});
