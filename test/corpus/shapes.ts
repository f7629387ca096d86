/** When the release runs: the workflow's triggers; with `caller` another workflow, which calls it. */
export interface Trigger {
  readonly name: string;
  readonly on: string;
  readonly condition?: string;
  readonly caller?: { readonly path: string; readonly on: string; readonly uses: string; readonly keepsBlock: boolean };
}

export const triggers: readonly Trigger[] = [
  { name: "tag", on: "on:\n  push:\n    tags:\n      - 'v*'" },
  { name: "release", on: "on:\n  release:\n    types: [published]" },
  {
    name: "dispatch",
    on: '"on":\n  workflow_dispatch:\n    inputs:\n      version:\n        description: patch, minor or major\n        default: patch',
  },
  {
    name: "push",
    on: "on:\n  push:\n    branches: [main]\n    paths-ignore: ['docs/**']",
    condition: "github.repository == 'acme/widgets'",
  },
  { name: "schedule", on: "on:\n  schedule:\n    - cron: '0 3 * * *'\n  workflow_dispatch:" },
  {
    name: "merged pull request",
    on: "on:\n  pull_request:\n    types: [closed]\n    branches: [main]",
    condition: "${{ github.event.pull_request.merged }}",
  },
  {
    name: "called, both with a block",
    on: "on: workflow_call",
    caller: {
      path: ".github/workflows/ci.yaml",
      on: "on: { push: { branches: [main] } }",
      uses: "./.github/workflows/release.yml",
      keepsBlock: true,
    },
  },
  {
    name: "called, the block in the caller",
    on: "on:\n  workflow_call:\n    secrets:\n      NPM_TOKEN:\n        required: false",
    caller: {
      path: ".github/workflows/main.yml",
      on: "on: [push]",
      uses: "$/.github/workflows/release.yml",
      keepsBlock: false,
    },
  },
];

/** How the permissions are written: over all jobs, or in the job. */
export interface Grant {
  readonly name: string;
  readonly workflow?: string;
  readonly job?: string;
}

export const grants: readonly Grant[] = [
  { name: "workflow", workflow: "permissions:\n  contents: write\n  pull-requests: write\n  id-token: write # npm" },
  {
    name: "job",
    workflow: "permissions:\n  contents: read",
    job: "permissions:\n  contents: write\n  pull-requests: write\n  id-token: write",
  },
  {
    name: "flow mapping",
    workflow: "permissions: {}",
    job: "permissions: { contents: write, pull-requests: write, 'id-token': \"write\" }",
  },
  { name: "write-all", workflow: "permissions: write-all" },
];

/** What a release by token needs. */
export const tokenGrants: readonly Grant[] = grants.map(({ name, workflow, job }) => ({
  name,
  ...(workflow === undefined ? {} : { workflow: withoutIdToken(workflow) }),
  ...(job === undefined ? {} : { job: withoutIdToken(job) }),
}));

function withoutIdToken(block: string): string {
  return block
    .replace(/\n? *id-token: write.*/, "")
    .replace(/, 'id-token': "write"/, "")
    .replace("write-all", "read-all");
}

/** Where a Node comes from whose npm is good for `npm stage`, or is made so. */
export interface NodeSource {
  readonly name: string;
  readonly steps: readonly string[];
  /** Keys of the job. */
  readonly job?: string;
  readonly workflow?: string;
  readonly root?: Readonly<Record<string, unknown>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly image?: string;
  /** lint doesn't read this source yet: where the npm on the PATH publishes, it says so. */
  readonly unread?: true;
}

const setup = (version: string, more = "", major = 6): string =>
  `- uses: actions/setup-node@v${major}\n  with:\n    ${version}${more}`;
const url = "\n    registry-url: https://REGISTRY";

export const nodeSources: readonly NodeSource[] = [
  { name: "24", steps: [setup("node-version: 24")] },
  { name: "24 with registry-url", steps: [setup("node-version: 24", url)] },
  { name: '"24", setup-node 4', steps: [setup('node-version: "24"', `${url}/\n    cache: npm`, 4)] },
  { name: "24.x, setup-node 7", steps: [setup("node-version: 24.x", `${url}\n    package-manager-cache: false`, 7)] },
  { name: "lts/*", steps: [setup("node-version: lts/*", "\n    check-latest: true")] },
  { name: ".nvmrc", steps: [setup("node-version-file: .nvmrc", url)], files: { ".nvmrc": "v24\n" } },
  {
    name: ".tool-versions",
    steps: [setup("node-version-file: .tool-versions")],
    files: { ".tool-versions": "nodejs 24.20.0\npnpm 10.20.0\n" },
  },
  {
    name: "volta",
    steps: [setup("node-version-file: package.json")],
    root: { engines: { node: ">=20" }, volta: { node: "24.19.0" } },
  },
  {
    name: "matrix",
    job: "strategy:\n  matrix:\n    node: [24]",
    steps: [setup("node-version: ${{ matrix.node }}", url)],
  },
  { name: "env", workflow: "env:\n  NODE: '24'", steps: [setup("node-version: ${{ env.NODE }}")] },
  { name: "the image's", image: "ubuntu-26.04", steps: [] },
  { name: "ubuntu-latest's", steps: [] },
  { name: "a container's", job: "container: node:24", steps: [] },
  { name: "a container's newest LTS", job: "container:\n  image: node:lts-alpine", steps: [] },
  { name: "a newer npm on 22", steps: [setup("node-version: 22"), "- run: npm install -g npm@^11.15.0"] },
  { name: "npm 11 on 20", steps: [setup("node-version: 20", url), "- run: npm i --global npm@11"] },
  { name: "the newest npm on 24", steps: [setup('node-version: "24"', url), "- run: npm install -g npm@latest"] },
  {
    name: "an action of the repository",
    unread: true,
    steps: ["- uses: ./.github/actions/setup"],
    files: {
      ".github/actions/setup/action.yml":
        "inputs:\n  node:\n    default: 24\nruns:\n  using: composite\n  steps:\n    - uses: actions/setup-node@v6\n      with:\n        node-version: ${{ inputs.node }}\n",
    },
  },
];

/** The environment of the job, and what the repository declares of its publishers: their file is the one that is started. */
export interface Environment {
  readonly name: string;
  readonly job?: string;
  readonly publisher?: Readonly<Record<string, unknown>>;
}

export const environments: readonly Environment[] = [
  { name: "none" },
  { name: "named", job: "environment: npm" },
  { name: "with url", job: "environment:\n  name: npm\n  url: https://example.com/widgets" },
  { name: "declared", job: "environment: npm", publisher: { environment: "npm" } },
  { name: "declared without environment", publisher: {} },
];
