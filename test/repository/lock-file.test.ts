import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { lockedVersion, lockedVersions } from "../../server/src/repository/package/lock-file.ts";
import { textOf } from "../../server/src/text.ts";

interface Row {
  readonly title: string;
  readonly path: string;
  readonly text: string;
  /** Package, folder, what package.json asks for, and the version. */
  readonly finds: readonly (readonly [string, string, string | undefined, string | undefined])[];
  readonly all?: readonly (readonly [string, readonly string[] | "unknown"])[];
}

const rows: readonly Row[] = [
  {
    title: "package-lock.json, version 3, with a workspace, an alias and a link",
    path: "package-lock.json",
    text: `{
  "name": "widgets",
  "lockfileVersion": 3,
  "packages": {
    "": { "devDependencies": { "np": "^11.0.0" } },
    "node_modules/@acme/np": { "version": "1.0.0" },
    "node_modules/gears": { "resolved": "packages/gears", "link": true },
    "node_modules/np": {
      "version": "11.2.2",
      "integrity": "sha512-x=="
    },
    "node_modules/npx": { "version": "10.2.2" },
    "node_modules/semantic-release": {
      "name": "@acme/semantic-release",
      "version": "25.0.1"
    },
    "node_modules/pinned": {
      "version": "2.0.0",
      "resolved": "git+ssh://git@github.com/acme/pinned.git#0123"
    },
    "packages/gears/node_modules/np": {
      "version": "10.3.0-beta.1"
    }
  }
}
`,
    finds: [
      ["np", "", "^11.0.0", "11.2.2"],
      ["np", "packages/gears", "10", "10.3.0-beta.1"],
      ["np", "packages/levers", undefined, "11.2.2"],
      ["npx", "packages/gears", undefined, "10.2.2"],
      ["@acme/np", "", undefined, "1.0.0"],
      ["gears", "", undefined, "unknown"],
      ["semantic-release", "", undefined, "unknown"],
      ["pinned", "", undefined, "unknown"],
      ["release-it", "", undefined, undefined],
    ],
    all: [
      ["np", ["11.2.2", "10.3.0-beta.1"]],
      ["pinned", "unknown"],
      ["lerna", []],
    ],
  },
  {
    title: "package-lock.json in one line",
    path: "package-lock.json",
    text: `{"lockfileVersion":2,"packages":{"node_modules/np":{"version":"11.2.2","dev":true}}}`,
    finds: [["np", "", undefined, "11.2.2"]],
  },
  {
    title: "package-lock.json, version 1: only the outermost counts",
    path: "web/package-lock.json",
    text: `{
\t"name": "widgets",
\t"lockfileVersion": 1,
\t"dependencies": {
\t\t"cli": {
\t\t\t"version": "1.0.0",
\t\t\t"dependencies": {
\t\t\t\t"np": {
\t\t\t\t\t"version": "5.0.0"
\t\t\t\t}
\t\t\t}
\t\t},
\t\t"np": {
\t\t\t"version": "7.7.0"
\t\t},
\t\t"sr": {
\t\t\t"version": "npm:semantic-release@24.2.9"
\t\t}
\t}
}
`,
    finds: [
      ["np", "", "^7", "7.7.0"],
      ["sr", "", undefined, "unknown"],
      ["lerna", "", undefined, undefined],
    ],
  },
  {
    title: "pnpm-lock.yaml, version 9",
    path: "pnpm-lock.yaml",
    text: `lockfileVersion: '9.0'

overrides:
  np: ^11

importers:

  .:
    dependencies:
      gears:
        specifier: workspace:*
        version: link:packages/gears
    devDependencies:
      '@semantic-release/npm':
        specifier: 'catalog:'
        version: 12.0.2(semantic-release@24.2.9(typescript@5.9.0))
      sr:
        specifier: npm:semantic-release@24
        version: semantic-release@24.2.9

  packages/gears:
    devDependencies:
      np:
        specifier: '10'
        version: 10.3.0

packages:

  '@semantic-release/npm@12.0.2':
    resolution: {integrity: sha512-x==}

  np@10.3.0:
    resolution: {integrity: sha512-x==}

snapshots:

  '@semantic-release/npm@12.0.2(semantic-release@24.2.9)':
    dependencies:
      np: 9.9.9
`,
    finds: [
      ["@semantic-release/npm", "", undefined, "12.0.2"],
      ["@semantic-release/npm", "packages/gears", undefined, "12.0.2"],
      ["np", "packages/gears", undefined, "10.3.0"],
      ["np", "", undefined, undefined],
      ["gears", "", undefined, "unknown"],
      ["sr", "", undefined, "unknown"],
    ],
    all: [
      ["@semantic-release/npm", ["12.0.2", "12.0.2"]],
      ["np", ["10.3.0"]],
    ],
  },
  {
    title: "pnpm-lock.yaml, version 5",
    path: "pnpm-lock.yaml",
    text: `lockfileVersion: 5.4

specifiers:
  np: ^7.0.0
  typescript: ^4

devDependencies:
  np: 7.7.0_typescript@4.9.5
  typescript: 4.9.5

packages:

  /np/7.7.0_typescript@4.9.5:
    dev: true
`,
    finds: [
      ["np", "", "^7.0.0", "7.7.0"],
      ["typescript", "", undefined, "4.9.5"],
    ],
    all: [["np", ["7.7.0"]]],
  },
  {
    title: "pnpm-lock.yaml, version 6",
    path: "pnpm-lock.yaml",
    text: `lockfileVersion: '6.0'

devDependencies:
  np:
    specifier: ^8.0.0
    version: 8.0.4(typescript@5.0.4)

packages:

  /np@8.0.4(typescript@5.0.4):
    dev: true
`,
    finds: [["np", "", undefined, "8.0.4"]],
    all: [["np", ["8.0.4"]]],
  },
  {
    title: "yarn.lock of yarn 1",
    path: "yarn.lock",
    text: `# yarn lockfile v1


"@semantic-release/npm@^12", "@semantic-release/npm@^12.0.2":
  version "12.0.2"
  resolved "https://yarn.example/npm-12.0.2.tgz#eaee"

inp@^1.0.0:
  version "1.0.0"

lerna@^8.0.0:
  version "8.2.4"
  dependencies:
    np "^9.0.0"

np@^10.0.0:
  version "10.3.0"

np@^11.0.0:
  version "11.2.2"

"sr@npm:semantic-release@24":
  version "24.2.9"
`,
    finds: [
      ["@semantic-release/npm", "", undefined, "12.0.2"],
      ["np", "", "^11.0.0", "11.2.2"],
      ["np", "", undefined, "unknown"],
      ["lerna", "packages/gears", undefined, "8.2.4"],
      ["sr", "", "npm:semantic-release@24", "unknown"],
    ],
    all: [["np", ["10.3.0", "11.2.2"]]],
  },
  {
    title: "yarn.lock of yarn 4",
    path: "yarn.lock",
    text: `__metadata:
  version: 8
  cacheKey: 10c0

"@semantic-release/npm@npm:^12, @semantic-release/npm@npm:^12.0.2":
  version: 12.0.2
  resolution: "@semantic-release/npm@npm:12.0.2"

"gears@workspace:packages/gears":
  version: 0.0.0-use.local
  resolution: "gears@workspace:packages/gears"

"np@npm:^11.0.0":
  version: 11.2.2
  resolution: "np@npm:11.2.2"

"lerna@patch:lerna@npm%3A8.2.4#~/.yarn/patches/lerna.patch":
  version: 8.2.4
  resolution: "lerna@patch:lerna@npm%3A8.2.4#~/.yarn/patches/lerna.patch::version=8.2.4"

"semantic-release@npm:semantic-release@24, sr@npm:semantic-release@24":
  version: 24.2.9
  resolution: "semantic-release@npm:24.2.9"
`,
    finds: [
      ["@semantic-release/npm", "", "^12", "12.0.2"],
      ["np", "", "^11.0.0", "11.2.2"],
      ["np", "", undefined, "11.2.2"],
      ["gears", "", undefined, "unknown"],
      ["lerna", "", undefined, "unknown"],
      ["sr", "", undefined, "unknown"],
    ],
  },
  {
    title: "bun.lock",
    path: "bun.lock",
    text: `{
  "lockfileVersion": 1,
  "workspaces": { "": { "devDependencies": { "np": "^11.0.0", }, }, },
  "packages": {
    "@acme/np": ["@acme/np@1.0.0", "", {}, "sha512-x=="],

    "np": ["np@11.2.2", "", { "dependencies": { "execa": "^9" } }, "sha512-x=="],

    "sr": ["semantic-release@24.2.9", "", {}, "sha512-x=="],

    "gears/np": ["np@10.3.0", "", {}, "sha512-x=="],

    "levers": ["levers@workspace:packages/levers"],
  }
}
`,
    finds: [
      ["np", "", "^11.0.0", "11.2.2"],
      ["np", "packages/gears", undefined, "unknown"],
      ["@acme/np", "", undefined, "1.0.0"],
      ["sr", "", undefined, "unknown"],
      ["levers", "", undefined, "unknown"],
    ],
    all: [["np", ["11.2.2", "10.3.0"]]],
  },
];

for (const { title, path, text, finds, all = [] } of rows)
  for (const [end, written] of [
    ["", text],
    [" with CRLF", text.replaceAll("\n", "\r\n")],
  ] as const)
    test(title + end, () => {
      const file = { path, text: written };
      for (const [name, directory, asked, version] of finds) {
        const found = lockedVersion(file, { name, directory, asked });
        assert.equal(typeof found === "object" ? found.value : found, version, `${name} in "${directory}"`);
        if (typeof found === "object") assert.equal(textOf(found.span), version);
      }
      for (const [name, versions] of all) {
        const found = lockedVersions(file, name);
        assert.deepEqual(typeof found === "string" ? found : found.map(({ value }) => value), versions, name);
      }
    });

test("no cut of a lock file and no text throws, or gives a version that isn't there", () => {
  const paths = [...new Set(rows.map(({ path }) => path))];
  const cut = fc.constantFrom(...rows).chain(({ path, text }) =>
    fc
      .tuple(fc.constantFrom(path, ...paths), fc.nat(text.length), fc.string({ maxLength: 20 }))
      .map(([to, at, tail]) => ({
        path: to,
        text: text.slice(0, at) + tail,
      })),
  );
  fc.assert(
    fc.property(cut, fc.constantFrom("np", "sr", "@semantic-release/npm", "a.*(", ""), (file, name) => {
      for (const directory of ["", "packages/gears"]) {
        const found = lockedVersion(file, { name, directory, asked: "^11.0.0" });
        if (typeof found === "object") assert.equal(textOf(found.span), found.value);
      }
      lockedVersions(file, name);
    }),
    { numRuns: 300 },
  );
});
