/** A right way to publish: the steps behind the setup of Node, and the files that the tool needs. */
export interface Way {
  readonly name: string;
  readonly steps: readonly string[];
  /** What package.json at the root says beside a Node version. */
  readonly root: Readonly<Record<string, unknown>>;
  readonly files?: Readonly<Record<string, string>>;
  /** How often it publishes; 1 where it isn't said. */
  readonly publishes?: number;
  /** It publishes by a stored token, which the job has as NPM_TOKEN. */
  readonly token?: true;
  /** lint doesn't read this way yet, and says so. */
  readonly unread?: true;
}

const address = "git+https://github.com/acme/widgets.git";
const single = {
  name: "@acme/widgets",
  version: "1.2.0",
  repository: { type: "git", url: address },
  publishConfig: { access: "public" },
};
const gears = {
  ...single,
  name: "@acme/gears",
  repository: { type: "git", url: address, directory: "packages/gears" },
};
const packages = { "packages/gears/package.json": JSON.stringify(gears) };
const many = { name: "root", private: true, workspaces: ["packages/*"] };
const manyOfPnpm = { name: "root", private: true };
const workspace = { "pnpm-workspace.yaml": "packages: [packages/*]\n" };

const npmLock = (versions: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => ({
  "package-lock.json": JSON.stringify({
    lockfileVersion: 3,
    packages: Object.fromEntries(
      Object.entries(versions).map(([name, version]) => [`node_modules/${name}`, { version }]),
    ),
  }),
});
const pnpmLock = (name?: string, version?: string): Readonly<Record<string, string>> => ({
  "pnpm-lock.yaml":
    name === undefined
      ? "lockfileVersion: '9.0'\n"
      : `lockfileVersion: '9.0'\nimporters:\n  .:\n    devDependencies:\n      ${name}:\n        specifier: ^${version}\n        version: ${version}\n`,
});
const berry = {
  ".yarnrc.yml": "nodeLinker: node-modules\n",
  "yarn.lock": "__metadata:\n  version: 8\n",
};

const npmCi = "- run: npm ci";
const pnpmSetup = "- uses: pnpm/action-setup@v4";
const pnpmInstall = "- run: pnpm install --frozen-lockfile";
const yarnInstall = ["- run: corepack enable", "- run: yarn install --immutable"];
const uses = (name: string, version: string, script?: string): Readonly<Record<string, unknown>> => ({
  devDependencies: { [name]: version },
  ...(script === undefined ? {} : { scripts: { build: "tsc", release: script } }),
});

const npmWays: readonly Way[] = [
  { name: "npm", root: single, steps: [npmCi, "- run: npm publish --access public"], files: npmLock() },
  { name: "npm, provenance asked for", root: single, steps: ["- run: npm publish --provenance --access public"] },
  {
    name: "npm, all workspaces",
    root: many,
    steps: [npmCi, "- run: npm publish --workspaces"],
    files: { ...packages, ...npmLock() },
  },
  {
    name: "npm in a package script",
    root: { ...single, scripts: { build: "tsc", release: "npm run build && npm publish" } },
    steps: [npmCi, "- name: Publish\n  run: |\n    git config user.name release\n    npm run release -- --tag latest"],
  },
  {
    name: "npm in a workspace's folder",
    root: many,
    steps: ["- run: npm publish\n  working-directory: packages/gears"],
    files: packages,
  },
  {
    name: "npm, a loop over folders",
    root: many,
    steps: ["- run: |\n    for package in packages/gears; do\n      (cd $package && npm publish)\n    done"],
    files: packages,
  },
  {
    name: "npm, a folder that is built",
    root: single,
    steps: [npmCi, "- run: npm run build", "- run: npm publish ./dist"],
  },
  {
    name: "npm, a tarball",
    root: single,
    steps: ["- run: npm pack --pack-destination out", "- run: npm publish ./out/*.tgz"],
  },
  { name: "npm stage", root: single, steps: [npmCi, "- run: npm stage publish"] },
  { name: "npx npm", root: single, steps: ["- run: npx -y npm@11.16.0 publish"] },
  { name: "retried npm", root: single, steps: ["- run: npm publish || (sleep 20 && npm publish)"], publishes: 2 },
];

const managerWays: readonly Way[] = [
  {
    name: "pnpm 10",
    root: { ...single, packageManager: "pnpm@10.20.0" },
    steps: [pnpmSetup, pnpmInstall, "- run: pnpm publish --no-git-checks"],
    files: pnpmLock(),
  },
  {
    name: "pnpm 10, recursive",
    root: manyOfPnpm,
    steps: [
      `${pnpmSetup}\n  with: { version: 10 }`,
      pnpmInstall,
      '- run: pnpm --filter "./packages/*" publish --access public --no-git-checks',
    ],
    files: { ...workspace, ...packages, ...pnpmLock() },
  },
  {
    name: "pnpm 11, recursive",
    root: { ...manyOfPnpm, packageManager: "pnpm@11.5.2" },
    steps: [pnpmSetup, pnpmInstall, "- run: pnpm -r publish --no-git-checks --report-summary"],
    files: { ...workspace, ...packages, ...pnpmLock() },
  },
  {
    name: "pnpm 12",
    root: single,
    steps: [`${pnpmSetup}\n  with:\n    version: 12`, pnpmInstall, "- run: pnpm publish --provenance"],
    files: pnpmLock(),
  },
  {
    name: "yarn 4",
    root: { ...single, packageManager: "yarn@4.12.0" },
    steps: [...yarnInstall, "- run: yarn npm publish --access public --provenance"],
    files: berry,
  },
  {
    name: "yarn 4, all workspaces",
    root: { ...many, packageManager: "yarn@4.18.1" },
    steps: [...yarnInstall, "- run: yarn workspaces foreach --all --no-private npm publish --tolerate-republish"],
    files: { ...berry, ...packages },
  },
];

const changesetsWays: readonly Way[] = [
  {
    name: "changesets",
    root: { ...many, ...uses("@changesets/cli", "^2.29.0") },
    steps: [npmCi, "- run: npx changeset publish"],
    files: { ...packages, ...npmLock(), ".changeset/config.json": '{ "access": "public" }' },
  },
  {
    name: "changesets/action 1",
    root: { ...many, ...uses("@changesets/cli", "^2.29.0", "npm run build && changeset publish") },
    steps: [
      npmCi,
      "- uses: changesets/action@v1\n  with:\n    publish: npm run release\n  env:\n    GITHUB_TOKEN: ${{ secrets.GITHUB_TOKEN }}\n    NPM_TOKEN: ''",
    ],
    files: { ...packages, ...npmLock(), ".changeset/config.json": '{ "access": "public", "ignore": [] }' },
  },
  {
    name: "changesets/action 2 with pnpm",
    root: { ...manyOfPnpm, packageManager: "pnpm@11.9.0", ...uses("@changesets/cli", "^3.0.0", "changeset publish") },
    steps: [pnpmSetup, pnpmInstall, "- uses: changesets/action@v2\n  with: { publish-script: pnpm release }"],
    files: { ...workspace, ...packages, ...pnpmLock(), ".changeset/config.json": '{ "access": "public" }' },
  },
  {
    name: "changesets/action by commit",
    root: { ...manyOfPnpm, packageManager: "pnpm@10.20.0", ...uses("@changesets/cli", "^2.29.0") },
    steps: [
      pnpmSetup,
      pnpmInstall,
      `- uses: changesets/action@${"0123456789".repeat(4)} # v1.7.0\n  with:\n    publish: pnpm exec changeset publish\n  env: { GITHUB_TOKEN: "\${{ github.token }}" }`,
    ],
    files: { ...workspace, ...packages, ...pnpmLock(), ".changeset/config.json": '{ "access": "public" }' },
  },
];

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
    root: single,
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
    steps: ["- run: yarn install --frozen-lockfile", "- run: yarn publish --new-version 1.2.1"],
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
