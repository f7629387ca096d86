import type { Release, Row } from "./silent.ts";
import { manifest, run, step } from "./tools.ts";

const withNp = (version: string): string => manifest(`"devDependencies": { "np": "${version}" }`);
const npLock = (entry: string): Readonly<Record<string, string>> => ({
  "package-lock.json": `{ "name": "widgets", "lockfileVersion": 3, "packages": { "node_modules/np": { ${entry} } } }`,
});
const unlocked = { "package-lock.json": "" };

/** np 10 by package.json and lock file. */
export const np: Release = {
  ...run("npx np --no-tests"),
  package: withNp("^10.0.0"),
  files: npLock('"version": "10.0.7"'),
};

/** Each leaves open which version of a tool that npm installs it is. */
export const hiddenVersions: readonly Row[] = [
  ["npx runs a tag of the tool", run("npx np@next"), ["warning unlocked-code"]],
  ["npx runs a version that isn't constant", run("npx np@$NP_VERSION")],
  ["npx runs a version that is an input", run("npx np@${{ inputs.np }}")],
  ["pnpm fetches the newest one", run("pnpm dlx np"), ["warning unlocked-code"]],
  ["bun fetches the newest one", run("bunx np@latest"), ["warning unlocked-code"]],
  ["npx fetches other packages for it", run("npx -p np-fork np")],
  ["a bare command finds what the machine has", run("np --no-tests")],
  [
    "it is installed globally by a tag",
    { ...run("np --no-tests"), steps: "- run: npm install -g np@next" },
    ["warning unlocked-code"],
  ],
  ["another user's tool", run("sudo np")],
  ["the range allows a good version, and there is no lock file", { package: withNp(">=10"), files: unlocked }],
  ["package.json asks for a tag", { package: withNp("latest"), files: unlocked }],
  ["package.json asks for a branch", { package: withNp("github:acme/np#oidc"), files: unlocked }],
  ["package.json asks for a folder", { package: withNp("file:tools/np"), files: unlocked }],
  ["package.json asks for another package", { package: withNp("npm:np-fork@10.0.0"), files: unlocked }],
  ["package.json asks for a package of the workspace", { package: withNp("workspace:*"), files: unlocked }],
  ["the catalog isn't there", { package: withNp("catalog:"), files: unlocked }],
  [
    "the catalog has another name",
    {
      package: withNp("catalog:tools"),
      files: { ...unlocked, "pnpm-workspace.yaml": "catalogs: { build: { np: 10.0.0 } }" },
    },
  ],
  [
    "the catalog can't be read",
    { package: withNp("catalog:"), files: unlocked, given: { unknown: ["pnpm-workspace.yaml"] } },
  ],
  ["nothing here names it", { package: manifest('"private": false'), files: unlocked }],
  ["the lock file can't be read", { given: { unknown: ["package-lock.json"] } }],
  ["the folder can't be listed", { given: { unknown: ["/"] } }],
  ["the lock file is bun's binary one", { files: { "bun.lockb": "bun" } }],
  [
    "the lock file names another place",
    { files: npLock('"version": "10.0.7", "resolved": "git+ssh://git@acme.dev/np.git"') },
  ],
  ["the lock file names another package", { files: npLock('"name": "np-fork", "version": "10.0.7"') }],
  ["the lock file has a link", { files: npLock('"resolved": "tools/np", "link": true') }],
  ["the lock file is half typed", { files: npLock('"version": "10.') }],
  ["the lock file contradicts package.json", { package: withNp("^11.0.0") }],
  ["two lock files contradict each other", { files: { "yarn.lock": 'np@^10.0.0:\n  version "10.0.5"\n' } }],
  [
    "an override for some who need it",
    { package: manifest('"devDependencies": { "np": "^10.0.0" }, "overrides": { "release>np": "11.0.0" }') },
  ],
  [
    "an override that can't be read",
    { package: manifest('"devDependencies": { "np": "^10.0.0" }, "overrides": { "np": ["11.0.0"] }') },
  ],
  ["package.json can't be read", { given: { unknown: ["package.json"] } }],
  ["np publishes another folder", run("npx np --contents dist")],
  ["np publishes with another package manager", run("npx np --package-manager pnpm")],
  ["an option isn't constant", run("npx np $OPTIONS")],
];

/** semantic-release of a version that knows no OIDC. */
export const semanticRelease: Release = {
  ...run("npx semantic-release"),
  package: manifest('"devDependencies": { "semantic-release": "^24.0.0" }'),
};
const withRelease = (release: string): Release => ({
  package: manifest(`"devDependencies": { "semantic-release": "^24.0.0" }, "release": ${release}`),
});

/** Each leaves open what semantic-release does. */
export const hiddenSemanticReleases: readonly Row[] = [
  ["its configuration is a program", { files: { "release.config.mjs": "export default plugins();" } }],
  ["its configuration can't be read", { files: { ".releaserc": "{" }, given: { unknown: [".releaserc"] } }],
  ["its configuration comes from elsewhere", withRelease('{ "extends": "@acme/release" }')],
  ["its configuration is named on the command line", run("npx semantic-release --extends ./ci/release.js")],
  ["its plugins are named on the command line", run("npx semantic-release --plugins @acme/publish")],
  ["its plugins aren't a list", withRelease('{ "plugins": { "npm": true } }')],
  ["one of its plugins can't be read", withRelease('{ "plugins": [1] }')],
  ["the range allows a good version", { package: manifest('"devDependencies": { "semantic-release": ">=24" }') }],
  [
    "the plugin's copies differ",
    {
      files: {
        "package-lock.json": `{ "lockfileVersion": 3, "packages": { "node_modules/semantic-release": { "version": "24.2.9" },
          "node_modules/@semantic-release/npm": { "version": "13.1.0" },
          "node_modules/semantic-release/node_modules/@semantic-release/npm": { "version": "12.0.2" } } }`,
      },
    },
  ],
  ["an action brings it", { publish: "- uses: cycjimmy/semantic-release-action@v4" }],
  [
    "an action brings a version that is an input",
    { publish: step("cycjimmy/semantic-release-action@v4", 'semantic_version: "${{ inputs.version }}"') },
  ],
  ["many packages", run("npx multi-semantic-release")],
  ["the token's name is known, its value isn't", { job: 'env: { NPM_TOKEN: "${{ inputs.token }}" }' }],
  [
    "an old way to log in",
    { job: "env: { NPM_USERNAME: acme, NPM_PASSWORD: secret, NPM_EMAIL: x@acme.dev, NPM_TOKEN: '' }" },
  ],
];

/** semantic-release that exchanges, over the npm of an old Node. */
export const semanticReleaseOverPnpm: Release = {
  ...run("npx semantic-release"),
  setup: step("actions/setup-node@v6", "node-version: 22.11.0"),
  package: manifest('"devDependencies": { "semantic-release": "25.0.1" }'),
  files: { "pnpm-lock.yaml": "lockfileVersion: '9.0'\n" },
};
const noPnpm = { "pnpm-lock.yaml": "" };

/** Each brings semantic-release an npm of its own, or may. */
export const hiddenNpms: readonly Row[] = [
  [
    "Plug'n'Play keeps its npm",
    { files: { ...noPnpm, "yarn.lock": "__metadata:\n  version: 8\n", ".yarnrc.yml": "nodeLinker: pnp\n" } },
  ],
  [
    "yarn's linker isn't named",
    { files: { ...noPnpm, "yarn.lock": "__metadata:\n  version: 8\n", ".yarnrc.yml": "a: b\n" } },
  ],
  [
    "yarn's settings can't be read",
    { files: { ...noPnpm, "yarn.lock": "__metadata:\n  version: 8\n" }, given: { unknown: [".yarnrc.yml"] } },
  ],
  ["there are several lock files", { files: { "package-lock.json": "{}" } }],
  ["bun installs it", { files: { ...noPnpm, "bun.lock": "{}" } }],
];
