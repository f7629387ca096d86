import { defaultGiven } from "../pages/given.ts";
import type { Example, ExampleFile } from "../pages/read.ts";
import { spellRegistry } from "../pages/registry.ts";
import type { Scenario } from "./scenario.ts";
import { manifestOf } from "./setting.ts";
import { tokens } from "./tokens.ts";
import { nodeOf, type NpmVersion } from "./versions.ts";

/** The repository whose release leads to the scenario with that npm. */
export function repositoryOf(scenario: Scenario, npm: NpmVersion): Example {
  const files: Readonly<Record<string, string>> = {
    ".github/workflows/release.yml": workflowOf(scenario, npm),
    "package.json": manifestOf(scenario),
    ...(scenario.npmrc === undefined ? {} : { ".npmrc": scenario.npmrc }),
    ...scenario.files,
  };
  return {
    title: `${scenario.id}, npm ${npm}`,
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
function workflowOf(scenario: Scenario, npm: NpmVersion): string {
  const { idToken = true, setupNode, home, folder, env = {}, command = "npm publish" } = scenario;
  return [
    'on: { push: { tags: ["v*"] } }',
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
    ...(home === undefined ? [] : [`      - run: echo '${home.trim()}' > ~/.npmrc`]),
    `      - run: ${command}`,
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
