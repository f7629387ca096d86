import * as nothing from "./nothing.ts";
import * as release from "./release.ts";
import { hiddenPackages } from "./packages.ts";
import { hiddenCredentials, hiddenWays } from "./credentials.ts";
import { hiddenClients } from "./clients.ts";
import { kept, keepsPackage, keepsSetup, onlySetup } from "./rows.ts";
import { silentOnUnknown, type Release, type Row } from "./silent.ts";
import { run } from "./tools.ts";

const hiddenFromTools = hiddenCredentials.filter(kept).filter(keepsPackage);
silentOnUnknown("release-tool-config", release.releaseIt, "maybe", [...release.hiddenReleaseIts, ...hiddenFromTools]);
silentOnUnknown("release-tool-config", release.semanticRelease, "maybe", [
  ...release.hiddenSpellings,
  ...hiddenFromTools,
]);
silentOnUnknown("release-tool-config", release.byEnvironment, "maybe", release.hiddenEnvironments);

silentOnUnknown("self-hosted-runner", { runsOn: "self-hosted" }, "maybe", [
  ...release.hiddenRunners,
  ...release.hiddenTokens,
]);
silentOnUnknown("self-hosted-runner", { runsOn: "depot-ubuntu-24.04" }, "maybe", [
  ...release.hiddenRunners,
  ...hiddenCredentials.filter(kept),
]);
silentOnUnknown("missing-checkout", { checkout: "" }, "maybe", release.hiddenCheckouts);
silentOnUnknown("publishes-nothing", nothing.idle, "maybe", nothing.hiddenIdle);
silentOnUnknown("publishes-nothing", nothing.empty, "maybe", nothing.hiddenValues);

const caller = (job: string): Release => ({
  files: {
    ".github/workflows/tag.yml": `on: push\njobs:\n  release:\n    uses: ./.github/workflows/release.yml\n${job}`,
  },
});
silentOnUnknown(
  "reusable-workflow-permissions",
  { on: "on: workflow_call", ...caller("    permissions: { contents: read }") },
  "maybe",
  [
    ["the caller has no block", caller("")],
    ["the caller's block is an expression", caller("    permissions: ${{ fromJSON(vars.PERMISSIONS) }}")],
    ["the caller's block names a scope twice", caller("    permissions: { id-token: none, id-token: write }")],
    ["the caller never runs", caller("    if: false\n    permissions: { contents: read }")],
    ["nothing here calls it", { files: { ".github/workflows/tag.yml": "" } }],
    ["the workflow's own block is an expression", { permissions: "${{ fromJSON(vars.PERMISSIONS) }}" }],
  ],
);

const on = (events: string): Release => ({ on: `on: ${events}` });
silentOnUnknown("refused-trigger", on("pull_request_target"), "maybe", [
  ["the triggers can't be read", on("[pull_request_target, [push]]")],
  [
    "the job never runs for it",
    { ...on("[push, pull_request_target]"), job: "if: github.event_name != 'pull_request_target'" },
  ],
  ["a condition that isn't known leaves it out", { ...on("[issue_comment, push]"), job: "if: vars.RELEASE" }],
  ...hiddenCredentials.filter(keepsSetup),
  ...hiddenWays.filter(([, { on: other, files }]) => other === undefined && files === undefined),
]);

silentOnUnknown("release-filter", on("{ release: { types: [created] } }"), "maybe", [
  ["the types can't be read", on("{ release: { types: { created: true } } }")],
  ["there are other types", on("{ release: { types: [created, edited] } }")],
  ["what is published isn't known", { publish: "- run: node scripts/publish.mjs" }],
  [
    "the job never runs for it",
    { ...on("{ push: , release: { types: [created] } }"), job: "if: github.event_name != 'release'" },
  ],
]);

silentOnUnknown("swallowed-failure", run("npm publish || true"), "maybe", [
  ["what follows may stop", run("npm publish || ./failed.sh || exit 1")],
  ["a later line looks at the registry", { publish: "- run: |\n    npm publish || true\n    npm view widgets@1.0.0" }],
  [
    "what tolerates it is an expression",
    { publish: "- run: npm publish\n  continue-on-error: ${{ inputs.tolerant }}" },
  ],
  ["the shell is another one", { publish: "- run: npm publish || true\n  shell: nu {0}" }],
]);

silentOnUnknown("tarball-path", run("npm publish out/widgets.tgz"), "maybe", [
  ["the path isn't constant", run('npm publish "$FOLDER/widgets.tgz"')],
  ["the path is an input", run('npm publish "${{ inputs.folder }}/widgets.tgz"')],
  ["a command that isn't known runs npm", run("retry-it 3 npm publish out/widgets.tgz")],
]);

const scoped: Release = {
  package: `{ "name": "@acme/widgets", "version": "1.0.0", "repository": "acme/widgets" }`,
  ...run("npm publish --registry https://REGISTRY/ --access public"),
  files: { ".npmrc": "@acme:registry=https://npm.acme.dev/\n" },
};
const hiddenRegistries: readonly Row[] = [
  [
    "the registry of the scope is a variable",
    { files: { ".npmrc": "@acme:registry=${REGISTRY_URL}\n" }, job: 'env: { REGISTRY_URL: "${{ vars.URL }}" }' },
  ],
  ["the `.npmrc` can't be read", { given: { unknown: [".npmrc"] } }],
  ["a step writes the `.npmrc` anew", { steps: "- run: echo 'fund=false' > .npmrc" }],
  ["the registry is an input", run('npm publish --registry "${{ inputs.registry }}" --access public')],
];
silentOnUnknown("other-registry", scoped, "maybe", [
  ...hiddenRegistries,
  ...hiddenCredentials.filter(kept).filter(([, { files, given }]) => files === undefined && given === undefined),
]);

const pedantic = { given: { pedantic: true } };
silentOnUnknown("provenance-redundant", { ...run("npm publish --provenance"), ...pedantic }, "maybe", [
  ["provenance is an input", run("npm publish --provenance=${{ inputs.provenance }}")],
  ["the access is an input", run('npm publish --provenance --access "${{ inputs.access }}"')],
  ["the machine isn't known", { runsOn: "acme-large" }],
  ...hiddenClients.filter(onlySetup),
  ...hiddenCredentials.filter(kept),
]);

const workspace: Release = {
  ...pedantic,
  package: `{ "name": "root", "private": true, "workspaces": ["packages/*"] }`,
  files: { "packages/a/package.json": `{ "name": "a", "version": "1.0.0", "repository": "github:acme/widgets" }` },
  ...run("npm publish -w packages/a"),
};
silentOnUnknown("repository-directory", workspace, "maybe", [
  ["the workspace is an input", run("npm publish -w ${{ inputs.package }}")],
  ["its package.json can't be read", { given: { ...pedantic.given, unknown: ["packages/a/package.json"] } }],
  ["the root's package.json can't be read", { package: "", given: { ...pedantic.given, unknown: ["package.json"] } }],
  ...hiddenPackages.filter(kept).filter(keepsPackage),
]);
