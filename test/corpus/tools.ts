import { changesetsWays, managerWays, npmWays } from "./managers.ts";
import {
  single,
  packages,
  many,
  npmLock,
  pnpmLock,
  berry,
  npmCi,
  pnpmSetup,
  pnpmInstall,
  yarnInstall,
  uses,
  type Way,
} from "./parts.ts";

const semantic = { ...single, version: "0.0.0-development" };
const toolWays: readonly Way[] = [
  {
    name: "semantic-release with npm",
    root: { ...semantic, ...uses("semantic-release", "^25.0.0") },
    steps: [npmCi, "- run: npx semantic-release\n  env: { GITHUB_TOKEN: '${{ secrets.GITHUB_TOKEN }}' }"],
    files: npmLock({ "semantic-release": "25.0.2", "@semantic-release/npm": "13.1.2" }),
  },
  {
    name: "semantic-release with yarn",
    root: { ...semantic, packageManager: "yarn@4.12.0", ...uses("semantic-release", "^25.0.2") },
    steps: [...yarnInstall, "- run: yarn semantic-release"],
    files: berry,
  },
  {
    name: "semantic-release with pnpm",
    root: { ...semantic, packageManager: "pnpm@10.20.0", ...uses("semantic-release", "^25.0.2", "semantic-release") },
    steps: [pnpmSetup, pnpmInstall, "- run: pnpm release\n  env:\n    GITHUB_TOKEN: ${{ github.token }}"],
    files: pnpmLock("semantic-release", "25.0.2"),
  },
  {
    name: "lerna 9",
    root: { ...many, ...uses("lerna", "^9.0.0") },
    steps: [npmCi, "- run: npx lerna publish from-package --yes"],
    files: { ...packages, ...npmLock({ lerna: "9.0.3" }), "lerna.json": '{ "version": "independent" }' },
  },
  {
    name: "nx release",
    root: { ...many, ...uses("nx", "^22.0.0") },
    steps: [npmCi, "- run: npx nx release publish\n  env: { NPM_CONFIG_PROVENANCE: true }"],
    files: { ...packages, ...npmLock(), "nx.json": '{ "release": { "projects": ["packages/*"] } }' },
  },
  {
    name: "release-it",
    root: { ...single, ...uses("release-it", "^19.0.0"), "release-it": { npm: { skipChecks: true } } },
    steps: [npmCi, "- run: npx release-it --ci"],
    files: npmLock(),
  },
  {
    name: "np 11",
    root: { ...single, ...uses("np", "^11.0.0") },
    steps: [npmCi, "- run: npx np --no-tests --yolo ${{ inputs.version }}"],
    files: npmLock({ np: "11.2.0" }),
  },
  {
    name: "JS-DevTools/npm-publish",
    root: many,
    steps: [npmCi, "- uses: JS-DevTools/npm-publish@v4.1.1\n  with:\n    package: ./packages/gears"],
    files: packages,
  },
  {
    name: "release-please, then npm",
    root: single,
    steps: [
      "- uses: googleapis/release-please-action@v4\n  id: release",
      "- if: steps.release.outputs.release_created\n  run: npm ci",
      "- if: steps.release.outputs.release_created\n  run: npm publish",
    ],
  },
  {
    name: "napi",
    root: single,
    steps: [npmCi, "- run: npx napi prepublish -t npm --skip-gh-release", "- run: npm publish"],
    publishes: 2,
  },
];

const npmrc = { ".npmrc": "//REGISTRY/:_authToken=${NPM_TOKEN}\n" };
const tokenWays: readonly Way[] = [
  {
    name: "lerna 8 by token",
    token: true,
    root: { ...many, ...uses("lerna", "^8.0.0") },
    steps: [npmCi, "- run: npx lerna publish from-git --yes"],
    files: { ...npmrc, ...packages, ...npmLock({ lerna: "8.2.3" }), "lerna.json": '{ "version": "independent" }' },
  },
  {
    name: "yarn 1 by token",
    token: true,
    root: { ...single, packageManager: "yarn@1.22.22" },
    // setup-node 7 names a variable and leaves it unset, at which Yarn 1 stops (docs/facts/github.md#setup-node-and-registry-url).
    steps: ["yarn install --frozen-lockfile", "yarn publish --new-version 1.2.1"].map(
      (command) => `- run: ${command}\n  env: { NODE_AUTH_TOKEN: "" }`,
    ),
    files: { ...npmrc, "yarn.lock": "# yarn lockfile v1\n" },
  },
  {
    name: "bun by token",
    token: true,
    root: single,
    steps: [
      "- uses: oven-sh/setup-bun@v2",
      "- run: bun publish --access public\n  env:\n    NPM_CONFIG_TOKEN: ${{ secrets.NPM_TOKEN }}",
    ],
    files: { "bun.lock": '{ "lockfileVersion": 1 }' },
  },
  {
    name: "npm by token",
    token: true,
    root: single,
    steps: [npmCi, "- run: npm publish"],
    files: { ...npmrc, ...npmLock() },
  },
];

export const ways: readonly Way[] = [...npmWays, ...managerWays, ...changesetsWays, ...toolWays, ...tokenWays];
