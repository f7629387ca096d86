import type { Row } from "./silent.ts";

const setup = (inputs: string, ref = "v6"): string => `- uses: actions/setup-node@${ref}\n  with: { ${inputs} }`;
const mise = { "mise.toml": '[tools]\nnode = "22"\n' };
const manifest = (more: string): string =>
  `{ "name": "widgets", "version": "1.0.0", "repository": "acme/widgets", ${more} }`;

/** Each hides which Node publishes, and so which npm. */
export const hiddenNodes: readonly Row[] = [
  ["a container brings Node", { setup: "", job: "container: ghcr.io/acme/node:22" }],
  ["a container's image is an expression", { setup: "", job: 'container: "node:${{ inputs.node }}"' }],
  ["a container's image is named by its digest", { setup: "", job: `container: node:22@sha256:${"0".repeat(64)}` }],
  ["CircleCI's image of Node isn't Docker's", { setup: "", job: "container: { image: cimg/node:22.9 }" }],
  ["a container's image has a tag that nobody knows", { setup: "", job: "container: node:22-acme" }],
  ["setup-node may read TOML", { setup: setup("node-version-file: mise.toml", "v7"), files: mise }],
  ["setup-node doesn't read TOML", { setup: setup("node-version-file: mise.toml"), files: mise }],
  ["mise installs Node", { setup: "- uses: jdx/mise-action@v4", files: mise }],
  [
    "asdf installs Node",
    { setup: "- uses: asdf-vm/actions/install@v4", files: { ".tool-versions": "nodejs 22.9.0\n" } },
  ],
  ["volta installs Node", { setup: "- uses: volta-cli/action@v4", package: manifest('"volta": { "node": "22.9.0" }') }],
  [
    "a command writes the file with the Node version",
    { setup: `- run: echo 24 > .nvmrc\n${setup("node-version-file: .nvmrc")}`, files: { ".nvmrc": "22\n" } },
  ],
  [
    "a command changes the file with the Node version",
    {
      setup: `- run: sed -i s/22/24/ .node-version\n${setup("node-version-file: .node-version")}`,
      files: { ".node-version": "22\n" },
    },
  ],
  [
    "a script of one line writes the file with the Node version",
    {
      setup: `- run: node -e "fs.writeFileSync('.nvmrc', '24')"\n${setup("node-version-file: .nvmrc")}`,
      files: { ".nvmrc": "22\n" },
    },
  ],
  [
    "an artifact may bring another package.json",
    {
      setup: `- uses: actions/download-artifact@v8\n${setup("node-version-file: package.json")}`,
      package: manifest('"engines": { "node": "22" }'),
    },
  ],
  [
    "a commit of setup-node that may read devEngines",
    {
      setup: setup("node-version-file: package.json", "a".repeat(40)),
      package: manifest(
        '"engines": { "node": "22" }, "devEngines": { "runtime": { "name": "node", "version": "24" } }',
      ),
    },
  ],
  [
    "volta's version stands in a file that isn't there",
    {
      setup: setup("node-version-file: package.json"),
      package: manifest('"volta": { "extends": "../package.json" }'),
    },
  ],
  [
    "volta goes round in circles",
    {
      setup: setup("node-version-file: package.json"),
      package: manifest('"volta": { "extends": "./package.json" }'),
    },
  ],
  [
    "a file that says nothing",
    { setup: setup("node-version-file: .nvmrc"), files: { ".nvmrc": "# the newest one\n" } },
  ],
];
