import assert from "node:assert/strict";
import { test } from "node:test";
import { registryHost } from "../../server/src/npm-host.ts";
import { folderOf, runIn } from "../cli/folder.ts";
import { reportIn } from "./schema.ts";

const release = `name: Release
on:
  push:
    tags: ["v*"]
permissions:
  contents: read
jobs:
  publish:
    runs-on: ubuntu-latest
    environment: npm
    permissions:
      contents: read
      id-token: write
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with:
          node-version: 24
      - run: npm ci
      - run: npm publish
`;

function record(entries: readonly object[]): string {
  return JSON.stringify({ packages: { "@acme/widgets": entries } });
}

const entry = {
  type: "github",
  repository: "acme/widgets",
  file: "release.yml",
  environment: "npm",
  permissions: ["createPackage"],
};

const releasePath = ".github/workflows/release.yml";
const recordPath = ".github/trusted-publishers.json";

const before: Readonly<Record<string, string>> = {
  "package.json": JSON.stringify({
    name: "@acme/widgets",
    version: "1.0.0",
    repository: "https://github.com/acme/widgets",
  }),
  "package-lock.json": "{}",
  ".git/config": '[remote "origin"]\n\turl = https://github.com/acme/widgets.git\n',
  [releasePath]: release,
  [recordPath]: record([entry]),
};

function changed(text: string, from: string, to: string): string {
  assert.ok(text.includes(from), from);
  return text.replace(from, to);
}

interface PullRequest {
  readonly title: string;
  /** Null for a file that goes. */
  readonly files: Readonly<Record<string, string | null>>;
  /** What the comment says. */
  readonly says: readonly RegExp[];
}

const pullRequests: readonly PullRequest[] = [
  {
    title: "the workflow file is renamed",
    files: { [releasePath]: null, ".github/workflows/publish.yml": release },
    says: [
      /`@acme\/widgets`: ready → \*\*blocked\*\*/,
      /\| workflow file \| \.github\/workflows\/release\.yml \| \.github\/workflows\/publish\.yml \|/,
    ],
  },
  {
    title: "the environment is removed",
    files: { [releasePath]: changed(release, "    environment: npm\n", "") },
    says: [/ready → \*\*blocked\*\*/, /\| environment \| `npm` \| none \|/],
  },
  {
    title: "a trigger is added",
    files: { [releasePath]: changed(release, "on:\n", "on:\n  workflow_dispatch:\n") },
    says: [
      /\| started by \| .*push.* \| `workflow_dispatch`, `push.* \|/,
      /\| runs \| .* \| .*workflow\\_dispatch of refs\/heads/,
    ],
  },
  {
    title: "the workflow and the record change together",
    files: {
      [releasePath]: null,
      ".github/workflows/publish.yml": release,
      [recordPath]: record([{ ...entry, file: "publish.yml" }]),
    },
    says: [
      /`@acme\/widgets`: ready\n/,
      /\| workflow file \| .*release\.yml \| .*publish\.yml \|/,
      /- added `@acme\/widgets`: .*file `publish\.yml`/,
      /- removed `@acme\/widgets`: .*file `release\.yml`/,
      /npmjs\.com doesn't change with this file/,
    ],
  },
  {
    title: "a fork's code is let in",
    files: {
      [releasePath]: changed(
        changed(release, "on:\n", "on:\n  pull_request_target:\n"),
        "      - uses: actions/checkout@v6\n",
        "      - uses: actions/checkout@v6\n        with:\n          ref: ${{ github.event.pull_request.head.sha }}\n",
      ),
    },
    says: [
      /\| started by \| .* \| `pull_request_target`/,
      /- added `actions\/checkout@v6 with ref \$\{\{ github\.event\.pull_request\.head\.sha \}\}` \(`\.github\/workflows\/release\.yml:\d+`\)/,
    ],
  },
  {
    title: "the record trusts any environment",
    files: { [recordPath]: record([{ ...entry, environment: undefined }]) },
    says: [
      /\| who can publish \| as open as the settings of environment "npm".* \| whoever can push a branch/,
      /- added `@acme\/widgets`: repository `acme\/widgets`, file `release\.yml`, permissions/,
    ],
  },
  {
    title: "the entry allows staging alone",
    files: { [recordPath]: record([{ ...entry, permissions: ["createStagedPackage"] }]) },
    says: [/ready → \*\*blocked\*\*/, /permissions `createStagedPackage`/, /whoever approves it on npmjs\.com/],
  },
  {
    title: "an unpinned download runs next to the token",
    files: { [releasePath]: changed(release, "npm ci\n", "npm ci\n      - run: npx --yes some-tool\n") },
    says: [/What runs alongside the token:\n\n- added `npx --yes some-tool`/],
  },
  {
    title: "a token comes back",
    files: {
      [releasePath]: changed(
        changed(release, "      id-token: write\n", ""),
        "npm publish\n",
        "npm publish\n        env:\n          NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}\n",
      ).replace("node-version: 24\n", `node-version: 24\n          registry-url: https://${registryHost}\n`),
    },
    says: [/\| authentication \| trusted publishing only \| a token \|/, /\| credentials \|/],
  },
  {
    title: "Node is too old",
    files: { [releasePath]: changed(release, "node-version: 24", "node-version: 22") },
    says: [/- New: ✗ .*npm 10\..* can't exchange an OIDC token/, /\| client \| npm 11\..* \| npm 10\./],
  },
  {
    title: "a package is added",
    files: {
      "package.json": JSON.stringify({ name: "root", private: true, workspaces: ["packages/*"] }),
      "packages/gears/package.json": JSON.stringify({
        name: "@acme/gears",
        version: "1.0.0",
        repository: "https://github.com/acme/widgets",
      }),
      [releasePath]: changed(release, "npm publish\n", "npm publish --workspaces\n"),
    },
    says: [
      /`@acme\/gears`: not published → \*\*/,
      /`@acme\/widgets`: ready → \*\*not published\*\*/,
      /A publish is added/,
    ],
  },
  {
    title: "nothing of a release changes",
    files: { "README.md": "# Widgets\n" },
    says: [/\*\*No release changes\.\*\*/, /It stays as it is\./, /npmjs\.com doesn't change with this file/],
  },
  {
    title: "the registry is another one",
    files: { ".npmrc": "@acme:registry=https://npm.pkg.github.com\n" },
    says: [/`@acme\/widgets`: ready → \*\*not published\*\*/],
  },
];

for (const { title, files, says } of pullRequests) {
  test(`a pull request: ${title}`, async (context) => {
    const after = Object.fromEntries(
      Object.entries({ ...before, ...files }).flatMap(([path, text]) => (text === null ? [] : [[path, text] as const])),
    );
    const base = folderOf(context, before);
    const folder = folderOf(context, after);
    const { out, told } = await runIn(folder, ["check", "--against", base]);
    assert.deepEqual(told, []);
    for (const words of says) assert.match(out, words);
    assert.equal(out.match(/^## /gm)?.length, 1);
    const json = await runIn(folder, ["check", "--against", base, "--format", "json"]);
    assert.ok(reportIn(json.out).against !== null);
  });
}
