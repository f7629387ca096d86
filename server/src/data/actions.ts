/**
 * Well-known actions that leave Node, npm, its registry and its credentials alone, beyond what their own inputs name.
 * `*` stands for the rest of a name. Source: each action's `action.yml` and readme, read in 2026.
 */
const harmless = `
actions/add-to-project actions/attest* actions/cache actions/checkout actions/configure-pages actions/create-github-app-token
actions/create-release actions/dependency-review-action actions/deploy-pages actions/download-artifact actions/first-interaction
actions/github-script actions/labeler actions/setup-dotnet actions/setup-go actions/setup-java actions/setup-python actions/stale
actions/upload-artifact actions/upload-pages-artifact actions/upload-release-asset
github/codeql-action

actions-rs/toolchain actions-rust-lang/setup-rust-toolchain astral-sh/setup-uv denoland/setup-deno dtolnay/rust-toolchain
erlef/setup-beam goreleaser/goreleaser-action gradle/actions mlugg/setup-zig mozilla-actions/sccache-action oven-sh/setup-bun
pnpm/action-setup pypa/* ramsey/composer-install ruby/setup-ruby shivammathur/setup-php swatinem/rust-cache taiki-e/install-action
pyo3/maturin-action subosito/flutter-action rust-lang/crates-io-auth-action

anothrnick/github-tag-action googleapis/release-please-action google-github-actions/release-please-action
mathieudutour/github-tag-action mikepenz/release-changelog-builder-action ncipollo/release-action orhun/git-cliff-action
release-drafter/release-drafter requarks/changelog-action rymndhng/release-on-push-action softprops/action-gh-release
svenstaro/upload-release-action triPSs/conventional-changelog-action crazy-max/* dawidd6/action-download-artifact

aws-actions/* azure/* docker/* google-github-actions/* hashicorp/setup-terraform sigstore/* slsa-framework/* anchore/*
aquasecurity/* ossf/scorecard-action step-security/harden-runner webfactory/ssh-agent

8398a7/action-slack amannn/action-semantic-pull-request bahmutov/npm-install browser-actions/setup-chrome codecov/codecov-action
coverallsapp/github-action cypress-io/github-action dorny/* endbug/add-and-commit fregante/setup-git-user
jamesives/github-pages-deploy-action martinbeentjes/npm-get-version-action microsoft/playwright-github-action nrwl/nx-set-shas
peaceiris/actions-gh-pages peter-evans/* rtcamp/action-slack-notify slackapi/slack-github-action sonarsource/*
stefanzweifel/git-auto-commit-action tj-actions/* wagoid/commitlint-github-action`;

/** Actions after which Node and npm are any. */
const changesNode = `
actions/setup-node asdf-vm/actions cachix/* conda-incubator/* dcodeio/setup-node-nvm determinatesystems/* flox/* guyarb/setup-nvm
jdx/mise-action jdx/rtx-action jetify-com/devbox-install-action jetpack-io/devbox-install-action mamba-org/*
moonrepo/setup-proto moonrepo/setup-toolchain voidzero-dev/setup-vp volta-cli/action wyvox/*`;

/** For the `uses:` of a step, ref included; the repository's own actions and containers aren't listed. */
export function actionChanges(uses: string): "nothing" | "node" | "not listed" {
  const name = /^[\w-]+\/[\w.-]+/.exec(uses)?.[0].toLowerCase();
  if (name === undefined || !/^[@/]|^$/.test(uses.slice(name.length))) return "not listed";
  return listed().get(name) ?? listed().get(name.replace(/\/.*/, "/*")) ?? listed().get(prefixOf(name)) ?? "not listed";
}

let known: ReadonlyMap<string, "nothing" | "node"> | undefined;

function listed(): ReadonlyMap<string, "nothing" | "node"> {
  const names = (text: string): readonly string[] => text.toLowerCase().trim().split(/\s+/);
  known ??= new Map([
    ...names(harmless).map((name) => [name, "nothing"] as const),
    ...names(changesNode).map((name) => [name, "node"] as const),
  ]);
  return known;
}

/** `actions/attest-sbom` is listed as `actions/attest*`. */
function prefixOf(name: string): string {
  return name.replace(/^([^/]+\/[^-]+).*$/, "$1*");
}
