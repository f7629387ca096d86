import assert from "node:assert/strict";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fromEnvironment } from "./environment.ts";
import { shippedFiles } from "./shipped.ts";

suite("The packaged extension", () => {
  test("holds the shipped files and no others", () => {
    const folder = fromEnvironment("INSTALLED");
    const files = readdirSync(folder, { recursive: true })
      .map(String)
      .filter((path) => statSync(join(folder, path)).isFile());
    // The package's format has names of its own for some, and a manifest besides.
    const renamed = shippedFiles.map((path) => (path === "LICENSE" ? "license.txt" : path.toLowerCase()));
    assert.deepEqual(files.map((path) => path.toLowerCase()).toSorted(), [".vsixmanifest", ...renamed].toSorted());
  });

  test("is smaller than 1.5 MB, and each of its bundles than 1.2 MB", () => {
    assert.ok(statSync(fromEnvironment("VSIX")).size < 1_500_000);
    const folder = join(fromEnvironment("INSTALLED"), "dist");
    for (const name of readdirSync(folder)) assert.ok(statSync(join(folder, name)).size <= 1_200_000, name);
  });
});
