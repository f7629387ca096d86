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
  [
    "a caller hands on secrets that aren't named",
    {
      on: "on: workflow_call",
      files: {
        ".github/workflows/tag.yml":
          "on: push\njobs: { release: { uses: ./.github/workflows/release.yml, secrets: inherit, permissions: { contents: read, id-token: write } } }",
      },
    },
  ],
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
