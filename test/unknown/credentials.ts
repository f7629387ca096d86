import { ownMachine } from "./rows.ts";
import type { Row } from "./silent.ts";

const secret = "${{ secrets.KEY }}";
const action = (text: string): Readonly<Record<string, string>> => ({ ".github/actions/login/action.yml": text });
const setup = "- uses: actions/setup-node@v6\n  with: { node-version: 24, registry-url: https://REGISTRY }";

/** Where the release writes the same file anyway, it hides nothing. */
export const conditionalSetup: Row = [
  "setup-node writes its file under a condition",
  {
    steps: `- uses: actions/setup-node@v6\n  if: github.event.inputs.token == 'true'\n  with: { registry-url: https://REGISTRY }`,
  },
];

/** Each may bring a token, or another one. */
export const hiddenCredentials: readonly Row[] = [
  ["a secret is handed to a remote action", { steps: `- uses: acme/prepare@v1\n  with: { npm-key: "${secret}" }` }],
  [
    "a remote action has a secret in its environment",
    { steps: `- uses: acme/prepare@v1\n  env: { NPM_KEY: "${secret}" }` },
  ],
  ["a remote action is called after npm", { steps: "- uses: acme/npm-session@v1" }],
  ["a remote action's inputs name the registry", { steps: "- uses: acme/session@v1\n  with: { registry: acme }" }],
  ["an action brings secrets", { steps: "- uses: hashicorp/vault-action@4c06c5ccf5c0761b6029f56cfb1dcf5565918a3b" }],
  [
    "another action brings secrets",
    { steps: "- uses: 1password/load-secrets-action@dafbe7cb03502b260e2b2893c753c352eee545bf" },
  ],
  [
    "a secret is handed to a script in a composite action",
    {
      steps: `- uses: ./.github/actions/login\n  with: { token: "${secret}" }`,
      files: action(
        'runs:\n  using: composite\n  steps:\n    - run: node scripts/login.mjs\n      shell: bash\n      env: { NPM_TOKEN: "${{ inputs.token }}" }',
      ),
    },
  ],
  ["a composite action can't be read", { steps: "- uses: ./.github/actions/login" }],
  [
    "a composite action calls another one",
    {
      steps: "- uses: ./.github/actions/login",
      files: action("runs:\n  using: composite\n  steps:\n    - uses: ./.github/actions/other"),
    },
  ],
  [
    "an action of the repository is JavaScript",
    { steps: "- uses: ./.github/actions/login", files: action("runs: { using: node24, main: index.js }") },
  ],
  [
    "a variable is written to `$GITHUB_ENV`",
    { setup, steps: '- run: echo "NODE_AUTH_TOKEN=$(pass show token)" >> "$GITHUB_ENV"' },
  ],
  ["any variables are written to `$GITHUB_ENV`", { setup, steps: "- run: node scripts/env.mjs >> $GITHUB_ENV" }],
  [
    "a variable is written to `$GITHUB_ENV` by a script of several lines",
    {
      setup,
      steps:
        '- run: |\n    {\n      echo "NODE_AUTH_TOKEN<<EOF"\n      pass show token\n      echo EOF\n    } >> "$GITHUB_ENV"',
    },
  ],
  [
    "actions/github-script exports a variable",
    {
      setup,
      steps:
        '- uses: actions/github-script@v8\n  with:\n    script: core.exportVariable("NODE_AUTH_TOKEN", await token())',
    },
  ],
  ["a login", { steps: "- run: npm login < login.txt" }],
  ["a login of another tool", { steps: "- run: npx npm-cli-login -u acme -p x -e x@acme.dev" }],
  ["a cloud's login for npm", { steps: "- run: aws codeartifact login --tool npm --domain acme --repository npm" }],
  ["a cloud's login", { steps: "- run: npx google-artifactregistry-auth" }],
  ["a `.npmrc` is copied", { steps: "- run: cp ci/.npmrc ~/.npmrc" }],
  ["a `.npmrc` is made from a template", { steps: "- run: envsubst < ci/npmrc.template > .npmrc" }],
  ["a `.npmrc` is decoded", { steps: `- run: echo "$FILE" | base64 -d > ~/.npmrc\n  env: { FILE: "${secret}" }` }],
  [
    "a token is written under a condition",
    {
      steps: `- run: echo "//REGISTRY/:_authToken=$KEY" > ~/.npmrc\n  if: github.event.inputs.token == 'true'\n  env: { NPM_KEY: "${secret}" }`,
    },
  ],
  [
    "a token is written in a branch of the script",
    {
      steps: `- run: |\n    if [ "$FIRST" = 1 ]; then npm config set //REGISTRY/:_authToken "$KEY"; fi\n  env: { NPM_KEY: "${secret}" }`,
    },
  ],
  conditionalSetup,
  [
    "setup-node writes a scope's registry under a condition",
    {
      steps: `- uses: actions/setup-node@v6\n  if: github.event.inputs.token == 'true'\n  with: { registry-url: https://REGISTRY, scope: "@acme" }`,
    },
  ],
  ["a script of the repository has a secret", { steps: `- run: ./scripts/login.sh\n  env: { NPM_KEY: "${secret}" }` }],
  ["a script of the repository is sourced", { steps: "- run: . ./scripts/login.sh" }],
  ["a make target that says login", { steps: "- run: make npm-login" }],
  [
    "a PowerShell script writes a `.npmrc`",
    { steps: '- run: Set-Content -Path "$HOME/.npmrc" -Value (Get-Secret npm)\n  shell: pwsh' },
  ],
  ["a Python script writes a `.npmrc`", { steps: '- run: open(".npmrc", "w").write(token())\n  shell: python' }],
  [
    "the token is a job's output",
    { setup, publish: '- run: npm publish\n  env: { NODE_AUTH_TOKEN: "${{ needs.token.outputs.it }}" }' },
  ],
  [
    "the token is a step's output",
    { setup, publish: '- run: npm publish\n  env: { NODE_AUTH_TOKEN: "${{ steps.token.outputs.it }}" }' },
  ],
  [
    "the token is a secret under a condition",
    {
      setup,
      publish:
        "- run: npm publish\n  env: { NODE_AUTH_TOKEN: \"${{ github.ref == 'refs/tags/v1' && secrets.KEY || '' }}\" }",
    },
  ],
  ["the environment can't be read", { setup, publish: "- run: npm publish\n  env: ${{ fromJSON(vars.ENVIRONMENT) }}" }],
  ["another `.npmrc` is named on the command line", { publish: "- run: npm publish --userconfig ci/npmrc" }],
  ["another `.npmrc` is named in the environment", { job: "env: { NPM_CONFIG_USERCONFIG: /home/ci/npmrc }" }],
  ["the project's `.npmrc` can't be read", { given: { unknown: [".npmrc"] } }],
  ["another user publishes", { publish: "- run: sudo npm publish" }],
];

/** Where no file here names the registry's credential, each of these machines may have one. */
export const hiddenMachines: readonly Row[] = [
  ["a container may have a `.npmrc`", { job: "container: ghcr.io/acme/build:1" }],
  ["a self-hosted runner may have a `.npmrc`", ownMachine],
  ["the runner is an expression", { runsOn: "${{ inputs.runner }}" }],
  ["the runner is a group", { runsOn: "{ group: release }" }, ["info self-hosted-runner"]],
];

/** Each may grant the permission, or is reached in a way that isn't known. */
export const hiddenWays: readonly Row[] = [
  ["a called workflow has no caller here", { on: "on: workflow_call" }],
  [
    "a caller without `permissions` hands on the repository's default",
    {
      on: "on: workflow_call",
      permissions: "",
      files: {
        ".github/workflows/tag.yml": "on: push\njobs: { release: { uses: ./.github/workflows/release.yml } }",
      },
    },
  ],
  ["the block is an expression", { permissions: "${{ fromJSON(vars.PERMISSIONS) }}" }],
  ["the block names a scope twice", { permissions: "{ id-token: none, id-token: write }" }],
  ["the block has a merge key", { permissions: "{ <<: { id-token: write }, contents: read }" }],
  ["the job never runs", { job: "if: false" }],
  ["what is published isn't npm's", { publish: '- run: npm publish --registry "${{ vars.REGISTRY }}"' }],
  ["the registry is set in a way that isn't read", { steps: "- run: npm config set registry $(cat registry.txt)" }],
  ["the registry comes from a variable", { job: 'env: { NPM_CONFIG_REGISTRY: "${{ vars.REGISTRY }}" }' }],
  [
    "the registry of setup-node is an expression",
    { setup: setup.replace("https://REGISTRY", '"${{ inputs.registry }}"') },
  ],
  ["an option isn't constant", { publish: "- run: npm publish $OPTIONS" }],
  ["a command that isn't known runs npm", { publish: "- run: retry-it 3 npm publish" }],
  [
    "a PowerShell script that isn't plain publishes",
    { publish: "- run: npm publish; exit $LASTEXITCODE\n  shell: pwsh" },
  ],
  ["the shell is an expression", { publish: '- run: npm publish\n  shell: "${{ matrix.shell }}"' }],
  ["the shell is another one", { publish: "- run: npm publish\n  shell: nu {0}" }],
  ["a container publishes", { publish: "- run: docker run --rm acme/build npm publish" }],
  ["a make target publishes", { publish: "- run: make publish" }],
  ["a tool that isn't known publishes", { publish: "- run: npx lerna-lite publish" }],
  ["an action that isn't known publishes", { publish: "- uses: acme/npm-publish@v1" }],
  ["an action of the repository publishes", { publish: "- uses: ./.github/actions/publish" }],
  ["a script may publish or not", { publish: "- run: node scripts/publish.mjs" }],
  ["the package script isn't there", { publish: "- run: npm run release" }],
  ["the package isn't readable", { given: { unknown: ["package.json"] } }],
];
