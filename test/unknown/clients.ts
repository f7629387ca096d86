import { ownMachine } from "./rows.ts";
import { hiddenNodes } from "./nodes.ts";
import type { Row } from "./silent.ts";

const setup = (inputs: string): string => `- uses: actions/setup-node@v6\n  with: { ${inputs} }`;
const upgrade = (line: string): { readonly steps: string } => ({ steps: `- run: ${line}` });

/** Each may bring another Node or npm than the one that can't exchange. */
export const hiddenClients: readonly Row[] = [
  ...hiddenNodes,
  ["npm is upgraded for another user", upgrade("sudo npm install -g npm@latest")],
  ["npm is upgraded by pnpm", upgrade("pnpm add -g npm")],
  ["npm is upgraded to a version that isn't constant", upgrade("npm install -g npm@$NPM_VERSION")],
  ["npm is upgraded to a tag", upgrade("npm install -g npm@next-11")],
  ["what is installed isn't constant", upgrade("npm install -g $TOOLS")],
  ["npm is upgraded to another place", upgrade("npm install -g --prefix ~/npm npm@11")],
  ["npm is upgraded by a make target", upgrade("make setup-npm")],
  ["npm is upgraded by a script of the repository", upgrade("bash ./scripts/tools.sh")],
  ["nvm brings a Node", upgrade("nvm install 24")],
  ["volta brings an npm", upgrade("volta install npm@11")],
  ["the distribution brings a Node", upgrade("sudo apt-get install -y nodejs")],
  ["an action brings a Node", { steps: "- uses: jdx/mise-action@v3" }],
  ["an action's inputs name a Node version", { steps: "- uses: acme/prepare@v1\n  with: { node-version: 24 }" }],
  ["an action's inputs name npm", { steps: "- uses: acme/prepare@v1\n  with: { tools: npm }" }],
  ["an action is called after Node", { steps: "- uses: acme/node-tools@v1" }],
  ["a remote composite action", { steps: "- uses: acme/actions/prepare@v1" }],
  ["an action of the repository can't be read", { steps: "- uses: ./.github/actions/prepare" }],
  [
    "a composite action of the repository brings another Node",
    {
      steps: "- uses: ./.github/actions/prepare",
      files: {
        ".github/actions/prepare/action.yml":
          "runs:\n  using: composite\n  steps:\n    - run: nvm install 24\n      shell: bash",
      },
    },
  ],
  ["a PowerShell script brings a Node", { steps: '- run: Invoke-Expression "nvm use 24"\n  shell: pwsh' }],
  ["a folder goes before the others", upgrade('echo "$HOME/node/bin" >> $GITHUB_PATH')],
  ["a folder goes before the others by its name alone", upgrade("node scripts/path.mjs >> $GITHUB_PATH")],
  ["PATH is set", { job: 'env: { PATH: "/opt/node/bin:/usr/bin" }' }],
  ["npm is called by its path", { publish: "- run: ~/npm/bin/npm publish" }],
  ["npx runs an npm that isn't constant", { publish: "- run: npx npm@${{ inputs.npm }} publish" }],
  ["npx runs a tag of npm", { publish: "- run: npx npm@next publish" }],
  ["another user's npm", { publish: "- run: sudo npm publish" }],
  ["the Node version is an input", { setup: setup('node-version: "${{ inputs.node }}"') }],
  ["the Node version is a variable of the repository", { setup: setup('node-version: "${{ vars.NODE_VERSION }}"') }],
  [
    "the Node version comes from a matrix that another job makes",
    {
      job: 'strategy: { matrix: { node: "${{ fromJSON(needs.plan.outputs.nodes) }}" } }',
      setup: setup('node-version: "${{ matrix.node }}"'),
    },
  ],
  [
    "a condition picks the leg of a matrix",
    {
      job: "strategy: { matrix: { node: [22, 24] } }",
      setup: setup('node-version: "${{ matrix.node }}"'),
      publish: "- run: npm publish\n  if: matrix.node == vars.NODE_VERSION",
    },
  ],
  ["the Node version is one that nobody knows", { setup: setup("node-version: lts/argon-next") }],
  ["the Node is a nightly build", { setup: setup("node-version: 27-nightly") }],
  ["the file with the Node version isn't there", { setup: setup("node-version-file: .nvmrc") }],
  [
    "the file with the Node version is another ref's",
    {
      checkout: "- uses: actions/checkout@v6\n  with: { ref: next }",
      setup: setup("node-version-file: .nvmrc"),
      files: { ".nvmrc": "22\n" },
    },
  ],
  ["setup-node's inputs can't be read", { setup: "- uses: actions/setup-node@v6\n  with: ${{ fromJSON(vars.NODE) }}" }],
  ["a self-hosted runner brings Node", { setup: "", ...ownMachine }],
  [
    "24 on a self-hosted runner is any 24",
    { setup: setup("node-version: 24"), ...ownMachine, runsOn: "[self-hosted, linux]" },
  ],
  ["the runner is an expression", { setup: "", runsOn: "${{ matrix.os }}" }],
  ["the runner isn't GitHub's", { setup: "", runsOn: "acme-large" }],
  ["the runner is moving to another image", { setup: "", given: { today: "2026-11-01" } }],
  [
    "npm is among the package's own dependencies",
    {
      publish: "- run: npm run release",
      package: `{ "name": "widgets", "version": "1.0.0", "repository": "acme/widgets",
        "scripts": { "release": "npm publish" }, "devDependencies": { "npm": "^11" } }`,
    },
  ],
  [
    "pnpm runs the scripts by a Node of its own",
    {
      publish: "- run: pnpm run release",
      package: `{ "name": "widgets", "version": "1.0.0", "repository": "acme/widgets", "scripts": { "release": "npm publish" } }`,
      files: { ".npmrc": "use-node-version=24.11.0\n" },
    },
  ],
];

/** Each leaves an npm possible that can exchange. */
export const possibleClients: readonly Row[] = [
  [
    "npm is upgraded under another condition",
    { steps: "- run: npm install -g npm@11\n  if: github.event_name == 'push'" },
  ],
  ["npm is upgraded in a branch of the script", upgrade('if [ "$OLD" = 1 ]; then npm install -g npm@11; fi')],
  ["the range leaves open which npm it is", { setup: setup('node-version: ">=22 <24.20"') }],
];
