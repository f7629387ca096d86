import { usualClaims, type Claims } from "../github.ts";
import type { World } from "../registry.ts";
import type { Scenario } from "../scenario.ts";
import { tokens } from "../tokens.ts";
import type { ToolVersion } from "../versions.ts";

/** A private repository, where none of them tries to sign: that isn't asked here. */
const claims: Claims = { ...usualClaims, repository_visibility: "private" };
const world: Partial<World> = { claims };
const refused: Partial<World> = { claims, publishers: [] };

const pnpm: readonly ToolVersion[] = ["pnpm 10.34.9", "pnpm 11.0.6", "pnpm 11.0.8", "pnpm 11.1.3"];
const yarn: readonly ToolVersion[] = ["yarn 4.18.1"];
const bun: readonly ToolVersion[] = ["bun 1.4.5"];
const yarnClassic: readonly ToolVersion[] = ["yarn 1.22.22"];
const project = "//REGISTRY/:_authToken=${NPM_TOKEN}\n";

const ofPnpm: readonly Scenario[] = [
  { id: "pnpm.no-token", title: "`id-token: write`, no token", tools: pnpm, world },
  {
    id: "pnpm.no-token-old-npm",
    title: "`id-token: write`, no token, and npm 10.9.9 on the PATH",
    tools: ["pnpm 10.34.9", "pnpm 11.1.3"],
    npmBeside: "10.9.9",
    world,
  },
  { id: "pnpm.no-permission", title: "No `id-token: write`, no token", tools: pnpm, idToken: false, world },
  { id: "pnpm.refused", title: "The exchange is refused; no token", tools: pnpm, world: refused },
  {
    id: "pnpm.setup-node-dummy",
    title: "`id-token: write`, the placeholder of setup-node v6",
    tools: pnpm,
    setupNode: 6,
    world,
  },
  {
    id: "pnpm.setup-node-valid",
    title: "`id-token: write`, a good NODE_AUTH_TOKEN",
    tools: pnpm,
    setupNode: 6,
    env: { NODE_AUTH_TOKEN: tokens.valid },
    world,
  },
  {
    id: "pnpm.no-permission-valid",
    title: "No `id-token: write`, a good NODE_AUTH_TOKEN",
    tools: pnpm,
    idToken: false,
    setupNode: 6,
    env: { NODE_AUTH_TOKEN: tokens.valid },
    world,
  },
  {
    id: "pnpm.refused-valid",
    title: "The exchange is refused; a good NODE_AUTH_TOKEN",
    tools: pnpm,
    setupNode: 6,
    env: { NODE_AUTH_TOKEN: tokens.valid },
    world: refused,
  },
  {
    id: "pnpm.refused-dummy",
    title: "The exchange is refused; the placeholder of setup-node v6",
    tools: pnpm,
    setupNode: 6,
    world: refused,
  },
  {
    id: "pnpm.project-npmrc-valid",
    title: "A good token through the project's `.npmrc`",
    tools: pnpm,
    npmrc: project,
    env: { NPM_TOKEN: tokens.valid },
    world,
  },
  {
    id: "pnpm.project-npmrc-revoked",
    title: "A bad token through the project's `.npmrc`",
    tools: pnpm,
    npmrc: project,
    env: { NPM_TOKEN: tokens.revoked },
    world,
  },
  {
    id: "pnpm.project-npmrc-empty",
    title: "The project's `.npmrc` names a variable that is empty",
    tools: pnpm,
    npmrc: project,
    env: { NPM_TOKEN: "" },
    world,
  },
  {
    id: "pnpm.project-npmrc-unset",
    title: "The project's `.npmrc` names a variable that isn't set",
    tools: pnpm,
    npmrc: project,
    world,
  },
  {
    id: "pnpm.home-npmrc-valid",
    title: "A good token in `~/.npmrc`",
    tools: pnpm,
    home: `//REGISTRY/:_authToken=${tokens.valid}\n`,
    world,
  },
];

/** What pnpm, and tools that run it or npm, pass on to npm. */
const passedOn: readonly Scenario[] = [
  {
    id: "pnpm.no-git-checks",
    title: "`pnpm publish --no-git-checks`, and npm 12 on the PATH",
    tools: ["pnpm 10.18.2", "pnpm 10.18.3", "pnpm 10.34.9", "pnpm 11.28.11", "pnpm 12.21.0"],
    world,
  },
  {
    id: "pnpm.report-summary",
    title: "`pnpm publish --no-git-checks --report-summary`, and npm 12 on the PATH",
    tools: ["pnpm 10.34.9"],
    command: "pnpm publish --no-git-checks --report-summary",
    world,
  },
  {
    id: "pnpm.recursive-no-git-checks",
    title: "`pnpm -r publish --no-git-checks`, and npm 12 on the PATH",
    tools: ["pnpm 10.18.2"],
    files: { "pnpm-workspace.yaml": "packages: []\n" },
    command: "pnpm -r publish --no-git-checks",
    world,
  },
  {
    id: "pnpm.no-git-checks-npm-11",
    title: "`pnpm publish --no-git-checks`, and npm 11.21.2 on the PATH",
    tools: ["pnpm 10.18.2"],
    npmBeside: "11.21.2",
    world,
  },
  {
    id: "changesets.pnpm",
    title: "`changeset publish` in a repository of pnpm 10.18.2, and npm 12 on the PATH",
    tools: ["changesets 2.31.1", "changesets 3.0.3"],
    managerBeside: "pnpm 10.18.2",
    files: { "pnpm-lock.yaml": "lockfileVersion: '9.0'\n" },
    world,
  },
  {
    id: "changesets.newer-pnpm",
    title: "`changeset publish` in a repository of pnpm 10.18.3, and npm 12 on the PATH",
    tools: ["changesets 2.31.1", "changesets 3.0.3"],
    managerBeside: "pnpm 10.18.3",
    files: { "pnpm-lock.yaml": "lockfileVersion: '9.0'\n" },
    world,
  },
  {
    id: "changesets.npm",
    title: "`changeset publish` in a repository of npm",
    tools: ["changesets 2.31.1", "changesets 3.0.3"],
    files: { "package-lock.json": "{}\n" },
    world,
  },
  {
    id: "release-it.registry",
    title: "`publishConfig.registry`, and npm 12 on the PATH",
    tools: ["release-it 20.2.1", "release-it 21.1.2"],
    manifest: { publishConfig: { registry: "https://REGISTRY/" } },
    world,
  },
  {
    id: "release-it.registry-npm-11",
    title: "`publishConfig.registry`, and npm 11.21.2 on the PATH",
    tools: ["release-it 20.2.1"],
    npmBeside: "11.21.2",
    manifest: { publishConfig: { registry: "https://REGISTRY/" } },
    world,
  },
  {
    id: "release-it.no-token",
    title: "`id-token: write`, no token",
    tools: ["release-it 20.2.1", "release-it 21.1.2"],
    world,
  },
  {
    id: "pnpm.workspace-protocol",
    title: "A dependency `workspace:^`",
    tools: ["pnpm 12.21.0"],
    manifest: { dependencies: { a: "workspace:^" } },
    files: {
      "pnpm-workspace.yaml": "packages: [packages/*]\n",
      "packages/a/package.json": '{ "name": "a", "version": "2.0.0" }\n',
    },
    world,
  },
  { id: "lerna.no-token", title: "`id-token: write`, no token", tools: ["lerna 10.1.1"], world },
];

const ofYarn: readonly Scenario[] = [
  { id: "yarn.no-token", title: "`id-token: write`, no token", tools: ["yarn 4.9.4", ...yarn], world },
  { id: "yarn.no-permission", title: "No `id-token: write`, no token", tools: yarn, idToken: false, world },
  { id: "yarn.refused", title: "The exchange is refused; no token", tools: yarn, world: refused },
  {
    id: "yarn.token-valid",
    title: "`id-token: write`, a good YARN_NPM_AUTH_TOKEN",
    tools: yarn,
    env: { YARN_NPM_AUTH_TOKEN: tokens.valid },
    world,
  },
  {
    id: "yarn.token-revoked",
    title: "`id-token: write`, a bad YARN_NPM_AUTH_TOKEN",
    tools: yarn,
    env: { YARN_NPM_AUTH_TOKEN: tokens.revoked },
    world,
  },
  {
    id: "yarn.token-empty",
    title: "`id-token: write`, and YARN_NPM_AUTH_TOKEN is empty",
    tools: yarn,
    env: { YARN_NPM_AUTH_TOKEN: "" },
    world,
  },
  {
    id: "yarn.setup-node-valid",
    title: "`id-token: write`, a good NODE_AUTH_TOKEN, which yarn doesn't read",
    tools: yarn,
    setupNode: 6,
    env: { NODE_AUTH_TOKEN: tokens.valid },
    world,
  },
  {
    id: "yarn.refused-setup-node-valid",
    title: "The exchange is refused; a good NODE_AUTH_TOKEN, which yarn doesn't read",
    tools: yarn,
    setupNode: 6,
    env: { NODE_AUTH_TOKEN: tokens.valid },
    world: refused,
  },
  {
    id: "yarn.no-permission-provenance",
    title: "No `id-token: write`, a good YARN_NPM_AUTH_TOKEN, `--provenance`",
    tools: yarn,
    idToken: false,
    env: { YARN_NPM_AUTH_TOKEN: tokens.valid },
    command: "yarn npm publish --provenance",
    world,
  },
  {
    id: "yarn.no-permission-no-token-provenance",
    title: "No `id-token: write`, no token, `--provenance`",
    tools: yarn,
    idToken: false,
    command: "yarn npm publish --provenance",
    world,
  },
  { id: "yarn.classic-no-token", title: "`id-token: write`, no token", tools: yarnClassic, world },
  {
    id: "yarn.classic-setup-node-dummy",
    title: "`id-token: write`, the placeholder of setup-node v6",
    tools: yarnClassic,
    setupNode: 6,
    world,
  },
  {
    id: "yarn.classic-install-unset",
    title: "`yarn install` after setup-node v7 with `registry-url`, and NODE_AUTH_TOKEN isn't set",
    tools: yarnClassic,
    setupNode: 7,
    command: "yarn install --offline",
    understood: { publish: false },
  },
  {
    id: "yarn.classic-install-empty",
    title: "`yarn install` after setup-node v7 with `registry-url`, and NODE_AUTH_TOKEN is empty",
    tools: yarnClassic,
    setupNode: 7,
    env: { NODE_AUTH_TOKEN: "" },
    command: "yarn install --offline",
    understood: { publish: false },
  },
  {
    id: "yarn.classic-workspace-protocol",
    title: "A dependency `workspace:^`",
    tools: yarnClassic,
    manifest: { dependencies: { a: "workspace:^" } },
    setupNode: 6,
    env: { NODE_AUTH_TOKEN: tokens.valid },
    world,
  },
  {
    id: "yarn.classic-setup-node-valid",
    title: "`id-token: write`, a good NODE_AUTH_TOKEN",
    tools: yarnClassic,
    setupNode: 6,
    env: { NODE_AUTH_TOKEN: tokens.valid },
    world,
  },
];

const ofBun: readonly Scenario[] = [
  { id: "bun.no-token", title: "`id-token: write`, no token", tools: bun, world },
  {
    id: "bun.setup-node-dummy",
    title: "`id-token: write`, the placeholder of setup-node v6",
    tools: bun,
    setupNode: 6,
    world,
  },
  {
    id: "bun.setup-node-valid",
    title: "`id-token: write`, a good NODE_AUTH_TOKEN",
    tools: bun,
    setupNode: 6,
    env: { NODE_AUTH_TOKEN: tokens.valid },
    world,
  },
  {
    id: "bun.variable-valid",
    title: "`id-token: write`, a good NPM_CONFIG_TOKEN",
    tools: bun,
    env: { NPM_CONFIG_TOKEN: tokens.valid },
    world,
  },
  {
    id: "bun.project-npmrc-valid",
    title: "A good token through the project's `.npmrc`",
    tools: bun,
    npmrc: project,
    env: { NPM_TOKEN: tokens.valid },
    world,
  },
];

export const tools: readonly Scenario[] = [...ofPnpm, ...passedOn, ...ofYarn, ...ofBun];
