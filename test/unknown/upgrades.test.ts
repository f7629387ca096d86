import { hiddenClients } from "./clients.ts";
import { hiddenCredentials } from "./credentials.ts";
import { kept, onlySetup, ownMachine } from "./rows.ts";
import { silentOnUnknown, type Row } from "./silent.ts";

const setup = (version: string): string => `- uses: actions/setup-node@v6\n  with: { node-version: ${version} }`;
const latest = "- run: npm install -g npm@latest";

/** Each leaves open whether npm stops, or the job. */
const mayGoOn: readonly Row[] = [
  ["the upgrade may not run", { steps: `${latest}\n  if: github.event_name == 'workflow_dispatch'` }],
  [
    "the upgrade may not run in the script",
    { steps: '- run: |\n    if [ "$OLD" = 1 ]; then npm install -g npm@latest; fi' },
  ],
  ["its failure may be passed over", { steps: `${latest}\n  continue-on-error: \${{ inputs.tolerant }}` }],
  ["the version isn't constant", { steps: '- run: npm install -g "npm@$NPM_VERSION"' }],
  ["the version is a tag", { steps: "- run: npm install -g npm@next-12" }],
  ["another user's npm", { steps: "- run: sudo npm install -g npm@latest" }],
  ["whether this Node is there depends on a condition", { setup: `${setup("20")}\n  if: vars.OLD` }],
  ["on a self-hosted runner a range is any Node", { setup: setup("22"), ...ownMachine }],
];
silentOnUnknown("npm-upgrade-refused", { setup: setup("20"), steps: latest }, "maybe", [
  ...mayGoOn,
  ...hiddenClients.filter(onlySetup),
]);

const after = (steps: string): Row[1] => ({ steps: `- run: npm install -g npm@11\n${steps}` });
/** Each leaves open which npm publishes in the end. */
const mayStay: readonly Row[] = [
  ["the other Node isn't known", after(setup('"${{ inputs.node }}"'))],
  ["the other setup-node may not run", after(`${setup("20")}\n  if: github.event_name == 'push'`)],
  ["an action follows that may bring another", after("- uses: acme/setup-tools@v1")],
  ["an action of the repository follows", after("- uses: ./.github/actions/prepare")],
  ["nvm follows", after("- run: nvm use 20")],
  ["the id-token isn't known", { permissions: "${{ fromJSON(vars.PERMISSIONS) }}" }],
];
silentOnUnknown("npm-upgrade-undone", { setup: setup("22"), ...after(setup("20")) }, "maybe", [
  ...mayStay,
  ...hiddenCredentials.filter(kept).filter(([, { steps }]) => steps === undefined),
]);

silentOnUnknown("node-version-number", { setup: setup("26.10") }, "maybe", [
  ["the version is an input", { setup: setup('"${{ inputs.node }}"') }],
  ["what is published isn't known", { publish: "- run: node scripts/publish.mjs" }],
]);
