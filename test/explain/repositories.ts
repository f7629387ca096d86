import type { CauseId } from "../../server/src/data/log/causes.ts";

/** A repository whose release failed, the log of the run, and the line that mended it. */
export interface RepositoryCase {
  readonly id: string;
  readonly files: Readonly<Record<string, string>>;
  readonly log: readonly string[];
  /** What is asked instead of a log. */
  readonly code?: string;
  readonly cause: CauseId;
  /** The file, and a part of the line, that an explanation leads to. */
  readonly leadsTo: readonly [path: string, line: string];
}

const manifest = (more: object = {}): string =>
  `${JSON.stringify({ name: "@ship/knots", version: "3.1.0", repository: "ship/knots", publishConfig: { access: "public" }, ...more }, undefined, 2)}\n`;

interface Workflow {
  readonly node?: string;
  readonly permissions?: string;
  readonly steps: readonly string[];
  readonly on?: string;
  readonly runner?: string;
  readonly setup?: string;
}

const workflow = ({
  node = "24",
  permissions = "{ contents: read, id-token: write }",
  steps,
  on = "push: { tags: ['v*'] }",
  runner = "ubuntu-latest",
  setup = "",
}: Workflow): string => `name: Publish
on:
  ${on}
jobs:
  ship:
    runs-on: ${runner}
    permissions: ${permissions}
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with:
          node-version: ${node}
${setup}${steps.map((step) => `      - ${step}\n`).join("")}`;

const path = ".github/workflows/publish.yml";
const put404 = [
  "npm notice Access token expired or revoked. Please try logging in again.",
  "npm error code E404",
  "npm error 404 Not Found - PUT https://REGISTRY/@ship%2fknots - Not found",
];
const old = [...put404, "npm error 404  '@ship/knots@3.1.0' is not in this registry."];
const needAuth = [
  "npm error code ENEEDAUTH",
  "npm error need auth This command requires you to be logged in to https://REGISTRY/",
];
const registryUrl = "          registry-url: https://REGISTRY\n";

export const repositoryCases: readonly RepositoryCase[] = [
  {
    id: "Node 20 brings an old npm",
    files: {
      [path]: workflow({ node: "20", setup: registryUrl, steps: ["run: npm publish"] }),
      "package.json": manifest(),
    },
    log: old,
    cause: "npm-too-old",
    leadsTo: [path, "node-version: 20"],
  },
  {
    id: "npm is pinned",
    files: {
      [path]: workflow({ node: "22", setup: registryUrl, steps: ["run: npm i -g npm@11.2.0", "run: npm publish"] }),
      "package.json": manifest(),
    },
    log: old,
    cause: "npm-too-old",
    leadsTo: [path, "npm@11.2.0"],
  },
  {
    id: "a runner image brings npm 10",
    files: {
      [path]:
        "on: workflow_dispatch\njobs:\n  ship:\n    runs-on: ubuntu-24.04\n    permissions: { contents: read, id-token: write }\n    steps:\n      - uses: actions/checkout@v6\n      - run: npm publish\n",
      "package.json": manifest(),
    },
    log: needAuth,
    cause: "npm-too-old",
    leadsTo: [path, "ubuntu-24.04"],
  },
  {
    id: "npm 11.13 has no stage",
    files: { [path]: workflow({ node: "24.16.0", steps: ["run: npm stage publish"] }), "package.json": manifest() },
    log: ['Unknown command: "stage"'],
    cause: "npm-without-stage",
    leadsTo: [path, "24.16.0"],
  },
  {
    id: "npm 12 doesn't install on Node 20",
    files: {
      [path]: workflow({ node: "20", steps: ["run: npm install -g npm@latest", "run: npm publish"] }),
      "package.json": manifest(),
    },
    log: ["npm error code EBADENGINE", "npm error notsup Not compatible with your version of node/npm: npm@12.2.2"],
    cause: "npm-upgrade-refused",
    leadsTo: [path, "npm@latest"],
  },
  {
    id: "the npm of Node 22.22.2 replaces itself",
    files: {
      [path]: workflow({ node: "22.22.2", steps: ["run: npm install -g npm@11", "run: npm publish"] }),
      "package.json": manifest(),
    },
    log: ["npm error code MODULE_NOT_FOUND", "npm error Cannot find module 'promise-retry'"],
    cause: "npm-replaces-itself",
    leadsTo: [path, "npm@11"],
  },
  {
    id: "npm 12.0.0",
    files: {
      [path]: workflow({ node: "24", steps: ["run: npm install -g npm@12.0.0", "run: npm publish"] }),
      "package.json": manifest(),
    },
    log: ["npm error code MODULE_NOT_FOUND", "npm error Cannot find module 'sigstore'"],
    cause: "npm-12.0.0",
    leadsTo: [path, "npm@12.0.0"],
  },
  {
    id: "the job has no id-token",
    files: {
      [path]: workflow({ permissions: "{ contents: read }", steps: ["run: npm publish"] }),
      "package.json": manifest(),
    },
    log: needAuth,
    cause: "no-id-token",
    leadsTo: [path, "permissions: { contents: read }"],
  },
  {
    id: "provenance without an id-token",
    files: {
      [path]: workflow({
        permissions: "{ contents: read }",
        setup: registryUrl,
        steps: ["run: npm publish --provenance\n        env: { NODE_AUTH_TOKEN: '${{ secrets.NPM_TOKEN }}' }"],
      }),
      "package.json": manifest(),
    },
    log: ['npm error Provenance generation in GitHub Actions requires "write" access to the "id-token" permission'],
    cause: "no-id-token",
    leadsTo: [path, "--provenance"],
  },
  {
    id: "a caller grants no id-token",
    files: {
      ".github/workflows/tag.yml":
        "on: push\npermissions: { contents: read }\njobs:\n  ship:\n    uses: ./.github/workflows/publish.yml\n",
      [path]: workflow({ on: "workflow_call:", steps: ["run: npm publish"] }),
      "package.json": manifest(),
    },
    log: [
      "Error calling workflow 'ship/knots/.github/workflows/publish.yml@main'. The nested job 'ship' is requesting 'id-token: write', but is only allowed 'id-token: none'.",
    ],
    cause: "caller-permissions",
    leadsTo: [".github/workflows/tag.yml", "permissions: { contents: read }"],
  },
  {
    id: "a caller without permissions",
    files: {
      ".github/workflows/main.yml": "on: push\njobs:\n  ship:\n    uses: ./.github/workflows/publish.yml\n",
      [path]: workflow({ on: "workflow_call:", steps: ["run: npm publish"] }),
      "package.json": manifest(),
    },
    log: needAuth,
    cause: "no-id-token",
    leadsTo: [".github/workflows/main.yml", "ship"],
  },
  {
    id: "a tarball without ./",
    files: { [path]: workflow({ steps: ["run: npm publish out/knots-3.1.0.tgz"] }), "package.json": manifest() },
    log: [
      "npm error code 128",
      "npm error git --no-replace-objects ls-remote ssh://git@github.com/out/knots-3.1.0.tgz.git",
    ],
    cause: "not-a-path",
    leadsTo: [path, "out/knots-3.1.0.tgz"],
  },
  {
    id: "two folders",
    files: { [path]: workflow({ steps: ["run: npm publish ./a ./b"] }), "package.json": manifest() },
    log: ["npm error code EUSAGE", "npm error npm publish <package-spec>"],
    cause: "several-packages",
    leadsTo: [path, "./a ./b"],
  },
  {
    id: "an option that npm 12 refuses",
    files: {
      [path]: workflow({ node: "24", steps: ["run: npm i -g npm@12.2.2", "run: npm publish --no-git-checks"] }),
      "package.json": manifest(),
    },
    log: ["npm error code EUNKNOWNCONFIG", "npm error Unknown cli flag:", "npm error   - --git-checks"],
    cause: "unknown-option",
    leadsTo: [path, "--no-git-checks"],
  },
  {
    id: "a prerelease",
    files: { [path]: workflow({ steps: ["run: npm publish"] }), "package.json": manifest({ version: "4.0.0-rc.1" }) },
    log: ["npm error You must specify a tag using --tag when publishing a prerelease version."],
    cause: "untagged",
    leadsTo: [path, "npm publish"],
  },
  {
    id: "an old Lerna",
    files: {
      [path]: workflow({ steps: ["run: npm ci", "run: npx lerna publish from-package --yes"] }),
      "package.json": manifest({ private: true, workspaces: ["packages/*"], devDependencies: { lerna: "8.2.4" } }),
      "lerna.json": '{ "version": "1.0.0" }\n',
      "packages/knots/package.json": manifest({ name: "@ship/bend" }),
      "package-lock.json": '{ "lockfileVersion": 3, "packages": { "node_modules/lerna": { "version": "8.2.4" } } }\n',
    },
    log: ["lerna ERR! E404 Not found"],
    cause: "lerna-too-old",
    leadsTo: ["package.json", "8.2.4"],
  },
  {
    id: "an old Yarn",
    files: {
      [path]: workflow({ steps: ["run: corepack enable", "run: yarn npm publish"] }),
      "package.json": manifest({ packageManager: "yarn@4.9.1" }),
    },
    log: ["➤ YN0033: No authentication configured for request"],
    cause: "yarn-too-old",
    leadsTo: ["package.json", "yarn@4.9.1"],
  },
  {
    id: "bun",
    files: {
      [path]: workflow({ steps: ["uses: oven-sh/setup-bun@v2", "run: bun publish"] }),
      "package.json": manifest(),
    },
    log: ["error: missing authentication (run `bunx npm login`)"],
    cause: "bun",
    leadsTo: [path, "bun publish"],
  },
  {
    id: "semantic-release 24",
    files: {
      [path]: workflow({ steps: ["run: npm ci", "run: npx semantic-release"] }),
      "package.json": manifest({ devDependencies: { "semantic-release": "24.2.9" } }),
      "package-lock.json":
        '{ "lockfileVersion": 3, "packages": { "node_modules/semantic-release": { "version": "24.2.9" } } }\n',
    },
    log: ["[semantic-release] › ✘  ENONPMTOKEN No npm token specified."],
    cause: "semantic-release-too-old",
    leadsTo: ["package.json", "24.2.9"],
  },
  {
    id: "an event that npm refuses",
    files: { [path]: workflow({ on: "issue_comment:", steps: ["run: npm publish"] }), "package.json": manifest() },
    log: [
      "npm verbose oidc Failed token exchange request with body message: OIDC token exchange error - package not found",
      ...needAuth,
    ],
    cause: "exchange-refused",
    leadsTo: [path, "issue_comment:"],
  },
  {
    id: "no repository",
    files: {
      [path]: workflow({ steps: ["run: npm publish --provenance"] }),
      "package.json": manifest({ repository: undefined }),
    },
    log: [
      'npm error 422 Unprocessable Entity - PUT https://REGISTRY/@ship%2fknots - Error verifying sigstore provenance bundle: Failed to validate repository information: package.json: "repository.url" is "", expected to match "https://github.com/ship/knots" from provenance',
    ],
    cause: "repository-missing",
    leadsTo: ["package.json", "@ship/knots"],
  },
  {
    id: "one workspace without a repository",
    files: {
      [path]: workflow({ steps: ["run: npm publish --workspaces"] }),
      "package.json": manifest({ private: true, workspaces: ["packages/*"] }),
      "packages/bend/package.json": manifest({ name: "@ship/bend", repository: undefined }),
      "packages/hitch/package.json": manifest({ name: "@ship/hitch", repository: undefined }),
    },
    log: [
      'npm error 422 Unprocessable Entity - PUT https://REGISTRY/@ship%2fhitch - Error verifying sigstore provenance bundle: Failed to validate repository information: package.json: "repository.url" is "", expected to match "https://github.com/ship/knots" from provenance',
    ],
    cause: "repository-missing",
    leadsTo: ["packages/hitch/package.json", "@ship/hitch"],
  },
  {
    id: "the repository of a former owner",
    files: {
      [path]: workflow({ steps: ["run: npm publish --provenance"] }),
      "package.json": manifest({ repository: "dock/knots" }),
    },
    log: [
      'npm error 422 Unprocessable Entity - PUT https://REGISTRY/@ship%2fknots - Error verifying sigstore provenance bundle: Failed to validate repository information: package.json: "repository.url" is "git+https://github.com/dock/knots.git", expected to match "https://github.com/ship/knots" from provenance',
    ],
    cause: "repository-mismatch",
    leadsTo: ["package.json", "dock/knots"],
  },
  {
    id: "a runner that isn't GitHub's",
    files: {
      [path]: workflow({ runner: "self-hosted", steps: ["run: npm publish --provenance"] }),
      "package.json": manifest(),
    },
    log: ['npm error 422 Unsupported GitHub Actions runner environment: "self-hosted".'],
    cause: "self-hosted",
    leadsTo: [path, "self-hosted"],
  },
  {
    id: "an environment that the record names",
    files: {
      [path]: workflow({ steps: ["run: npm publish"] }),
      "package.json": manifest(),
      ".github/trusted-publishers.json":
        '{ "packages": { "@ship/knots": [{ "type": "github", "repository": "ship/knots", "file": "publish.yml", "environment": "npm" }] } }\n',
    },
    log: [
      "npm verbose oidc Failed token exchange request with body message: OIDC token exchange error - package not found",
      ...needAuth,
    ],
    cause: "exchange-refused",
    leadsTo: [path, "ship:"],
  },
  {
    id: "a private package",
    files: { [path]: workflow({ steps: ["run: npm publish"] }), "package.json": manifest({ private: true }) },
    log: ["npm error code EPRIVATE", "npm error This package has been marked as private"],
    cause: "private-package",
    leadsTo: ["package.json", '"private": true'],
  },
  {
    id: "whoami before the publish",
    files: { [path]: workflow({ steps: ["run: npm whoami", "run: npm publish"] }), "package.json": manifest() },
    log: ["npm error code ENEEDAUTH", "npm error need auth This command requires you to be logged in."],
    cause: "other-command",
    leadsTo: [path, "npm whoami"],
  },
  {
    id: "a dist-tag by npm 11.16",
    files: {
      [path]: workflow({
        node: "24.18.0",
        steps: ["run: npm publish", "run: npm dist-tag add @ship/knots@3.1.0 stable"],
      }),
      "package.json": manifest(),
    },
    log: [
      "npm error code E401",
      "npm error 401 Unauthorized - PUT https://REGISTRY/-/package/@ship%2fknots/dist-tags/stable",
    ],
    cause: "dist-tag",
    leadsTo: [path, "npm dist-tag"],
  },
  {
    id: "another registry",
    files: {
      [path]: workflow({ steps: ["run: npm publish"] }),
      "package.json": manifest(),
      ".npmrc": "registry=https://registry.yarnpkg.com/\n",
    },
    log: [
      "npm error code ENEEDAUTH",
      "npm error need auth This command requires you to be logged in to https://registry.yarnpkg.com/",
    ],
    cause: "other-registry",
    leadsTo: [".npmrc", "yarnpkg"],
  },
  {
    id: "an empty token of the project",
    files: {
      [path]: workflow({ node: "24.18.0", steps: ["run: npm publish\n        env: { NPM_TOKEN: '' }"] }),
      "package.json": manifest(),
      ".npmrc": "//REGISTRY/:_authToken=${NPM_TOKEN}\n",
    },
    log: needAuth,
    cause: "empty-project-token",
    leadsTo: [".npmrc", "_authToken"],
  },
  {
    id: "a credential without a registry",
    files: {
      [path]: workflow({ steps: ["run: npm publish"] }),
      "package.json": manifest(),
      ".npmrc": "_authToken=${NPM_TOKEN}\n",
    },
    log: [
      "npm error code ERR_INVALID_AUTH",
      "npm error Invalid auth configuration found: `_authToken` must be renamed",
    ],
    cause: "unscoped-auth",
    leadsTo: [".npmrc", "_authToken"],
  },
  {
    id: "release-it asks who is logged in",
    files: {
      [path]: workflow({ steps: ["run: npm ci", "run: npx release-it --ci"] }),
      "package.json": manifest({ devDependencies: { "release-it": "19.2.4" } }),
      "package-lock.json":
        '{ "lockfileVersion": 3, "packages": { "node_modules/release-it": { "version": "19.2.4" } } }\n',
    },
    log: ["ERROR Not authenticated with npm. Please `npm login` and try again."],
    cause: "login-check",
    leadsTo: [path, "release-it"],
  },
  {
    id: "a job that publishes without files",
    files: {
      [path]:
        "on: push\njobs:\n  ship:\n    runs-on: ubuntu-latest\n    permissions: { id-token: write }\n    steps:\n      - uses: actions/setup-node@v6\n        with: { node-version: 24 }\n      - run: npm publish\n",
      "package.json": manifest(),
    },
    log: [
      "##[group]Run npm publish",
      "npm error code ENOENT",
      "npm error enoent Could not read package.json: Error: ENOENT: no such file or directory, open '/home/runner/work/knots/knots/package.json'",
    ],
    cause: "no-checkout",
    leadsTo: [path, "npm publish"],
  },
  {
    id: "an id-token that is handed to npm as a token",
    files: {
      [path]: workflow({
        node: "22",
        setup: registryUrl,
        steps: [
          "run: 'echo NODE_AUTH_TOKEN=$(curl -s $ACTIONS_ID_TOKEN_REQUEST_URL | jq -r .value) >> $GITHUB_ENV'",
          "run: npm publish",
        ],
      }),
      "package.json": manifest(),
    },
    log: old,
    cause: "npm-too-old",
    leadsTo: [path, "NODE_AUTH_TOKEN="],
  },
  {
    id: "a release that GITHUB_TOKEN makes starts nothing",
    files: {
      [path]: workflow({ on: "release: { types: [published] }", steps: ["run: npm publish"] }),
      ".github/workflows/cut.yml":
        'on: workflow_dispatch\njobs:\n  cut:\n    runs-on: ubuntu-latest\n    permissions: { contents: write }\n    steps:\n      - uses: actions/checkout@v6\n      - run: gh release create v3.1.0\n        env: { GH_TOKEN: "${{ secrets.GITHUB_TOKEN }}" }\n',
      "package.json": manifest(),
    },
    code: "no-run",
    log: [],
    cause: "not-started",
    leadsTo: [path, "release:"],
  },
  {
    id: "a release that a remote workflow makes",
    files: {
      [path]:
        "on: push\njobs:\n  ship:\n    uses: harbor/workflows/.github/workflows/npm.yml@v2\n    permissions: { contents: read, id-token: write }\n    with: { node_version: 22.22.1 }\n",
      "package.json": manifest(),
    },
    log: ["npm error code MODULE_NOT_FOUND", "npm error Cannot find module 'promise-retry'"],
    cause: "npm-replaces-itself",
    leadsTo: [path, "harbor/workflows"],
  },
  {
    id: "provenance that a package asks for",
    files: {
      [path]: workflow({ steps: ["run: npm publish"] }),
      "package.json": manifest({ publishConfig: { access: "public", provenance: true } }),
    },
    log: [
      "npm error code E422",
      'npm error 422 Unprocessable Entity - PUT https://REGISTRY/@ship%2fknots - Error verifying sigstore provenance bundle: Unsupported GitHub Actions source repository visibility: "private".',
    ],
    cause: "private-source",
    leadsTo: ["package.json", '"provenance": true'],
  },
  {
    id: "a setup of which nobody knows the npm",
    files: {
      [path]: workflow({ steps: ["uses: harbor/setup@v1", "run: npm publish"] }),
      "package.json": manifest(),
    },
    log: old,
    cause: "npm-too-old",
    leadsTo: [path, "harbor/setup"],
  },
];
