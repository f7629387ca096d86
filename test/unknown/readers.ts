import { ownMachine } from "./rows.ts";
import type { Release, Row } from "./silent.ts";
import { secret } from "./tokens.ts";

/** Each may read a token that npm itself doesn't. */
const withSteps = (steps: string): Release => ({ steps });
export const hiddenReaders: readonly Row[] = [
  ["a `.npmrc` of the project can't be read", { given: { unknown: [".npmrc"] } }],
  [
    "a script of the repository runs",
    { publish: `- run: |\n    node scripts/before.mjs\n    npm publish\n  env: { NPM_TOKEN: "${secret}" }` },
  ],
  [
    "a package script runs a file",
    {
      package: `{ "name": "widgets", "version": "1.0.0", "repository": "acme/widgets", "scripts": { "prepublishOnly": "node scripts/before.mjs" } }`,
    },
  ],
  ["a make target runs", { publish: `- run: make publish\n  env: { NPM_TOKEN: "${secret}" }` }],
  [
    "another `.npmrc` is named",
    { publish: `- run: npm publish --userconfig ci/npmrc\n  env: { NPM_TOKEN: "${secret}" }` },
  ],
  ["a file of another place becomes the `.npmrc`", withSteps("- run: cp ci/npmrc ~/.npmrc")],
  [
    "an action of the repository has it",
    {
      job: `env: { NPM_TOKEN: "${secret}" }`,
      publish: "- run: npm publish",
      steps: "- uses: ./.github/actions/prepare",
    },
  ],
  [
    "a remote action has it",
    { job: `env: { NPM_TOKEN: "${secret}" }`, publish: "- run: npm publish", steps: "- uses: acme/prepare@v1" },
  ],
  [
    "a script in another language has it",
    {
      job: `env: { NPM_TOKEN: "${secret}" }`,
      publish: "- run: npm publish",
      steps: "- run: import os\n  shell: python",
    },
  ],
  ["a self-hosted runner", ownMachine],
  ["the token is an expression", { publish: `- run: npm publish\n  env: { NPM_TOKEN: "\${{ inputs.token }}" }` }],
];
