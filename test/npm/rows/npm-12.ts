import type { Scenario } from "../scenario.ts";
import type { NpmVersion } from "../versions.ts";

const both: readonly NpmVersion[] = ["11.21.2", "12.2.2"];
const nothing = { publish: false } as const;

/** Options that npm doesn't know, which npm 12 refuses. */
const options: readonly Scenario[] = [
  {
    id: "l.no-git-checks",
    title: "`--no-git-checks`, an option of pnpm",
    npm: both,
    command: "npm publish --no-git-checks",
  },
  { id: "l.public", title: "`--public`, an option of no tool any more", npm: both, command: "npm publish --public" },
  {
    id: "l.recursive",
    title: "`--recursive`, an option of pnpm",
    npm: both,
    command: "npm publish --recursive",
  },
  {
    id: "l.abbreviation",
    title: "`--acces`, the beginning of an option",
    npm: both,
    command: "npm publish --acces public",
  },
  { id: "l.double-d", title: "`-dd`, a long option after one hyphen", npm: both, command: "npm publish -dd" },
  {
    id: "l.ci-option",
    title: "`npm ci --frozen-lockfile`, an option of other package managers",
    npm: both,
    files: { "package-lock.json": lockWith({}) },
    command: "npm ci --frozen-lockfile",
    understood: nothing,
  },
  {
    id: "l.version-option",
    title: "`npm version patch --no-verify`, which npm 12 doesn't check",
    npm: both,
    command: "npm version patch --no-git-tag-version --no-verify",
    understood: nothing,
  },
  {
    id: "l.npmrc-email",
    title: "`email=` in the project's `.npmrc`",
    npm: both,
    npmrc: "email=octocat@example.com\n",
  },
  {
    id: "l.npmrc-host-email",
    title: "`//REGISTRY/:email=` in the project's `.npmrc`",
    npm: both,
    npmrc: "//REGISTRY/:email=octocat@example.com\n",
  },
];

/** Other changes of npm 12 (docs/facts/npm.md#installing-dependencies, docs/facts/npm.md#output). */
const changes: readonly Scenario[] = [
  {
    id: "l.pack-json",
    title: "`npm pack --json`",
    npm: both,
    command: "npm pack --json --dry-run --loglevel=error",
    understood: nothing,
  },
  {
    id: "l.install-script",
    title: "`npm ci` with a dependency that has an install script",
    npm: both,
    manifest: { dependencies: { native: "file:native" } },
    files: {
      "package-lock.json": lockWith({ native: "file:native" }),
      "native/package.json": '{ "name": "native", "version": "1.0.0", "scripts": { "install": "node build.js" } }\n',
      "native/build.js": 'require("node:fs").writeFileSync("built", "");\n',
    },
    command: "npm ci --install-links",
    understood: nothing,
  },
  {
    id: "l.ci-without-lock",
    title: "`npm ci` without a lock file",
    npm: ["10.9.9", ...both],
    command: "npm ci",
    understood: nothing,
  },
];

/** What the word after `publish` is taken for. */
const targets: readonly Scenario[] = [
  {
    id: "m.two-folders",
    title: "Two folders",
    npm: ["10.9.9", ...both],
    files: { "a/package.json": packageNamed("a"), "b/package.json": packageNamed("b") },
    command: "npm publish ./a ./b",
  },
  { id: "m.stage-twice", title: "`npm stage publish` with two folders", npm: both, command: "npm stage publish . ." },
  {
    id: "m.bare-word",
    title: "`npm publish dist`, next to a folder `dist`",
    npm: both,
    files: { "dist/package.json": packageNamed("widgets") },
    command: "npm publish dist",
    world: { published: [] },
  },
  {
    id: "m.folder",
    title: "`npm publish packages/a`, a folder",
    npm: both,
    files: { "packages/a/package.json": packageNamed("a") },
    command: "npm publish packages/a",
  },
  {
    id: "m.folder-with-slash",
    title: "`npm publish dist/`",
    npm: both,
    files: { "dist/package.json": packageNamed("widgets") },
    command: "npm publish dist/",
  },
];

/** Versions that a step before the publish makes. */
const versions: readonly Scenario[] = [
  {
    id: "o.version-prerelease",
    title: "After `npm version prerelease --preid beta`",
    npm: both,
    before: "npm version prerelease --preid beta --no-git-tag-version",
  },
  {
    id: "o.version-literal",
    title: "After `npm version 0.0.0-abc1234`",
    npm: both,
    before: "npm version 0.0.0-abc1234 --no-git-tag-version",
  },
  {
    id: "o.version-tagged",
    title: "After `npm version 0.0.0-abc1234`, `--tag canary`",
    npm: both,
    before: "npm version 0.0.0-abc1234 --no-git-tag-version",
    command: "npm publish --tag canary",
  },
];

/** Dependencies on packages of the workspace (docs/facts/npm.md#protocols). */
const protocols: readonly Scenario[] = [
  {
    id: "o.workspace-protocol",
    title: "Dependencies `workspace:^` and `catalog:`",
    npm: both,
    manifest: { dependencies: { a: "workspace:^", lodash: "catalog:" } },
  },
  {
    id: "o.workspace-protocol-installed",
    title: "An install of a package with a dependency `workspace:*`",
    npm: both,
    files: { "lib/package.json": packageWith({ dependencies: { a: "workspace:*" } }) },
    before: "cd lib && npm pack --silent",
    command: "npm install --no-save --no-audit --offline --loglevel=error ./lib/lib-1.0.0.tgz",
    understood: nothing,
  },
  {
    id: "o.workspace-protocol-bundled",
    title: "An install of a package that bundles its dependency `workspace:*`",
    npm: both,
    files: {
      "lib/package.json": packageWith({ dependencies: { a: "workspace:*" }, bundleDependencies: ["a"] }),
      "lib/node_modules/a/package.json": packageNamed("a"),
    },
    before: "cd lib && npm pack --silent",
    command: "npm install --no-save --no-audit --offline --loglevel=error ./lib/lib-1.0.0.tgz",
    understood: nothing,
  },
];

function packageWith(fields: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify({ name: "lib", version: "1.0.0", ...fields })}\n`;
}

export const npm12: readonly Scenario[] = [...options, ...changes, ...targets, ...versions, ...protocols];

function packageNamed(name: string): string {
  return `${JSON.stringify({ name, version: "1.0.1", repository: "github:acme/widgets" }, null, 2)}\n`;
}

function lockWith(dependencies: Readonly<Record<string, string>>): string {
  const packages = {
    "": { name: "widgets", version: "1.0.1", ...(Object.keys(dependencies).length === 0 ? {} : { dependencies }) },
    ...Object.fromEntries(
      Object.entries(dependencies).map(([name, resolved]) => [
        `node_modules/${name}`,
        { version: "1.0.0", resolved, hasInstallScript: true },
      ]),
    ),
  };
  return `${JSON.stringify({ name: "widgets", version: "1.0.1", lockfileVersion: 3, requires: true, packages }, null, 2)}\n`;
}
