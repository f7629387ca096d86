import type { Release, Row } from "./silent.ts";

export const run = (line: string): Release => ({ publish: `- run: ${line}` });
export const step = (uses: string, inputs: string): string => `- uses: ${uses}\n  with: { ${inputs} }`;
export const manifest = (more: string): string =>
  `{ "name": "widgets", "version": "1.0.0", "repository": "acme/widgets", ${more} }`;

/** lerna 8 in a monorepo of one package. */
export const lerna: Release = {
  ...run("npx lerna publish from-package --yes"),
  package: `{ "name": "root", "private": true, "workspaces": ["packages/*"], "devDependencies": { "lerna": "8.2.4" } }`,
  files: { "packages/widgets/package.json": manifest('"license": "MIT"') },
};
const lernaWith = (more: string): string =>
  `{ "name": "root", "private": true, "workspaces": ["packages/*"], ${more} }`;

/** Each leaves open what lerna publishes, or which lerna. */
export const hiddenLernas: readonly Row[] = [
  ["lerna-lite has the same command", { package: lernaWith('"devDependencies": { "@lerna-lite/cli": "^4.0.0" }') }],
  [
    "lerna-lite is there as well",
    { package: lernaWith('"devDependencies": { "lerna": "8.2.4", "@lerna-lite/publish": "^4" }') },
  ],
  ["the range allows a good version", { package: lernaWith('"devDependencies": { "lerna": ">=8" }') }],
  ["another folder is published", run("npx lerna publish from-package --contents dist")],
  ["a login of its own", run("npx lerna publish from-package --legacy-auth x")],
  [
    "a package has a registry of its own",
    { files: { "packages/widgets/package.json": manifest('"publishConfig": { "registry": "https://npm.acme.dev" }') } },
  ],
  [
    "a package can't be read",
    { files: { "packages/widgets/package.json": "{" }, given: { unknown: ["packages/widgets/package.json"] } },
  ],
  ["the packages can't be listed", { given: { unknown: ["packages/"] } }],
  [
    "the globs can't be matched",
    { package: lernaWith('"devDependencies": { "lerna": "8.2.4" }').replace("packages/*", "packages/+(a|aa)") },
  ],
  ["a configuration that can't be read", { given: { unknown: ["lerna.json"] } }],
];

/** yarn 4.9.1, as corepack brings it. */
export const yarn: Release = { ...run("yarn npm publish"), package: manifest('"packageManager": "yarn@4.9.1"') };

/** Each leaves open which yarn it is, or what it sends. */
export const hiddenYarns: readonly Row[] = [
  ["`packageManager` names no exact version", { package: manifest('"packageManager": "yarn@4"') }],
  ["`packageManager` names a tag", { package: manifest('"packageManager": "yarn@stable"') }],
  ["`packageManager` is filled in later", { package: manifest('"packageManager": "yarn@${YARN_VERSION}"') }],
  ["`packageManager` names another one", { package: manifest('"packageManager": "pnpm@10.0.0"') }],
  ["nothing names its version", { package: manifest('"license": "MIT"') }],
  [
    "a range that allows a good version",
    { package: manifest('"devEngines": { "packageManager": { "name": "yarn", "version": "^4.9.0" } }') },
  ],
  ["`.yarnrc.yml` can't be read", { given: { unknown: [".yarnrc.yml"] } }],
  ["`.yarnrc.yml` names a program without a version", { files: { ".yarnrc.yml": "yarnPath: tools/yarn.cjs\n" } }],
  ["`.yarnrc.yml` is a list", { files: { ".yarnrc.yml": "- yarnPath\n" } }],
  ["a step chooses the version", { steps: "- run: yarn set version stable" }],
  ["corepack chooses the version", { steps: "- run: corepack use yarn@latest" }],
  ["npx brings it", run("npx @yarnpkg/cli-dist npm publish")],
  ["a token is set by a step", { steps: '- run: yarn config set npmAuthToken "$(pass show npm)"' }],
  ["`.yarnrc.yml` is written by a step", { steps: "- run: cat ci/yarnrc.yml >> .yarnrc.yml" }],
  ["the token is an input", { job: 'env: { YARN_NPM_AUTH_TOKEN: "${{ inputs.token }}" }' }],
  ["the token is one of several texts", { files: { ".yarnrc.yml": 'npmAuthToken: "a-${KEY}"\n' } }],
  ["the token's variable isn't set here", { files: { ".yarnrc.yml": 'npmAuthToken: "${KEY}"\n' } }],
  ["scopes have tokens of their own", { files: { ".yarnrc.yml": "npmScopes: { acme: { npmAlwaysAuth: true } }\n" } }],
  [
    "registries have tokens of their own",
    { files: { ".yarnrc.yml": "npmRegistries: { //npm.acme.dev: { npmAlwaysAuth: true } }\n" } },
  ],
  ["the registry is a variable", { job: 'env: { YARN_NPM_PUBLISH_REGISTRY: "${{ vars.REGISTRY }}" }' }],
  ["the registry is filled in later", { files: { ".yarnrc.yml": 'npmPublishRegistry: "${REGISTRY}"\n' } }],
  ["packages are picked by what changed", run("yarn workspaces foreach --since npm publish")],
];

/** pnpm 11.0 next to the placeholder of setup-node. */
export const pnpm: Release = {
  ...run("pnpm publish --no-git-checks"),
  setup: `- uses: pnpm/action-setup@v4\n${step("actions/setup-node@v6", "node-version: 24, registry-url: https://REGISTRY")}`,
  package: manifest('"packageManager": "pnpm@11.0.2"'),
};
const setupPnpm = (first: string): string => (pnpm.setup ?? "").replace("- uses: pnpm/action-setup@v4", first);
const undeclared = manifest('"license": "MIT"');

/** Each leaves open which pnpm it is, or what it sends. */
export const hiddenPnpms: readonly Row[] = [
  ["nothing names its version", { package: undeclared }],
  ["`packageManager` names a range", { package: manifest('"packageManager": "pnpm@11"') }],
  ["`packageManager` is filled in later", { package: manifest('"packageManager": "pnpm@${PNPM_VERSION}"') }],
  [
    "the version is an input",
    { package: undeclared, setup: setupPnpm(step("pnpm/action-setup@v4", 'version: "${{ inputs.pnpm }}"')) },
  ],
  ["the version is a tag", { package: undeclared, setup: setupPnpm(step("pnpm/action-setup@v4", "version: next-11")) }],
  ["two versions contradict each other", { setup: setupPnpm(step("pnpm/action-setup@v4", "version: 10.1.0")) }],
  [
    "another package.json counts",
    { setup: setupPnpm(step("pnpm/action-setup@v4", "package_json_file: tools/package.json")) },
  ],
  [
    "it is installed under a condition",
    { package: undeclared, setup: setupPnpm(`${step("pnpm/action-setup@v4", "version: 11.0.2")}\n  if: vars.PNPM`) },
  ],
  ["another action brings it", { package: undeclared, setup: setupPnpm("- uses: jdx/mise-action@v3") }],
  [
    "an action of the repository brings it",
    { package: undeclared, setup: setupPnpm("- uses: ./.github/actions/prepare") },
  ],
  [
    "it is installed in a version that isn't constant",
    { package: undeclared, setup: setupPnpm("- run: npm install -g pnpm@$PNPM_VERSION") },
  ],
  ["corepack brings a tag", { package: undeclared, setup: setupPnpm("- run: corepack prepare pnpm@next --activate") }],
  ["package.json can't be read", { given: { unknown: ["package.json"] } }],
  [
    "the registries stand in pnpm-workspace.yaml",
    { files: { "pnpm-workspace.yaml": "registries: { default: https://npm.acme.dev }\n" } },
  ],
  ["pnpm-workspace.yaml can't be read", { given: { unknown: ["pnpm-workspace.yaml"] } }],
];

/** An action that demands a token. */
export const action: Release = { publish: "- uses: JS-DevTools/npm-publish@v3" };

/** Each leaves open which release of the action it is, or what it is given. */
export const hiddenActions: readonly Row[] = [
  [
    "the action is taken from a branch",
    { publish: "- uses: JS-DevTools/npm-publish@main" },
    ["warning unpinned-action"],
  ],
  [
    "the action is taken from a commit that nobody names",
    { publish: "- uses: JS-DevTools/npm-publish@19c28f1ef146469e409470805ea4279d47c3d35c" },
  ],
  [
    "the comment after the commit names no version",
    { publish: "- uses: JS-DevTools/npm-publish@19c28f1ef146469e409470805ea4279d47c3d35c # pinned" },
  ],
  ["a fork of the action", { publish: "- uses: acme/npm-publish@v3" }],
  ["the token is an input", { publish: step("JS-DevTools/npm-publish@v3", 'token: "${{ inputs.token }}"') }],
  [
    "the token is a step's output",
    { publish: step("JS-DevTools/npm-publish@v3", 'token: "${{ steps.token.outputs.it }}"') },
  ],
  ["the registry is an input", { publish: step("JS-DevTools/npm-publish@v3", 'registry: "${{ inputs.registry }}"') }],
  ["the package is an input", { publish: step("JS-DevTools/npm-publish@v3", 'package: "${{ inputs.package }}"') }],
  [
    "its inputs can't be read",
    { publish: "- uses: JS-DevTools/npm-publish@v3\n  with: ${{ fromJSON(vars.PUBLISH) }}" },
  ],
];

export const bun: Release = run("bun publish");

/** Each leaves open whether a token reaches bun. */
export const hiddenBuns: readonly Row[] = [
  ["bunfig.toml may name a token", { files: { "bunfig.toml": "[install]\n" } }],
  ["bunfig.toml can't be read", { given: { unknown: ["bunfig.toml"] } }],
  ["another variable looks like a token", { job: 'env: { BUN_AUTH_TOKEN: "${{ secrets.KEY }}" }' }],
  ["the token is an input", { job: 'env: { NPM_CONFIG_TOKEN: "${{ inputs.token }}" }' }],
  ["it is run by another command", run("retry-it 3 bun publish")],
  ["the registry is an input", run('bun publish --registry "${{ inputs.registry }}"')],
];

/** yarn 1 by its lock file. */
export const yarnClassic: Release = {
  ...run("yarn publish"),
  files: { "yarn.lock": '# yarn lockfile v1\n\n\nnp@^10.0.0:\n  version "10.0.7"\n' },
};

/** Each leaves open whether it is yarn 1. */
export const hiddenClassics: readonly Row[] = [
  ["there is no lock file", { files: { "yarn.lock": "" } }],
  ["the lock file can't be read", { given: { unknown: ["yarn.lock"] } }],
  ["the lock file is a later yarn's", { files: { "yarn.lock": "__metadata:\n  version: 8\n" } }],
  ["there are several lock files", { files: { "package-lock.json": "{}" } }],
  ["`packageManager` names a later one", { package: manifest('"packageManager": "yarn@4.9.1"') }],
  ["`packageManager` is filled in later", { package: manifest('"packageManager": "yarn@${YARN_VERSION}"') }],
  ["a later yarn's settings are there", { files: { ".yarnrc.yml": "nodeLinker: pnp\n" } }],
  ["the settings can't be read", { given: { unknown: [".yarnrc.yml"] } }],
  ["a workspace is published", run("yarn workspace widgets publish")],
];

/** auto with the npm plugin that it has by default. */
export const auto: Release = { ...run("npx auto shipit"), setup: step("actions/setup-node@v6", "node-version: 22") };

/** Each leaves open whether auto publishes to npm. */
export const hiddenAutos: readonly Row[] = [
  ["its configuration comes from elsewhere", { files: { ".autorc": '{ "extends": "@acme/auto" }' } }],
  ["its configuration is a program", { files: { "auto.config.js": "module.exports = plugins();" } }],
  ["its configuration can't be read", { files: { ".autorc": "{}" }, given: { unknown: [".autorc"] } }],
  ["one of its plugins can't be read", { files: { ".autorc": '{ "plugins": [1] }' } }],
  ["the token is an input", { job: 'env: { NPM_TOKEN: "${{ inputs.token }}" }' }],
];

/** changesets over the npm of an old Node. */
export const changesets: Release = {
  ...run("npx changeset publish"),
  setup: step("actions/setup-node@v6", "node-version: 22"),
  package: manifest('"devDependencies": { "@changesets/cli": "2.29.0" }'),
};

/** Each leaves open what changesets publishes, and with what. */
export const hiddenChangesets: readonly Row[] = [
  ["its configuration can't be read", { given: { unknown: [".changeset/config.json"] } }],
  ["its configuration is no object", { files: { ".changeset/config.json": "[]" } }],
  [
    "the globs that it leaves out can't be matched",
    { files: { ".changeset/config.json": `{ "ignore": ["${"a".repeat(2_000)}"] }` } },
  ],
  [
    "there are several lock files",
    { files: { "package-lock.json": "{}", "pnpm-lock.yaml": "lockfileVersion: '9.0'\n" } },
  ],
];
