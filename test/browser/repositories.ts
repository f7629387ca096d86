import { spellRegistry } from "../pages/registry.ts";

/** A repository's files by path. Its remote is acme/widgets on GitHub. */
export type Files = Readonly<Record<string, string>>;

const release = ".github/workflows/release.yml";
const repository = { type: "git", url: "git+https://github.com/acme/widgets.git" };

function manifest(more: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify({ version: "1.4.0", license: "MIT", ...more }, null, 2)}\n`;
}

/** An old Node, no permission, no repository: three things stop it. */
const broken: Files = {
  "package.json": manifest({ name: "widgets" }),
  [release]: `name: Release
on:
  release:
    types: [published]
permissions:
  contents: read
jobs:
  publish:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with:
          node-version: 22
      - run: npm ci
      - run: npm publish
`,
};

const packages = ["core", "theme", "cli", "react", "vue", "icons", "tokens", "docs"];

/** Eight packages in folders, of which one is private, one has no repository and one has its own .npmrc. */
const monorepo: Files = {
  "package.json": manifest({ name: "widgets-monorepo", private: true, packageManager: "pnpm@10.12.1" }),
  "pnpm-workspace.yaml": "packages:\n  - packages/*\n",
  ".changeset/config.json": '{ "access": "public", "baseBranch": "main" }\n',
  ".gitignore": "node_modules\ndist\n",
  ...Object.fromEntries(
    packages.map((name) => [
      `packages/${name}/package.json`,
      manifest({
        name: `@acme/${name}`,
        ...(name === "theme" ? {} : { repository: { ...repository, directory: `packages/${name}` } }),
        ...(name === "docs" ? { private: true } : {}),
        ...(name === "cli" ? { dependencies: { "@acme/core": "workspace:^" } } : {}),
      }),
    ]),
  ),
  "packages/core/.npmrc": "provenance=true\n",
  "packages/core/node_modules/inner/package.json": manifest({ name: "inner" }),
  [release]: `name: Release
on:
  push:
    branches: [main]
permissions:
  contents: write
  pull-requests: write
  id-token: write
jobs:
  release:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - uses: pnpm/action-setup@v4
      - uses: actions/setup-node@v6
        with:
          node-version: 24
      - run: pnpm install
      - uses: changesets/action@v1
        with:
          publish: pnpm changeset publish
        env:
          GITHUB_TOKEN: \${{ secrets.GITHUB_TOKEN }}
`,
};

const semanticRelease: Files = {
  "package.json": manifest({
    name: "widgets",
    repository,
    devDependencies: { "semantic-release": "^24.0.0" },
    release: { branches: ["main"] },
  }),
  ".npmrc": "//REGISTRY/:_authToken=${NPM_TOKEN}\n",
  [release]: `name: Release
on:
  push:
    branches: [main]
permissions:
  contents: write
jobs:
  release:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with:
          node-version: 24
      - run: npm ci
      - run: npx semantic-release
        env:
          GITHUB_TOKEN: \${{ secrets.GITHUB_TOKEN }}
          NPM_TOKEN: \${{ secrets.NPM_TOKEN }}
`,
};

const correct: Files = {
  "package.json": manifest({ name: "widgets", repository, scripts: { release: "npm publish" } }),
  ".github/trusted-publishers.json": `${JSON.stringify(
    {
      packages: { widgets: [{ type: "github", repository: "acme/widgets", file: "release.yml", environment: "npm" }] },
    },
    null,
    2,
  )}\n`,
  ".github/actions/setup/action.yml": `name: Setup
runs:
  using: composite
  steps:
    - uses: actions/setup-node@v6
      with:
        node-version: 24
`,
  [release]: `name: Release
on:
  push:
    tags: [v*]
jobs:
  publish:
    runs-on: ubuntu-latest
    environment: npm
    permissions:
      contents: read
      id-token: write
    steps:
      - uses: actions/checkout@v6
      - uses: ./.github/actions/setup
      - run: npm run release
`,
};

/** Those that the desktop and the browser must agree on. */
export const repositories: Readonly<Record<string, Files>> = {
  "a broken single package": broken,
  "a monorepo of eight with pnpm and changesets": monorepo,
  "semantic-release with a token": Object.fromEntries(
    Object.entries(semanticRelease).map(([path, text]) => [path, spellRegistry(text)]),
  ),
  "an empty repository": { "README.md": "# Widgets\n" },
  "a correct release": correct,
};
