import type { Release, Row } from "./silent.ts";

const publish = (line: string): Release => ({ publish: `- run: ${line}` });

/** A package.json that names this repository. */
export const named = (repository: string): string =>
  `{ "name": "widgets", "version": "1.0.0", "repository": "${repository}" }`;

/** Each may publish another package.json than the one that is there. */
export const hiddenPackages: readonly Row[] = [
  ["a build makes the package", publish("npm publish ./dist")],
  ["a build makes the package in its folder", { publish: "- run: npm publish\n  working-directory: dist" }],
  ["a tarball", publish("npm publish ./widgets-1.0.0.tgz")],
  ["a tarball by a pattern", publish("npm publish ./out/*.tgz")],
  ["the folder is an input", publish("npm publish ${{ inputs.folder }}")],
  ["the folder is a variable of the script", publish('npm publish "$FOLDER"')],
  ["the folder is an expression", { publish: '- run: npm publish\n  working-directory: "${{ inputs.folder }}"' }],
  ["the folder is made by the script", publish('cd "$(mktemp -d)" && npm publish')],
  ["the folders are whatever there is", publish("for each in packages/*; do (cd $each && npm publish); done")],
  [
    "the folder comes from a matrix that another job makes",
    {
      job: 'strategy: { matrix: { folder: "${{ fromJSON(needs.plan.outputs.folders) }}" } }',
      publish: '- run: npm publish\n  working-directory: "${{ matrix.folder }}"',
    },
  ],
  ["the workspace is an input", publish("npm publish -w ${{ inputs.package }}")],
  [
    "the workspaces can't be listed",
    {
      ...publish("npm publish --workspaces"),
      package: `{ "name": "root", "workspaces": ["packages/*"] }`,
      given: { unknown: ["packages/"] },
    },
  ],
  ["package.json is set", { steps: "- run: npm pkg set name=widgets repository=acme/widgets private=false" }],
  ["package.json is edited", { steps: "- run: sed -i s/0.0.0/1.0.0/ package.json" }],
  ["package.json is written", { steps: "- run: jq .publish package.json > package.json" }],
  ["package.json is copied over", { steps: "- run: cp release/package.json package.json" }],
  ["a script of the repository may write it", { steps: "- run: node scripts/prepare.mjs" }],
  [
    "a script in one line may write it",
    { steps: `- run: node -e 'require("fs").writeFileSync("package.json", next())'` },
  ],
  [
    "a script of the package may write it",
    { package: `{ "name": "widgets", "version": "1.0.0", "scripts": { "prepack": "node scripts/pack.mjs" } }` },
  ],
  [
    "a script that its scripts call may write it",
    {
      package: `{ "name": "widgets", "version": "1.0.0", "scripts": { "prepublishOnly": "npm run pack:all", "pack:all": "clean-package" } }`,
    },
  ],
  ["an artifact may bring it", { steps: "- uses: actions/download-artifact@v6" }],
  ["an archive may bring it", { steps: "- run: tar xzf build.tgz" }],
  ["an action may write it", { steps: "- uses: acme/bump-version@v1" }],
  ["a checkout of another ref", { checkout: "- uses: actions/checkout@v6\n  with: { ref: next }" }],
  ["a checkout of another repository", { checkout: "- uses: actions/checkout@v6\n  with: { repository: acme/other }" }],
  ["git brings another ref", { steps: '- run: git checkout "$TAG"' }],
  ["package.json is no JSON", { package: '{ "name": "widgets", "version": }' }],
  ["package.json is a list", { package: "[]" }],
  ["package.json can't be read", { package: "", given: { unknown: ["package.json"] } }],
  ["`repository` is something else", { package: `{ "name": "widgets", "version": "1.0.0", "repository": ["acme"] }` }],
  ["`publishConfig` can't be read", { package: `{ "name": "widgets", "version": "1.0.0", "publishConfig": [] }` }],
];

/** Each may publish without provenance, so that nothing is compared. */
export const hiddenProvenance: readonly Row[] = [
  ["the access is an input", publish('npm publish --access "${{ inputs.access }}"')],
  ["provenance is an input", publish("npm publish --provenance=${{ inputs.provenance }}")],
  ["provenance is a variable", { job: 'env: { NPM_CONFIG_PROVENANCE: "${{ vars.PROVENANCE }}" }' }],
];
