/** Permissions of the job's own token, beyond `contents: read`. */
export type Scopes = Readonly<Record<string, "read" | "write">>;

/** When an action makes a tag and a GitHub release with the job's own token. */
export type ReleaseMaking =
  | { readonly when: "never" }
  /** Always; with one of these inputs, not for certain. `plain` where its tags are `v` and a version for a package at the root. */
  | { readonly when: "always"; readonly unlessGiven: readonly string[]; readonly plain?: true }
  /** For the tag that one of the inputs `tag` names; with one of the inputs `off`, one that starts no workflow. */
  | { readonly when: "tagged"; readonly tag: readonly string[]; readonly off: readonly string[] }
  /** Where this input is `true`; else a draft, which a person publishes. */
  | { readonly when: "told"; readonly input: string }
  /** By the command that it is given, or not at all. */
  | { readonly when: "commanded" };

/** The inputs that hold a command, which is read like a script, and how it is run. */
export interface CommandInputs {
  /** The first; from the major version `renamedIn` on, the second. */
  readonly names: readonly string[];
  readonly renamedIn?: number;
  readonly shell?: string;
  readonly directory?: string;
  /** The command is there to publish. */
  readonly publishes: boolean;
  /** Before this major version the action first writes NPM_TOKEN into `~/.npmrc`. */
  readonly writesTokenBefore?: number;
}

/** What is known of an action. What no row answers, `actionWords` may (words.ts). */
export interface ActionRow {
  /** As people write it, without the ref; `owner/*` stands for all that begin so. An expression stands for what it matches. */
  readonly name: string | RegExp;
  /**
   * What it does to Node, npm, its registry and its credentials, beyond what its own inputs name: nothing, or Node and npm are any
   * after it. The same for its folders (`owner/name/folder`) and in upper or lower case.
   */
  readonly changes?: "nothing" | "node";
  /**
   * It installs Node, npm's registry and its credential by the inputs of setup-node; or a Node without its npm by the input `runtime`, or
   * what package.json and version files say.
   */
  readonly node?: "by inputs" | "by runtime";
  /** It may leave a token for npm to later steps, in any way and whatever `changes` says: then the credential isn't known. */
  readonly credential?: "may set";
  /** It installs pnpm by the inputs `version` and `package_json_file`, in any version, or never. */
  readonly pnpm?: "by inputs" | "any" | "never";
  /** The files that it brings into the workspace: a repository's, an artifact's with a package.json perhaps, or none. */
  readonly files?: "repository" | "artifact" | "none";
  /** What it needs of the job's own token, as its readme asks for it. */
  readonly scopes?: Scopes;
  /** Its scopes are known of this spelling alone, not of others in upper or lower case. */
  readonly spelled?: "so";
  /** Its pull request may be open already: then it asks for no scope to open one. */
  readonly pullRequest?: "may be open";
  readonly releases?: ReleaseMaking;
  /** The tool that it publishes to npm with, as `publish/tools/` calls it; `other` is one that isn't modelled. In upper or lower case. */
  readonly publishes?: string;
  /** In upper or lower case. */
  readonly commands?: CommandInputs;
  /** The input that holds a program in another language than a shell's. */
  readonly program?: string;
  /**
   * The variables of its job that it may read, or make npm read, and aren't among its inputs: none, or any where one of the inputs
   * `given` is there; with `name`, that one alone.
   */
  readonly variables?: "none" | { readonly given: readonly string[]; readonly name?: string };
}

const release: Omit<ActionRow, "name"> = {
  changes: "nothing",
  scopes: { contents: "write" },
  releases: { when: "tagged", tag: ["tag_name", "tag"], off: ["draft", "prerelease"] },
};

const releasePlease: Omit<ActionRow, "name"> = {
  changes: "nothing",
  scopes: { contents: "write", issues: "write", "pull-requests": "write" },
  spelled: "so",
  releases: { when: "always", unlessGiven: ["config-file", "skip-github-release"], plain: true },
};

const retry: CommandInputs = { names: ["command"], shell: "shell", directory: "current_path", publishes: false };

/** Those of which more is known than that they change nothing, or anything. Source: each action's `action.yml` and readme, read in 2026. */
const rows: readonly ActionRow[] = [
  { name: "actions/cache", changes: "nothing", scopes: {}, spelled: "so" },
  {
    name: "actions/checkout",
    changes: "nothing",
    files: "repository",
    scopes: {},
    spelled: "so",
    // Another commit, or another repository, may have another `.npmrc`.
    variables: { given: ["ref", "repository", "path"] },
  },
  { name: "actions/create-github-app-token", changes: "nothing", files: "none" },
  { name: "actions/create-release", ...release },
  {
    name: "actions/download-artifact",
    changes: "nothing",
    files: "artifact",
    scopes: {},
    spelled: "so",
    variables: "none",
  },
  { name: "actions/github-script", changes: "nothing", program: "script" },
  {
    name: "actions/setup-node",
    changes: "node",
    node: "by inputs",
    scopes: {},
    spelled: "so",
    variables: { given: ["registry-url"], name: "NODE_AUTH_TOKEN" },
  },
  { name: "actions/upload-artifact", changes: "nothing", scopes: {}, spelled: "so", variables: "none" },
  { name: "actions/upload-release-asset", changes: "nothing", scopes: { contents: "write" } },
  { name: "benc-uk/workflow-dispatch", changes: "nothing", scopes: { actions: "write" } },
  {
    name: "changesets/action",
    scopes: { contents: "write", "pull-requests": "write" },
    spelled: "so",
    pullRequest: "may be open",
    releases: { when: "commanded" },
    publishes: "changesets",
    variables: { given: ["publish", "publish-script"], name: "NPM_TOKEN" },
    // Version 2 renamed the input, and writes no `.npmrc` (its release notes).
    commands: {
      names: ["publish", "publish-script"],
      renamedIn: 2,
      directory: "cwd",
      publishes: true,
      writesTokenBefore: 2,
    },
  },
  { name: "changesets/action/publish", publishes: "other" },
  { name: "codecov/codecov-action", changes: "nothing", scopes: {} },
  { name: "codfish/semantic-release-action", publishes: "other" },
  { name: "cycjimmy/semantic-release-action", publishes: "semantic-release" },
  { name: "denoland/setup-deno", changes: "nothing", scopes: {} },
  { name: "dtolnay/rust-toolchain", changes: "nothing", scopes: {} },
  { name: "google-github-actions/release-please-action", ...releasePlease },
  { name: "googleapis/release-please-action", ...releasePlease },
  { name: "JS-DevTools/npm-publish", publishes: "JS-DevTools/npm-publish" },
  { name: "ncipollo/release-action", ...release },
  { name: "nick-fields/retry", commands: retry },
  { name: "nick-invision/retry", commands: retry },
  { name: "oven-sh/setup-bun", changes: "nothing", scopes: {} },
  { name: "pascalgn/npm-publish-action", publishes: "other" },
  {
    name: "pnpm/action-setup",
    changes: "nothing",
    pnpm: "by inputs",
    files: "none",
    scopes: {},
    // An install runs the scripts of packages.
    variables: { given: ["run_install"] },
  },
  // It brings a Node by pnpm, and no npm: seen in a public log, where the runner's own npm published (cerbos-sdk-javascript#1539).
  { name: "pnpm/setup", changes: "nothing", node: "by runtime", pnpm: "by inputs", files: "none", scopes: {} },
  { name: "primer/publish", publishes: "other" },
  {
    name: "release-drafter/release-drafter",
    changes: "nothing",
    releases: { when: "told", input: "publish" },
  },
  { name: "softprops/action-gh-release", ...release },
  { name: "step-security/harden-runner", changes: "nothing", files: "none", scopes: {} },
  { name: "svenstaro/upload-release-action", changes: "nothing", scopes: { contents: "write" } },
  { name: "Swatinem/rust-cache", changes: "nothing", scopes: {} },
  { name: "wandalen/wretry.action", commands: retry },

  // What fetches secrets.
  {
    name: /secret|vault|doppler|infisical|1password|bitwarden|akeyless|conjur|dotenv|load-env/i,
    credential: "may set",
  },
  // One of the repository's own, or one that is there for pnpm or for tools of many kinds.
  { name: "actions/*", pnpm: "never" },
  { name: /^(?:\.|\$)\/|pnpm|mise|proto|asdf|volta/i, pnpm: "any" },
  { name: "dawidd6/*", files: "artifact" },
  // What it releases is an image.
  { name: "docker/*", changes: "nothing", releases: { when: "never" } },
  { name: /^actions\/setup-[\w-]+$/, files: "none", scopes: {} },
  { name: /^actions\/cache\/\w+$/, scopes: {} },
  { name: /^actions\/(?:setup-|cache\b)/, variables: "none" },
];

/**
 * Well-known actions that leave Node, npm, its registry and its credentials alone, beyond what their own inputs name, and of which
 * nothing else matters. `*` stands for the rest of a name. Source: each action's `action.yml` and readme, read in 2026.
 */
const leavesMachineAlone: readonly string[] = names(`
actions/add-to-project actions/attest* actions/configure-pages actions/dependency-review-action actions/deploy-pages
actions/first-interaction actions/labeler actions/setup-dotnet actions/setup-go actions/setup-java actions/setup-python actions/stale
actions/upload-pages-artifact
github/codeql-action

actions-rs/toolchain actions-rust-lang/setup-rust-toolchain astral-sh/setup-uv
erlef/setup-beam goreleaser/goreleaser-action gradle/actions mlugg/setup-zig mozilla-actions/sccache-action
pypa/* ramsey/composer-install ruby/setup-ruby shivammathur/setup-php taiki-e/install-action
pyo3/maturin-action subosito/flutter-action rust-lang/crates-io-auth-action

anothrnick/github-tag-action mathieudutour/github-tag-action mikepenz/release-changelog-builder-action orhun/git-cliff-action
requarks/changelog-action rymndhng/release-on-push-action triPSs/conventional-changelog-action crazy-max/*
dawidd6/action-download-artifact

aws-actions/* azure/* google-github-actions/* hashicorp/setup-terraform sigstore/* slsa-framework/* anchore/*
aquasecurity/* ossf/scorecard-action webfactory/ssh-agent

8398a7/action-slack amannn/action-semantic-pull-request bahmutov/npm-install browser-actions/setup-chrome
coverallsapp/github-action cypress-io/github-action dorny/* endbug/add-and-commit fregante/setup-git-user
jamesives/github-pages-deploy-action martinbeentjes/npm-get-version-action microsoft/playwright-github-action nrwl/nx-set-shas
peaceiris/actions-gh-pages peter-evans/* signpath/* rtcamp/action-slack-notify slackapi/slack-github-action sonarsource/*
stefanzweifel/git-auto-commit-action tj-actions/* wagoid/commitlint-github-action`);

/** Actions after which Node and npm are any, and of which nothing else matters. */
const putsAnyNode: readonly string[] = names(`
asdf-vm/actions cachix/* conda-incubator/* dcodeio/setup-node-nvm determinatesystems/* flox/* guyarb/setup-nvm
jdx/mise-action jdx/rtx-action jetify-com/devbox-install-action jetpack-io/devbox-install-action mamba-org/*
moonrepo/setup-proto moonrepo/setup-toolchain voidzero-dev/setup-vp volta-cli/action wyvox/*`);

/** Everything that is known of actions by their names: a row each, the first that answers a question counts. */
export const actions: readonly ActionRow[] = [
  ...rows,
  ...leavesMachineAlone.map((name): ActionRow => ({ name, changes: "nothing" })),
  ...putsAnyNode.map((name): ActionRow => ({ name, changes: "node" })),
];

function names(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
