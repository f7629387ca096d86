import { hiddenClients } from "./clients.ts";
import { hiddenCredentials } from "./credentials.ts";
import { hiddenPackages } from "./packages.ts";
import { keepsPackage, keepsSetup, onlySetup } from "./rows.ts";
import { silentOnUnknown, type Release, type Row } from "./silent.ts";

/** Each may read another `.npmrc` than the one that is committed. */
const hiddenFiles: readonly Row[] = [
  ["the `.npmrc` can't be read", { given: { unknown: [".npmrc"] } }],
  ["a step repairs it", { steps: "- run: npm config fix" }],
  ["a step takes it away", { steps: "- run: rm -f .npmrc" }],
  ["a step moves it", { steps: "- run: mv .npmrc /tmp" }],
  ["a step writes it anew", { steps: "- run: echo 'fund=false' > .npmrc" }],
  ["a checkout of another ref", { checkout: "- uses: actions/checkout@v6\n  with: { ref: next }" }],
  ["a checkout of another repository", { checkout: "- uses: actions/checkout@v6\n  with: { repository: acme/other }" }],
  ["it isn't known what is checked out", { checkout: "- run: gh repo clone acme/widgets ." }],
  ["the folder isn't known", { publish: '- run: npm publish\n  working-directory: "${{ inputs.folder }}"' }],
  ["the folder is built", { publish: "- run: npm publish\n  working-directory: dist" }],
];
const withFile = (text: string): Release => ({ files: { ".npmrc": text } });
const hidden = [...hiddenFiles, ...hiddenClients.filter(onlySetup)];

silentOnUnknown("npmrc-unscoped-auth", withFile("_authToken=${NPM_TOKEN}\n"), "maybe", hidden);
silentOnUnknown("npmrc-unknown-key", withFile("always-auth=true\n"), "maybe", [
  ...hidden,
  ["another tool installs", { files: { "yarn.lock": "# yarn lockfile v1\n" } }],
]);

const restricted: Release = {
  package: `{ "name": "@acme/widgets", "version": "1.0.0", "repository": "acme/widgets", "publishConfig": { "access": "restricted", "provenance": true } }`,
};
silentOnUnknown("provenance-unavailable", restricted, "maybe", [
  ...hiddenPackages.filter(keepsPackage),
  ["the access is an input", { publish: '- run: npm publish --access "${{ inputs.access }}"' }],
  ["provenance is an input", { publish: "- run: npm publish --provenance=${{ inputs.provenance }}" }],
]);

const inWorkspace: Release = {
  package: `{ "name": "root", "private": true, "workspaces": ["packages/*"] }`,
  files: {
    "packages/a/package.json": `{ "name": "a", "version": "1.0.0", "repository": "acme/widgets" }`,
    "packages/a/.npmrc": "access=public\n",
  },
  publish: "- run: npm publish -w packages/a",
};
silentOnUnknown("npmrc-ignored", inWorkspace, "maybe", [
  ["its `.npmrc` can't be read", { given: { unknown: ["packages/a/.npmrc"] } }],
  ["the root's `.npmrc` can't be read", { given: { unknown: [".npmrc"] } }],
  ["the root's package.json can't be read", { package: "", given: { unknown: ["package.json"] } }],
  ["the workspace is an input", { publish: "- run: npm publish -w ${{ inputs.package }}" }],
  ["the access is an input", { publish: '- run: npm publish -w packages/a --access "${{ inputs.access }}"' }],
  ["whether it is a workspace is a variable", { job: 'env: { NPM_CONFIG_WORKSPACES: "${{ vars.WORKSPACES }}" }' }],
]);

const publishes = hiddenPackages.filter(keepsPackage);
silentOnUnknown(
  "private-package",
  { package: `{ "name": "widgets", "version": "1.0.0", "private": true }` },
  "maybe",
  publishes,
);
silentOnUnknown(
  "prerelease-tag",
  { package: `{ "name": "widgets", "version": "2.0.0-beta.1", "repository": "acme/widgets" }` },
  "maybe",
  [
    // Neither the version nor a tag is among what is set.
    ...publishes.filter(([why]) => why !== "package.json is set"),
    ...hiddenClients.filter(onlySetup),
    ["the tag is an input", { publish: '- run: npm publish --tag "${{ inputs.tag }}"' }],
    ["the tag is a variable", { job: 'env: { NPM_CONFIG_TAG: "${{ vars.TAG }}" }' }],
    ["the release is picked", { publish: "- run: npm publish\n  if: ${{ vars.FINAL }}" }],
  ],
);

const login = (lines: string): Release => ({ steps: `- run: |\n    ${lines}` });
silentOnUnknown("oidc-unsupported-command", { steps: "- run: npm whoami" }, "maybe", [
  ...hiddenCredentials.filter(keepsSetup).filter(([, { steps }]) => steps === undefined),
  ["what follows decides", login("npm whoami || exit 0")],
  ["a condition decides", login('if [ "$CHECK" ]; then npm whoami; fi')],
  ["the registry is an input", { steps: '- run: npm whoami --registry "${{ inputs.registry }}"' }],
  ["the step is picked", { steps: "- run: npm whoami\n  if: ${{ inputs.check }}" }],
  ["the step has another .npmrc", { steps: "- run: npm whoami\n  env: { NPM_CONFIG_USERCONFIG: ci.npmrc }" }],
]);
