import type { Release, Row } from "./silent.ts";
import { manifest, run } from "./tools.ts";

/** release-it without the option that lets it go through OIDC. */
export const releaseIt: Release = {
  ...run("npx release-it --ci"),
  package: manifest('"devDependencies": { "release-it": "^21.0.0" }'),
};

/** Each leaves open whether release-it checks the login. */
export const hiddenReleaseIts: readonly Row[] = [
  ["its configuration is a program", { files: { ".release-it.ts": "export default settings();" } }],
  ["its configuration is in another language", { files: { ".release-it.toml": "[npm]\nskipChecks = true\n" } }],
  [
    "its configuration comes from elsewhere",
    { files: { ".release-it.json": '{ "extends": "github:acme/settings" }' } },
  ],
  [
    "its configuration can't be read",
    { files: { ".release-it.json": "{}" }, given: { unknown: [".release-it.json"] } },
  ],
  ["the folder can't be listed", { given: { unknown: ["/"] } }],
  ["a configuration lies in `.config`", { files: { ".config/.release-it.yaml": "npm:\n  skipChecks: true\n" } }],
  ["there are two configurations", { files: { ".release-it.json": "{}", ".release-it.yaml": "npm: {}\n" } }],
  ["`npm` is something else", { files: { ".release-it.json": '{ "npm": [] }' } }],
  ["`skipChecks` is something else", { files: { ".release-it.json": '{ "npm": { "skipChecks": "no" } }' } }],
  ["a configuration is named", run("npx release-it --ci --config ci/release.json")],
  ["one is inherited on the command line", run("npx release-it --ci --extends github:acme/settings")],
  ["an argument isn't constant", run("npx release-it --ci $OPTIONS")],
  ["the folder is an input", { publish: '- run: npx release-it --ci\n  working-directory: "${{ inputs.folder }}"' }],
];

/** semantic-release with a registry that isn't spelled as it wants it. */
export const semanticRelease: Release = {
  ...run("npx semantic-release"),
  package: manifest(
    '"devDependencies": { "semantic-release": "^25.0.1" }, "publishConfig": { "registry": "https://REGISTRY" }',
  ),
};

/** Each leaves open how the registry is spelled, or who reads it. */
export const hiddenSpellings: readonly Row[] = [
  ["the range allows one that is too old", { package: (semanticRelease.package ?? "").replace("^25.0.1", ">=24") }],
  ["package.json can't be read", { given: { unknown: ["package.json"] } }],
  ["package.json is written by a step", { steps: "- run: cp release/package.json package.json" }],
  [
    "another folder is published",
    { files: { ".releaserc": '{ "plugins": [["@semantic-release/npm", { "pkgRoot": "dist" }]] }' } },
  ],
  ["its configuration is a program", { files: { "release.config.js": "export default settings();" } }],
];

/** The registry of the environment, for packages that name none. */
export const byEnvironment: Release = {
  ...run("npx semantic-release"),
  package: manifest('"devDependencies": { "semantic-release": "^25.0.1" }'),
  job: 'env: { NPM_CONFIG_REGISTRY: "https://REGISTRY" }',
};
export const hiddenEnvironments: readonly Row[] = [
  ["the variable is an input", { job: 'env: { NPM_CONFIG_REGISTRY: "${{ vars.REGISTRY }}" }' }],
  ["the script sets it", run('NPM_CONFIG_REGISTRY="$(cat registry.txt)" npx semantic-release')],
  [
    "a step hands on another",
    { steps: '- run: echo "NPM_CONFIG_REGISTRY=$(cat registry.txt)" >> "$GITHUB_ENV"', job: "" },
  ],
];

/** Each may be a machine of GitHub's, or publish without provenance. */
export const hiddenRunners: readonly Row[] = [
  ["the runner is an expression", { runsOn: "${{ inputs.runner }}" }],
  ["one of two is picked", { runsOn: "${{ vars.LARGE && 'self-hosted' || 'ubuntu-latest' }}" }],
  ["the runner is a group", { runsOn: "{ group: release, labels: self-hosted }" }, ["info self-hosted-runner"]],
  ["the label isn't known", { runsOn: "acme-large" }],
  [
    "the matrix is made by another job",
    { runsOn: "${{ matrix.os }}", job: 'strategy: { matrix: { os: "${{ fromJSON(needs.plan.outputs.os) }}" } }' },
  ],
  ["provenance is an input", run("npm publish --provenance=${{ inputs.provenance }}")],
  ["provenance is a variable", { job: 'env: { NPM_CONFIG_PROVENANCE: "${{ vars.PROVENANCE }}" }' }],
  ["the access is an input", run("npm publish --access=${{ inputs.access }}")],
  ["the permissions are an expression", { permissions: "${{ fromJSON(vars.PERMISSIONS) }}" }],
];

/** On a self-hosted runner each may leave the publish to a token. */
export const hiddenTokens: readonly Row[] = [
  ["the id-token may be for something else", { steps: "- uses: acme/cloud-login@v1" }],
  ["the caller of a cloud's login asks for it", { steps: "- run: ./login.sh --oidc" }],
];

/** Each may bring the files. */
export const hiddenCheckouts: readonly Row[] = [
  ["an artifact", { checkout: "- uses: actions/download-artifact@v6" }],
  ["a cache", { checkout: "- uses: actions/cache@v5\n  with: { path: ., key: sources }" }],
  ["an action that isn't known", { checkout: "- uses: acme/sources@v1" }],
  ["an action of this repository by its own reference", { checkout: "- uses: $/.github/actions/sources" }],
  ["a clone", { checkout: "- run: git clone https://github.com/acme/widgets ." }],
  ["a clone by `gh`", { checkout: "- run: gh repo clone acme/widgets ." }],
  ["an archive", { checkout: "- run: curl -sL https://acme.dev/sources.tgz | tar xz" }],
  ["a script that can't be read", { checkout: "- run: import sources\n  shell: python" }],
  ["a file is written", { checkout: "- run: echo '{}' > package.json" }],
  ["a program of another tool", { checkout: "- run: docker cp build:/dist ." }],
  ["a new package", { checkout: "- run: npm init -y" }],
  ["a package of the registry", { checkout: "- run: npm pack widgets@1.0.0" }],
  ["a container", { job: "container: node:24" }],
  ["a machine that isn't known", { runsOn: "acme-large" }],
  ["a package from elsewhere", run("npm publish https://acme.dev/widgets.tgz")],
  ["only where there is a package", run("test -f package.json && npm publish")],
  ["only where there is a file", { publish: "- run: npm publish\n  if: hashFiles('package.json') != ''" }],
  ["another folder", run('cd "$SOURCES" && npm publish')],
];
