import {
  single,
  packages,
  many,
  manyOfPnpm,
  workspace,
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

export const npmWays: readonly Way[] = [
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

export const managerWays: readonly Way[] = [
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

export const changesetsWays: readonly Way[] = [
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
