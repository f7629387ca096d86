/** Repositories of every kind that `init` meets: the files of each, minimal. */
export const kinds: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "a bare package": { "package.json": manifest({ name: "widgets", version: "1.2.3" }), "package-lock.json": "{}\n" },
  "no lock file, no scripts": { "package.json": '{ "name": "widgets", "version": "0.1.0-beta.1" }' },
  "scripts of all kinds": {
    "package.json": manifest({
      name: "@acme/widgets",
      version: "1.2.3",
      scripts: { build: "tsc", test: "node --test", prepublishOnly: "npm run build", postpublish: "echo done" },
      publishConfig: { access: "restricted", tag: "beta" },
    }),
    "package-lock.json": "{}\n",
    ".nvmrc": "22\n",
  },
  "CRLF and tabs": {
    "package.json": '\uFEFF{\r\n\t"name": "widgets",\r\n\t"version": "1.2.3"\r\n}\r\n',
    "package-lock.json": "{}\r\n",
  },
  "npm workspaces of one version": {
    "package.json": manifest({ private: true, workspaces: ["packages/*"], scripts: { test: "node --test" } }),
    "package-lock.json": "{}\n",
    "packages/a/package.json": manifest({ name: "@acme/a", version: "2.0.0", scripts: { build: "tsc" } }),
    "packages/b/package.json": manifest({ name: "@acme/b", version: "2.0.0" }),
    "packages/c/package.json": manifest({ name: "@acme/c", version: "2.0.0", private: true }),
  },
  "workspaces of different versions and a root": {
    "package.json": manifest({ name: "acme", version: "3.0.0", workspaces: ["packages/*", "tools/my cli"] }),
    "package-lock.json": "{}\n",
    "packages/a/package.json": manifest({ name: "@acme/a", version: "2.0.0" }),
    "tools/my cli/package.json": manifest({ name: "@acme/cli", version: "1.0.0-rc.0" }),
  },
  "a pnpm monorepo": {
    "package.json": manifest({ private: true, packageManager: "pnpm@10.20.0", scripts: { build: "pnpm -r build" } }),
    "pnpm-lock.yaml": "lockfileVersion: '9.0'\n",
    "pnpm-workspace.yaml": "packages:\n  - packages/*\ncatalog:\n  yaml: ^2.9.0\n",
    "packages/core/package.json": manifest({ name: "core", version: "1.0.0", scripts: { build: "tsc" } }),
    "packages/cli/package.json": manifest({ name: "cli", version: "1.0.0", dependencies: { core: "workspace:^" } }),
  },
  "pnpm that no field names": {
    "package.json": manifest({ name: "widgets", version: "1.2.3", scripts: { test: "vitest run" } }),
    "pnpm-lock.yaml": "lockfileVersion: '9.0'\n",
  },
  "yarn 4": {
    "package.json": manifest({ private: true, packageManager: "yarn@4.12.0", workspaces: { packages: ["libs/*"] } }),
    "yarn.lock": "__metadata:\n  version: 8\n",
    ".yarnrc.yml": "nodeLinker: node-modules\n",
    "libs/a/package.json": manifest({ name: "a", version: "1.0.0", scripts: { build: "tsc" } }),
    "libs/b/package.json": manifest({ name: "b", version: "1.1.0" }),
  },
  "yarn of the repository's own": {
    "package.json": manifest({ name: "widgets", version: "1.2.3" }),
    "yarn.lock": "__metadata:\n  version: 8\n",
    ".yarnrc.yml": "yarnPath: .yarn/releases/yarn-4.12.0.cjs\n",
    ".node-version": "24.20.0\n",
  },
  "yarn 1": {
    "package.json": manifest({ private: true, workspaces: ["packages/*"] }),
    "yarn.lock": "# yarn lockfile v1\n",
    "packages/a/package.json": manifest({ name: "a", version: "1.0.0", scripts: { build: "tsc" } }),
  },
  "a bun monorepo": {
    "package.json": manifest({ private: true, workspaces: ["packages/*"], scripts: { test: "bun test" } }),
    "bun.lock": "{}\n",
    "packages/a/package.json": manifest({ name: "a", version: "1.0.0", scripts: { build: "bun build" } }),
    "packages/b/package.json": manifest({ name: "b", version: "1.0.0" }),
  },
  lerna: {
    "package.json": manifest({ private: true, devDependencies: { lerna: "^9.0.0" } }),
    "package-lock.json": "{}\n",
    "lerna.json": manifest({ version: "independent", packages: ["modules/*"] }),
    "modules/a/package.json": manifest({ name: "a", version: "1.0.0" }),
    "modules/b/package.json": manifest({ name: "b", version: "2.0.0" }),
  },
  "nx with tags of its own": {
    "package.json": manifest({ private: true, workspaces: ["libs/*"], devDependencies: { nx: "^22.0.0" } }),
    "package-lock.json": "{}\n",
    "nx.json": manifest({ release: { projects: ["libs/*"], releaseTagPattern: "release/{version}" } }),
    "libs/a/package.json": manifest({ name: "a", version: "1.0.0" }),
  },
  "release-it in package.json": {
    "package.json": manifest({
      name: "widgets",
      version: "1.2.3",
      devDependencies: { "release-it": "^20.0.0" },
      "release-it": { git: { tagName: "v${version}" } },
    }),
    "package-lock.json": "{}\n",
  },
  bumpp: {
    "package.json": manifest({ name: "widgets", version: "1.2.3", devDependencies: { bumpp: "^10.0.0" } }),
    "package-lock.json": "{}\n",
  },
  "changesets 2": {
    "package.json": manifest({
      private: true,
      workspaces: ["packages/*"],
      devDependencies: { "@changesets/cli": "^2.29.0" },
    }),
    "package-lock.json": "{}\n",
    ".changeset/config.json": manifest({ baseBranch: "trunk", ignore: ["docs"], access: "public" }),
    "packages/a/package.json": manifest({ name: "a", version: "1.0.0" }),
    "packages/docs/package.json": manifest({ name: "docs", version: "1.0.0" }),
  },
  "changesets 3 with pnpm": {
    "package.json": manifest({
      private: true,
      packageManager: "pnpm@11.2.0",
      devDependencies: { "@changesets/cli": "3.0.3" },
    }),
    "pnpm-lock.yaml": "lockfileVersion: '9.0'\n",
    "pnpm-workspace.yaml": "packages: [packages/*]\n",
    ".changeset/config.json": manifest({ baseBranch: "main" }),
    "packages/a/package.json": manifest({ name: "a", version: "1.0.0" }),
    "packages/b/package.json": manifest({ name: "b", version: "1.0.0" }),
  },
  "release-please": {
    "package.json": manifest({ name: "widgets", version: "1.2.3" }),
    "package-lock.json": "{}\n",
    "release-please-config.json": manifest({ packages: { ".": {} } }),
    ".release-please-manifest.json": manifest({ ".": "1.2.3" }),
    ".github/workflows/ci.yml": "on:\n  push:\n    branches: [master]\njobs: {}\n",
  },
  "release-please without a configuration": {
    "package.json": manifest({ name: "widgets", version: "1.2.3" }),
    "package-lock.json": "{}\n",
    ".github/workflows/rp.yml":
      "on:\n  push:\n    branches: [main]\njobs:\n  pr:\n    runs-on: ubuntu-latest\n    permissions: { contents: write, pull-requests: write }\n    steps:\n      - uses: googleapis/release-please-action@v4\n        with: { release-type: node }\n",
  },
  "semantic-release": {
    "package.json": manifest({
      name: "widgets",
      version: "0.0.0-development",
      scripts: { build: "tsc", test: "node --test" },
      devDependencies: { "semantic-release": "^25.0.1" },
    }),
    "pnpm-lock.yaml": "lockfileVersion: '9.0'\n",
    ".releaserc.json": manifest({ branches: ["main"] }),
  },
  "CI with another Node, and tags without a v": {
    "package.json": manifest({
      name: "widgets",
      version: "1.2.3",
      scripts: { compile: "tsc", test: "node --test", prepublishOnly: "echo 'publish dist' && exit 1" },
      publishConfig: { directory: "dist" },
    }),
    "package-lock.json": "{}\n",
    ".npmrc": 'tag-version-prefix=""\n',
    ".github/workflows/ci.yml":
      "on: [push, pull_request]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    strategy:\n      matrix:\n        node: [18, 20, 21]\n    steps:\n      - uses: actions/checkout@v6\n      - uses: actions/setup-node@v6\n        with:\n          node-version: ${{ matrix.node }}\n      - run: npm ci\n      - run: npm run compile && npm test\n",
  },
  "an old pnpm, and packages that need each other": {
    "package.json": manifest({ private: true }),
    "pnpm-lock.yaml": "lockfileVersion: '6.0'\n",
    "pnpm-workspace.yaml": "packages: [packages/*]\n",
    "packages/app/package.json": manifest({ name: "app", version: "1.0.0", dependencies: { zlib: "workspace:*" } }),
    "packages/zlib/package.json": manifest({ name: "zlib", version: "1.0.0", scripts: { build: "tsc" } }),
  },
  "npm workspaces that need each other": {
    "package.json": manifest({ private: true, workspaces: ["packages/*"] }),
    "package-lock.json": "{}\n",
    "packages/app/package.json": manifest({
      name: "@acme/app",
      version: "1.0.0",
      dependencies: { "@acme/zlib": "1.0.0" },
      scripts: { build: "node build.js" },
    }),
    "packages/zlib/package.json": manifest({
      name: "@acme/zlib",
      version: "1.0.0",
      scripts: { build: "node build.js" },
    }),
  },
  "a package in a folder of its own": {
    "README.md": "A library in two languages.\n",
    "js/package.json": manifest({ name: "widgets", version: "1.2.3", scripts: { build: "tsc" } }),
    "js/package-lock.json": "{}\n",
    "js/.nvmrc": "22\n",
  },
  "native parts": {
    "package.json": manifest({ name: "widgets", version: "1.2.3", scripts: { install: "node-gyp rebuild" } }),
    "package-lock.json": "{}\n",
    "binding.gyp": "{}\n",
  },
  "many packages": {
    "package.json": manifest({ private: true, workspaces: ["packages/*"] }),
    "package-lock.json": "{}\n",
    ...Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [
        `packages/component-${index}/package.json`,
        manifest({ name: `@acme/component-${index}`, version: "1.0.0" }),
      ]),
    ),
  },
  "publishers that are declared": {
    "package.json": manifest({ private: true, workspaces: ["packages/*"] }),
    "package-lock.json": "{}\n",
    "packages/a/package.json": manifest({ name: "a", version: "1.0.0" }),
    "packages/b/package.json": manifest({ name: "b", version: "1.0.0" }),
    ".github/trusted-publishers.json": manifest({
      packages: {
        a: [{ type: "github", repository: "acme/widgets", file: "old.yml", permissions: ["createPackage"] }],
      },
    }),
  },
};

function manifest(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
