import assert from "node:assert/strict";
import { test } from "node:test";
import { wordsOf } from "../../server/src/reason-words.ts";
import { dependencyOf } from "../../server/src/repository/package/dependency.ts";
import { repositoryWith } from "./repository.ts";

const lock = (version: string): string =>
  JSON.stringify({ lockfileVersion: 3, packages: { "node_modules/np": { version } } }, undefined, 2);
const asks = (range: string): string => JSON.stringify({ devDependencies: { np: range } });

/** The range that is found, why there is none, or undefined where nothing names the package. */
const rows: readonly (readonly [title: string, Readonly<Record<string, string>>, string | undefined, string?])[] = [
  ["the lock file's version", { "package.json": asks("^11.0.0"), "package-lock.json": lock("11.2.2") }, "11.2.2"],
  ["a version that only the lock file names", { "package.json": "{}", "package-lock.json": lock("10.0.7") }, "10.0.7"],
  ["the range without a lock file", { "package.json": asks("^10.0.0") }, ">=10.0.0 <11.0.0-0"],
  [
    "the nearest package.json",
    { "package.json": asks("^10"), "a/package.json": asks("11") },
    ">=11.0.0 <12.0.0-0",
    "a",
  ],
  ["the root's where the nearest has none", { "package.json": asks("10.0.0"), "a/package.json": "{}" }, "10.0.0", "a"],
  ["the root's lock file", { "package-lock.json": lock("11.0.0"), "a/package.json": asks("^11") }, "11.0.0", "a"],
  ["nothing", { "package.json": "{}" }, undefined],
  [
    "a lock file that lags behind",
    { "package.json": asks("^11"), "package-lock.json": lock("10.0.7") },
    "the lock file contradicts",
  ],
  [
    "two lock files",
    { "package.json": asks("^11"), "package-lock.json": lock("11.0.0"), "yarn.lock": 'np@^11:\n  version "11.2.2"\n' },
    "in the lock file",
  ],
  [
    "two that agree",
    { "package.json": asks("^11"), "package-lock.json": lock("11.2.2"), "yarn.lock": 'np@^11:\n  version "11.2.2"\n' },
    "11.2.2",
  ],
  [
    "a shrinkwrap before a lock file",
    { "package.json": "{}", "package-lock.json": lock("10.0.0"), "npm-shrinkwrap.json": lock("11.2.2") },
    "11.2.2",
  ],
  ["a binary lock file", { "package.json": asks("^10"), "bun.lockb": "" }, "in the lock file"],
  [
    "npm's overrides",
    { "package.json": JSON.stringify({ devDependencies: { np: "^10" }, overrides: { np: "^11" } }) },
    ">=11.0.0 <12.0.0-0",
  ],
  [
    "resolutions for one dependent",
    { "package.json": JSON.stringify({ devDependencies: { np: "^10" }, resolutions: { "cli/np": "^11" } }) },
    "an override",
  ],
  ["pnpm's overrides", { "package.json": asks("^10"), "pnpm-workspace.yaml": "overrides:\n  np: 11.2.2\n" }, "11.2.2"],
  [
    "a catalog",
    { "package.json": asks("catalog:"), "pnpm-workspace.yaml": "catalog:\n  np: ^10.0.0\n" },
    ">=10.0.0 <11.0.0-0",
  ],
  [
    "a named catalog",
    { "package.json": asks("catalog:tools"), "pnpm-workspace.yaml": "catalogs:\n  tools: { np: 10 }\n" },
    ">=10.0.0 <11.0.0-0",
  ],
  [
    "bun's catalog",
    {
      "package.json": JSON.stringify({
        workspaces: { catalog: { np: "10.0.0" } },
        devDependencies: { np: "catalog:" },
      }),
    },
    "10.0.0",
  ],
  ["a catalog that isn't there", { "package.json": asks("catalog:") }, "the version `catalog:`"],
  ...[
    "latest",
    "workspace:*",
    "npm:@acme/np@1",
    "git+https://github.com/acme/np.git",
    "acme/np",
    "file:../np",
    "",
    "https://acme.example/np.tgz",
  ].map((range) => [`\`${range}\``, { "package.json": asks(range) }, "the version `"] as const),
  ["a package.json that can't be read", { "package.json": "[]" }, "a package.json"],
];

for (const [title, files, expected, directory = ""] of rows)
  test(title, () => {
    const found = dependencyOf(repositoryWith(files), directory, "np");
    if (found === undefined || "range" in found) assert.equal(found?.range, expected);
    else assert.ok(expected !== undefined && wordsOf(found.unknown).includes(expected), wordsOf(found.unknown));
  });
