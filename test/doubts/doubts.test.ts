import assert from "node:assert/strict";
import { test } from "node:test";
import { doubtsOf, type Row } from "./grades.ts";

const rewritten = "name~ private? repository~ version? publishConfig~ dependencies?";
const otherCommit = "name~ private~ repository~ version? publishConfig~ dependencies~";
const client = "client?";
const where = "registry? credential?";

const rows: Readonly<Record<string, Row>> = {
  nothing: { between: "", doubts: "" },
  // Reads, and what can't publish.
  "node reads the version": { between: `run: V=$(node -p "require('./package.json').version")`, doubts: "" },
  "node prints it": { between: `run: node -e "console.log(require('./package.json').version)"`, doubts: "" },
  "jq reads": { between: "run: jq -r .version package.json", doubts: "" },
  "cat reads": { between: "run: cat package.json .npmrc", doubts: "" },
  "a compiler": { between: "run: npx tsc -p . && npx eslint .", doubts: "" },
  "another publisher": { between: "run: ./mcp-publisher login github-oidc", doubts: "" },
  "what the system says of itself": { between: "run: . /etc/os-release", doubts: "" },
  "a comment names the registry": {
    between: "run: node scripts/build.mjs",
    files: { "scripts/build.mjs": "// in step with the registry, .npmrc and npm@11\nconsole.log(1);\n" },
    doubts: "",
  },
  "a program reads the PATH": {
    between: "run: python3 tools/check.py",
    files: { "tools/check.py": 'import os\nprint(os.environ["PATH"])\n' },
    doubts: "",
  },
  "a sourced file sets something else": {
    between: "run: . scripts/env.sh",
    files: { "scripts/env.sh": "export FOO=1\n" },
    doubts: "",
  },
  // Writes.
  "node writes package.json": {
    between: `run: node -e "require('fs').writeFileSync('package.json', '{}')"`,
    doubts: rewritten,
  },
  "a program writes package.json": {
    between: "run: node scripts/manifest.mjs",
    files: { "scripts/manifest.mjs": 'fs.writeFileSync("package.json", JSON.stringify({}));\n' },
    doubts: rewritten,
  },
  "a program writes .npmrc": {
    between: "run: node scripts/login.mjs",
    files: { "scripts/login.mjs": 'fs.appendFileSync(join(home, ".npmrc"), line);\n' },
    doubts: "registry? credential?",
  },
  "a program installs npm": {
    between: "run: node scripts/tools.mjs",
    files: { "scripts/tools.mjs": 'execSync("npm install -g npm@11");\n' },
    doubts: client,
  },
  "a program installs another tool": {
    between: "run: node scripts/tools.mjs",
    files: { "scripts/tools.mjs": 'execSync("pnpm add -g turbo");\n' },
    doubts: "",
  },
  "a program that isn't there": { between: "run: node dist/build.mjs", doubts: rewritten },
  "a sourced file sets a registry": {
    between: "run: . scripts/env.sh",
    files: { "scripts/env.sh": "export npm_config_registry=https://npm.acme.test\n" },
    doubts: `${client} ${where} ${rewritten}`,
  },
  // Versions.
  "npm version": { between: "run: npm version patch", doubts: "version?" },
  "npm pkg set version": { between: "run: npm pkg set version=2.0.0", doubts: "version?" },
  "npm pkg set repository": { between: "run: npm pkg set repository=acme/gadgets", doubts: "repository?" },
  "npm pkg set something else": { between: "run: npm pkg set scripts.build=tsc", doubts: "" },
  "npm pkg set a dependency": { between: "run: npm pkg set peerDependencies.gears=^2", doubts: "dependencies?" },
  "pnpm takes a dependency out": { between: "run: pnpm remove @acme/gears", doubts: "dependencies?" },
  "pnpm puts a published dependency in": { between: "run: pnpm i @acme/gears@latest", doubts: "dependencies?" },
  "yarn adds a dependency": { between: "run: yarn add -E @acme/gears", doubts: "dependencies?" },
  "npm installs what there is": { between: "run: npm install --ignore-scripts", doubts: "" },
  "pnpm adds to the machine": { between: "run: pnpm add -g turbo", doubts: "" },
  "npm installs a tool and saves nothing": { between: "run: npm install --no-save gears", doubts: "" },
  "jq writes the version": {
    between: `run: jq '.version = "2.0.0"' package.json > new.json && mv new.json package.json`,
    doubts: "version?",
  },
  "jq writes more": { between: "run: jq .publish package.json > package.json", doubts: rewritten },
  "sed writes the version": {
    between: `run: |\n  sed -i 's/"version": ".*"/"version": "2.0.0"/' package.json`,
    doubts: "version?",
  },
  "sed writes something": { between: "run: sed -i s/old/new/ package.json", doubts: rewritten },
  // Other commits and files.
  "git checkout of a tag": { between: "run: git checkout v1.0.0", doubts: otherCommit },
  "git makes a branch": { between: "run: git checkout -b release", doubts: "" },
  "a checkout of another ref": { between: "", checkout: "ref: main", doubts: otherCommit },
  "a checkout of the run's own ref": { between: "", checkout: 'ref: "${{ github.ref }}"', doubts: "" },
  "an empty ref": { between: "", checkout: 'ref: ""', doubts: "" },
  "a ref of another event": {
    between: "",
    checkout: 'ref: "${{ github.event.pull_request.head.ref }}"',
    on: "{ release: { types: [published] } }",
    doubts: "",
  },
  "an input or the run's own ref": { between: "", checkout: 'ref: "${{ inputs.tag || github.ref }}"', doubts: "" },
  "an input that a person gives": {
    between: "",
    checkout: 'ref: "${{ inputs.tag || github.ref }}"',
    on: "[push, workflow_dispatch]",
    doubts: otherCommit,
  },
  "the tag of the release, or else the run's own ref": {
    between: "",
    checkout: 'ref: "${{ github.event.release.tag_name || github.ref }}"',
    on: "[release, push]",
    doubts: "",
  },
  "this repository by its name": { between: "", checkout: "repository: acme/widgets", doubts: "" },
  // Credentials and registries.
  "an .npmrc is taken away, whichever": { between: "run: rm -f /home/runner/work/_temp/.npmrc", doubts: "" },
  "a name is piped on": {
    between: `run: echo "RELEASE=\${GITHUB_REF#refs/*/}" | sed s/v// >> $GITHUB_ENV`,
    doubts: "",
  },
  "any name is piped on": { between: "run: sort names >> $GITHUB_ENV", doubts: "credential?" },
  "a scope's line names npm's registry": {
    between: `run: echo "@acme:registry=https://REGISTRY/" >> .npmrc`,
    doubts: "",
  },
  "a scope's line of other packages": {
    between: `run: npm config set @other:registry https://npm.acme.test`,
    doubts: "",
  },
  "a scope's line of these packages": {
    between: `run: npm config set @acme:registry https://npm.acme.test`,
    doubts: "registry?",
  },
  // Actions.
  "an action with a GitHub token": {
    between: 'uses: acme/push@v1\nwith: { github_token: "${{ secrets.WORKFLOW_PAT }}" }',
    doubts: "",
  },
  "an action with an app's key": {
    between: 'uses: acme/app-token@v2\nwith: { app_id: 1, private_key: "${{ secrets.KEY }}" }',
    doubts: "",
  },
  "an action with npm's token": {
    between: 'uses: acme/tool@v1\nwith: { token: "${{ secrets.NPM_TOKEN }}" }',
    doubts: "credential?",
  },
  "an action with a variable of npm's": {
    between: 'uses: acme/tool@v1\nenv: { NODE_AUTH_TOKEN: "${{ secrets.ANY }}" }',
    doubts: "credential?",
  },
  "an action that sets up": { between: "uses: acme/setup@v1", doubts: client },
  "an action that sets up another language": { between: "uses: acme/setup-protoc@v1", doubts: "" },
  "an action that sets up another language, and Node": {
    between: "uses: acme/setup-rust@v1\nwith: { node-version: 24 }",
    doubts: client,
  },
  "an action that sets up tools of Node": { between: "uses: acme/setup-node-tools@v1", doubts: client },
  "an action in a folder": { between: "uses: acme/ci/build@v1", doubts: client },
  "a modelled release": { between: "uses: JS-DevTools/npm-publish@v4\nwith: { provenance: true }", doubts: "" },
  "a tag that isn't constant": { between: "", publish: "npm publish --tag $TAG", doubts: "tag?" },
  "an access that isn't constant": { between: "", publish: "npm publish --access $ACCESS", doubts: "access?" },
  "a dry run that isn't constant": { between: "", publish: 'npm publish --dry-run="$DRY"', doubts: "" },
  "a dry run or none": {
    between: "",
    publish: "npm publish ${{ inputs.dry && '--dry-run' || '' }} --access public",
    doubts: "",
  },
  "a workspace that isn't constant": {
    between: "",
    publish: "npm publish --workspace=${NAME%@*}",
    doubts: "packages?",
  },
  tarballs: { between: "", publish: "npm publish *.tgz", doubts: "packages?" },
  "a folder that isn't constant": { between: "", publish: "npm publish $each/", doubts: "packages?" },
  "in folders that aren't constant": {
    between: "",
    publish: "for each in npm/*; do (cd $each && npm publish); done",
    doubts: "packages?",
  },
  "in such folders, with a committed registry": {
    between: "",
    publish: "for each in npm/*; do (cd $each && npm publish); done",
    files: { ".npmrc": "registry=https://npm.acme.test\n" },
    doubts: "registry? credential? provenance? access? packages?",
  },
  "any option": {
    between: "",
    publish: "npm publish $ARGS",
    doubts: "registry~ credential~ provenance~ tag? packages?",
  },
  "an option by its name": { between: "", publish: "npm publish ${{ steps.version.outputs.tag }}", doubts: "tag?" },
  "a folder by its name": { between: "", publish: "npm publish $TAG_DIR", doubts: "packages?" },
  "an action of this repository by its name": {
    between: "uses: acme/widgets/.github/actions/setup@main",
    files: {
      ".github/actions/setup/action.yml":
        "runs:\n  using: composite\n  steps:\n    - uses: actions/setup-node@v6\n      with: { node-version: 24 }\n",
    },
    doubts: "client~",
  },
  "an action of another repository with such a path": {
    between: "uses: other/widgets/.github/actions/setup@main",
    doubts: client,
  },
  "pnpm's own setup": { between: "uses: pnpm/setup@v2\nwith: { runtime: node@24 }", doubts: "" },
  "another language's folder on the PATH": { between: 'run: echo "$HOME/.cargo/bin" >> $GITHUB_PATH', doubts: "" },
  "any folder on the PATH": { between: 'run: echo "$PWD/bin" >> $GITHUB_PATH', doubts: client },
  "a user without a password": {
    between: "",
    files: { ".npmrc": "//REGISTRY/:username=acme\n" },
    doubts: "",
  },
  "changesets with a folder of its own": {
    between: "",
    publish: "npx changeset publish",
    files: {
      "package.json":
        '{ "name": "@acme/widgets", "version": "1.0.0", "repository": "acme/widgets", "publishConfig": { "directory": "dist" } }\n',
    },
    doubts: rewritten,
  },
  // Programs.
  "a program that runs it": {
    between: "",
    publish: "node scripts/release.mjs",
    files: { "scripts/release.mjs": "execSync(`cd ${folder} && npm publish --access public`);\n" },
    doubts: "packages?",
  },
  "a program that runs one of two": {
    between: "",
    publish: "node scripts/release.mjs",
    files: {
      "scripts/release.mjs": 'if (beta) run("npm", ["publish", "--tag", "beta"]);\nelse run("npm", ["publish"]);\n',
    },
    doubts: "client~ registry~ credential~ provenance~ packages?",
  },
  "a program that puts its words together": {
    between: "",
    publish: "node scripts/release.mjs",
    files: { "scripts/release.mjs": 'const args = ["publish", "--access", "public"];\nawait execa("npm", args);\n' },
    doubts: "registry~ credential~ provenance~ tag? packages?",
  },
  "a program that sets a registry": {
    between: "",
    publish: "node scripts/release.mjs",
    files: { "scripts/release.mjs": 'const registry = pkg.registry;\nrun("npm", ["publish"]);\n' },
    doubts: "registry~ packages?",
  },
  "a script with a condition": {
    between: "",
    publish: "./scripts/release.sh",
    files: { "scripts/release.sh": 'if [ "$1" = beta ]; then echo no; else npm publish; fi\n' },
    doubts: "client~ registry~ credential~ provenance~ packages~",
  },
  "a script with two conditions": {
    between: "",
    publish: "./scripts/release.sh",
    files: { "scripts/release.sh": 'if [ "$1" = beta ]; then npm publish --tag beta; else npm publish; fi\n' },
    doubts: "client~ registry~ credential~ provenance~ packages~",
  },
  "an artifact in a folder of its own": {
    between: "uses: actions/download-artifact@v5\nwith: { path: artifacts }",
    doubts: "",
  },
  "an artifact in any folder": {
    between: 'uses: actions/download-artifact@v5\nwith: { path: "${{ inputs.to }}" }',
    doubts: rewritten,
  },
  "an artifact": { between: "uses: actions/download-artifact@v5", doubts: rewritten },
};

for (const [name, row] of Object.entries(rows))
  test(`what is in doubt after: ${name}`, () => {
    assert.equal(doubtsOf(row), row.doubts);
  });
