import type { Scenario } from "./scenario.ts";
import { tokens } from "./tokens.ts";
import { nameOf, versionOf, type Client } from "./versions.ts";

/** The files of the checkout, without the workflow. */
export function filesOf(scenario: Scenario, client: Client): Readonly<Record<string, string>> {
  return {
    "package.json": manifestOf(scenario, client),
    ...(scenario.npmrc === undefined ? {} : { ".npmrc": scenario.npmrc }),
    ...lockOf(client),
    ...scenario.files,
  };
}

function manifestOf({ manifest = {}, managerBeside }: Scenario, client: Client): string {
  const usual = {
    name: "widgets",
    version: "1.0.1",
    repository: { type: "git", url: "git+https://github.com/acme/widgets.git" },
  };
  const manager = managerBeside === undefined ? {} : { packageManager: managerBeside.replace(" ", "@") };
  return `${JSON.stringify({ ...usual, ...ofTool(client), ...manager, ...manifest }, null, 2)}\n`;
}

/** What package.json says for the sake of a tool. */
function ofTool(client: Client): Readonly<Record<string, unknown>> {
  const [name, version] = [nameOf(client), versionOf(client)];
  switch (name) {
    case "npm":
      return {};
    case "semantic-release":
      return {
        version: "0.0.0-development",
        devDependencies: { [name]: version },
        release: { plugins: ["@semantic-release/commit-analyzer", "@semantic-release/npm"] },
      };
    case "release-it":
      return {
        devDependencies: { [name]: version },
        "release-it": { git: false, npm: { skipChecks: true } },
      };
    case "changesets":
      return { devDependencies: { "@changesets/cli": version } };
    case "lerna":
      return { devDependencies: { [name]: version } };
    default:
      return { packageManager: client.replace(" ", "@") };
  }
}

/** Yarn does nothing without its lock file, whose form changed with 4.10. */
function lockOf(client: Client): Readonly<Record<string, string>> {
  switch (nameOf(client)) {
    case "yarn":
      return { "yarn.lock": lockOfYarn(versionOf(client)) };
    case "lerna":
      return { "lerna.json": '{ "version": "1.0.1", "packages": ["."] }\n' };
    case "changesets":
      return { ".changeset/config.json": '{ "access": "public" }\n' };
    default:
      return {};
  }
}

function lockOfYarn(version: string): string {
  if (version.startsWith("1.")) return "# yarn lockfile v1\n";
  return yarnLock(/^4\.\d\./.test(version) ? 8 : 10);
}

const yarnLock = (version: number): string => `__metadata:
  version: ${version}
  cacheKey: 10c0

"widgets@workspace:.":
  version: 0.0.0-use.local
  resolution: "widgets@workspace:."
  languageName: unknown
  linkType: soft
`;

/** The command line of the scenario. */
export function commandOf({ command }: Scenario, client: Client): string {
  if (command !== undefined) return command;
  switch (nameOf(client)) {
    case "pnpm":
      return "pnpm publish --no-git-checks";
    case "yarn":
      return client.startsWith("yarn 1.") ? "yarn publish --non-interactive" : "yarn npm publish";
    case "bun":
      return "bun publish";
    case "semantic-release":
      return "npx semantic-release";
    case "release-it":
      return "npx release-it --ci";
    case "changesets":
      return "npx changeset publish";
    case "lerna":
      return "npx lerna publish from-package --yes";
    default:
      return "npm publish";
  }
}

/**
 * What setup-node writes for `registry-url` (docs/facts/github.md#setup-node-and-registry-url): a `.npmrc`, and the
 * variable that the file names; undefined where the scenario has none.
 */
export function setupNodeLeaves({
  setupNode,
}: Scenario): { readonly npmrc: string; readonly env: Readonly<Record<string, string>> } | undefined {
  if (setupNode === undefined) return undefined;
  const lines = ["//REGISTRY/:_authToken=${NODE_AUTH_TOKEN}", "registry=https://REGISTRY/"];
  return {
    npmrc: [...lines, ...(setupNode === 4 ? ["always-auth=false"] : []), ""].join("\n"),
    env: setupNode === 7 ? {} : { NODE_AUTH_TOKEN: tokens.placeholder },
  };
}
