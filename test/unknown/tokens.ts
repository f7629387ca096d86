import { ownMachine } from "./rows.ts";
import type { Release, Row } from "./silent.ts";

export const secret = "${{ secrets.NPM_TOKEN }}";
const registry = "- uses: actions/setup-node@v6\n  with: { node-version: 24, registry-url: https://REGISTRY }";
const publish = (value: string, line = "npm publish"): Release => ({
  publish: `- run: ${line}\n  env: { NODE_AUTH_TOKEN: ${JSON.stringify(value)} }`,
});
export const byToken: Release = { setup: registry, ...publish(secret) };

/** Each leaves open whether there is a token at all, or which. */
export const hiddenTokens: readonly Row[] = [
  ["the token is there only for some runs", publish("${{ github.event_name == 'push' && secrets.NPM_TOKEN || '' }}")],
  ["the token is an input", publish("${{ inputs.token }}")],
  ["the token is a variable of the repository", publish("${{ vars.NPM_TOKEN }}")],
  ["the token is a step's output", publish("${{ steps.token.outputs.value }}")],
  ["the token is one of several", publish("${{ secrets[matrix.token] }}")],
  [
    "the token is replaced by a step",
    { steps: '- run: echo "NODE_AUTH_TOKEN=$(pass show it)" >> $GITHUB_ENV', publish: "- run: npm publish" },
  ],
  [
    "the token may be replaced by the script",
    publish(secret, '|\n    if [ -n "$OTHER" ]; then export NODE_AUTH_TOKEN=$OTHER; fi\n    npm publish'),
  ],
  [
    "the token is replaced by what a command says",
    publish(secret, "|\n    export NODE_AUTH_TOKEN=$(pass show it)\n    npm publish"),
  ],
  ["the environment can't be read", { publish: "- run: npm publish\n  env: ${{ fromJSON(vars.ENVIRONMENT) }}" }],
  ["a called workflow has no caller here", { on: "on: workflow_call" }],
];

/** Each leaves open what the id-token is for, or whether the job has it. */
export const hiddenGrants: readonly Row[] = [
  ["provenance is a variable of the repository", { job: 'env: { NPM_CONFIG_PROVENANCE: "${{ vars.PROVENANCE }}" }' }],
  ["the id-token may be there for an attestation", { steps: "- uses: actions/attest@v4" }],
  ["the id-token may be there for a cloud's login", { steps: "- uses: aws-actions/configure-aws-credentials@v5" }],
  ["the id-token may be there for a signature", { steps: "- run: cosign sign-blob --yes widgets.tgz" }],
  ["the block is an expression", { permissions: "${{ fromJSON(vars.PERMISSIONS) }}" }],
  ["the block has a merge key", { permissions: "{ <<: { id-token: write }, contents: read }" }],
];

const setup = (inputs: string): Release => ({
  setup: `- uses: actions/setup-node@v6\n  with: { node-version: 24, ${inputs} }`,
});
/** Each may need the `.npmrc` that setup-node writes. */
export const hiddenNeeds: readonly Row[] = [
  ["the registry is an input", setup('registry-url: "${{ inputs.registry }}"')],
  ["the registry is another one", setup("registry-url: https://npm.acme.dev")],
  ["a scope is given", setup('registry-url: https://REGISTRY, scope: "@acme"')],
  ["setup-node's inputs can't be read", { setup: "- uses: actions/setup-node@v6\n  with: ${{ fromJSON(vars.NODE) }}" }],
  ["the project's `.npmrc` can't be read", { given: { unknown: [".npmrc"] } }],
  ["the project's `.npmrc` names a registry", { files: { ".npmrc": "@acme:registry=https://npm.acme.dev\n" } }],
  ["the job names the variable", { steps: "- run: NODE_AUTH_TOKEN=$(pass show npm) npm ci" }],
  ["the job names the file", { steps: "- run: cat $NPM_CONFIG_USERCONFIG" }],
  ["a step of the job chooses a registry", { steps: "- run: npm ci --registry https://npm.acme.dev" }],
  ["yarn has another registry by default", { steps: "- run: yarn install --frozen-lockfile" }],
  [
    "the package names the file",
    { package: `{ "name": "widgets", "repository": "acme/widgets", "files": [".npmrc"] }` },
  ],
  ["an action may read it", { steps: "- uses: acme/install@v1" }],
  ["an action of the repository may read it", { steps: "- uses: ./.github/actions/install" }],
  ["another publish of the job isn't understood", { steps: "- run: make publish" }],
  ["another publish of the job may go elsewhere", { steps: '- run: npm publish --registry "${{ vars.REGISTRY }}"' }],
  [
    "another tool publishes",
    {
      publish: "- run: npx np",
      package: `{ "name": "widgets", "repository": "acme/widgets", "devDependencies": { "np": "11.0.0" } }`,
    },
  ],
  ["a container may have a file of its own", { job: "container: node:24" }],
  ["a self-hosted runner may have one", ownMachine],
];
