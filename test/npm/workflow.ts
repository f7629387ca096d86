import { defaultGiven } from "../pages/given.ts";
import type { Example, ExampleFile } from "../pages/read.ts";
import { spellRegistry } from "../pages/registry.ts";
import type { Scenario } from "./scenario.ts";
import { commandOf, filesOf } from "./setting.ts";
import { tokens } from "./tokens.ts";
import { lockedTools, nameOf, nodeOf, npmBeside, npmVersions, type Client } from "./versions.ts";

/** The repository whose release leads to the scenario with that client. */
export function repositoryOf(scenario: Scenario, client: Client): Example {
  const files = { ".github/workflows/release.yml": workflowOf(scenario, client), ...filesOf(scenario, client) };
  return {
    title: `${scenario.id}, ${client}`,
    rule: undefined,
    reported: undefined,
    written: "",
    parts: [],
    files: Object.entries(files).map(fileOf),
    given: defaultGiven,
  };
}

function fileOf([path, text]: readonly [string, string]): ExampleFile {
  return { path, text: spellRegistry(text), fence: "```", marks: [] };
}

/** The release workflow. */
function workflowOf(scenario: Scenario, client: Client): string {
  const { idToken = true, setupNode, home, folder, before, env = {} } = scenario;
  const npm = npmVersions.find((version) => client === `npm ${version}`) ?? scenario.npmBeside ?? npmBeside;
  return [
    nameOf(client) === "semantic-release" ? "on: { push: { branches: [main] } }" : 'on: { push: { tags: ["v*"] } }',
    `permissions: { contents: read${idToken ? ", id-token: write" : ""} }`,
    "jobs:",
    "  publish:",
    "    runs-on: ubuntu-latest",
    "    steps:",
    "      - uses: actions/checkout@v6",
    `      - uses: actions/setup-node@v${setupNode ?? 6}`,
    "        with:",
    `          node-version: ${scenario.node ?? nodeOf(npm)}`,
    ...(setupNode === undefined ? [] : ["          registry-url: https://REGISTRY"]),
    `      - run: npm install -g npm@${npm}`,
    ...(nameOf(client) === "pnpm" || scenario.managerBeside?.startsWith("pnpm ") === true
      ? ["      - uses: pnpm/action-setup@v4"]
      : []),
    ...(client in lockedTools ? ["      - run: npm ci"] : []),
    ...(home === undefined ? [] : [`      - run: echo '${home.trim()}' > ~/.npmrc`]),
    ...(before === undefined ? [] : [`      - run: ${before}`]),
    `      - run: ${commandOf(scenario, client)}`,
    ...(folder === undefined ? [] : [`        working-directory: ${folder}`]),
    ...(Object.keys(env).length === 0 ? [] : ["        env:"]),
    ...Object.entries(env).map(([name, value]) => `          ${JSON.stringify(name)}: ${valueOf(value)}`),
    "",
  ].join("\n");
}

/** A token comes from a secret. */
function valueOf(value: string): string {
  return value === tokens.valid || value === tokens.revoked ? "${{ secrets.NPM_TOKEN }}" : JSON.stringify(value);
}
