import type { Release, Row } from "./silent.ts";
import { manifest, run } from "./tools.ts";

/** changesets/action without a command, in a job that may ask for an OIDC token. */
export const idle: Release = {
  publish: "- uses: changesets/action@v1",
  permissions: "{ contents: write, pull-requests: write, id-token: write }",
  package: manifest('"devDependencies": { "@changesets/cli": "^2.29.0" }'),
};
const other = (step: string): Release => ({
  files: {
    ".github/workflows/other.yml": `on: push\njobs:\n  other:\n    runs-on: ubuntu-latest\n    steps:\n      ${step}`,
  },
});

/** Each may publish, or leave nothing to publish. */
export const hiddenIdle: readonly Row[] = [
  ["its inputs can't be read", { publish: "- uses: changesets/action@v1\n  with: ${{ fromJSON(vars.CHANGESETS) }}" }],
  ["a script of the repository may publish", { steps: "- run: ./scripts/release.sh" }],
  ["a make target may publish", { steps: "- run: make all" }],
  ["an action that isn't known may publish", other("- uses: acme/ship@v1")],
  ["an action of the repository may publish", other("- uses: ./.github/actions/all")],
  ["another workflow deploys", other("- run: node ./deploy.mjs")],
  [
    "a workflow of another repository may publish",
    {
      files: {
        ".github/workflows/other.yml": "on: push\njobs: { all: { uses: acme/workflows/.github/workflows/all.yml@v1 } }",
      },
    },
  ],
  ["the id-token may be for something else", { steps: "- uses: actions/attest@v3\n  with: { subject-path: dist }" }],
  ["the permissions are an expression", { permissions: "${{ fromJSON(vars.PERMISSIONS) }}" }],
  ["package.json can't be read", { package: "", given: { unknown: ["package.json"] } }],
  ["no package is public", { package: manifest('"private": true') }],
];

/** The output of a step that isn't there. */
export const empty: Release = run('npm publish "${{ steps.pack.outputs.file }}"');

/** Each may have a value. */
export const hiddenValues: readonly Row[] = [
  ["a step has the id", { steps: '- id: pack\n  run: echo "file=$(npm pack)" >> "$GITHUB_OUTPUT"' }],
  [
    "a step has the id in other letters",
    { steps: "- id: PACK\n  uses: actions/cache@v5\n  with: { path: dist, key: dist }" },
  ],
  ["a step's id can't be read", { steps: "- id: [pack]\n  run: echo packed" }],
  ["there is another value", run("npm publish \"${{ steps.pack.outputs.file || './dist' }}\"")],
  ["the step isn't constant", run('npm publish "${{ steps[inputs.step].outputs.file }}"')],
  ["it is a part of a path", run('npm publish "./dist-${{ steps.pack.outputs.file }}"')],
  ["it is an option's value", run('npm publish --otp="${{ steps.pack.outputs.file }}" ./dist')],
];
