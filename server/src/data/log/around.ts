import type { Signature } from "./signature.ts";

/** What a log says before a publish starts, and after it, and what the job has (docs/facts/github.md#logs). */
export const aroundSignatures: readonly Signature[] = [
  {
    id: "engine",
    line: /Not compatible with your version of node\/npm: npm@(?<npmWanted>\d[\w.-]*)/,
    says: "EBADENGINE … npm@12",
    failure: "EBADENGINE",
  },
  {
    id: "promise-retry",
    line: /Cannot find module 'promise-retry'/,
    says: "MODULE_NOT_FOUND Cannot find module 'promise-retry'",
    failure: "npm-replaces-itself",
  },
  {
    id: "sigstore",
    line: /Cannot find module 'sigstore'/,
    says: "MODULE_NOT_FOUND Cannot find module 'sigstore'",
    failure: "npm-12.0.0",
  },
  {
    id: "lock-file",
    line: /npm ci`? (?:command )?can only install (?:packages )?with an existing|Dependencies lock file is not found in/,
    says: "npm ci can only install with an existing package-lock.json",
    failure: "lock-file",
  },
  {
    id: "pack-json",
    line: /\bjq: error.*(?:Cannot index object with number|null)|npm error.*\bundefined\.tgz\b/,
    says: "jq: error … Cannot index object with number",
    failure: "pack-json",
  },
  {
    id: "caller-permissions",
    line: /is requesting 'id-token: write', but is only allowed 'id-token: none'/,
    says: "… is requesting 'id-token: write', but is only allowed 'id-token: none'",
    failure: "caller-permissions",
  },
  {
    id: "dispatch-trigger",
    line: /Workflow does not have 'workflow_dispatch' trigger/,
    says: "Workflow does not have 'workflow_dispatch' trigger",
    failure: "dispatch-trigger",
  },
  {
    // Environments of websites and previews have the same rules: only a name that speaks of a package is meant.
    id: "environment-rules",
    line: /^(?:Branch|Tag) "[^"]*" is not allowed to deploy to \S*(?:npm|publish|release|registry|package)\S* due to environment protection rules/i,
    says: "Tag … is not allowed to deploy to npm due to environment protection rules.",
    failure: "environment-rules",
  },
  {
    id: "integration-403",
    line: /HTTP 403: Resource not accessible by integration/,
    says: "HTTP 403: Resource not accessible by integration",
    failure: "github-403",
  },
  {
    id: "workspace-protocol",
    line: /EUNSUPPORTEDPROTOCOL|Unsupported URL Type "(?:workspace|catalog):/,
    says: 'EUNSUPPORTEDPROTOCOL Unsupported URL Type "workspace:"',
    failure: "EUNSUPPORTEDPROTOCOL",
  },
  { id: "id-token-write", line: /^I[dD]-[Tt]oken: write$/, says: "Id-Token: write", clues: ["id-token-listed"] },
  { id: "environment-npm", line: /^npm: v?(?<npm>\d+\.\d+\.\d+\S*)$/, says: "npm: VERSION" },
  { id: "environment-node", line: /^node: v(?<node>\d+\.\d+\.\d+)$/, says: "node: VERSION" },
  {
    id: "verbose-npm",
    line: /^npm (?:verbose|info|verb|notice)? ?(?:npm {1,2}v|using npm@)(?<npm>\d+\.\d+\.\d+\S*)$/,
    says: "npm verbose npm VERSION",
  },
  {
    id: "notice-npm",
    line: /New (?:major|minor|patch) version of npm available! v?(?<npm>\d+\.\d+\.\d+) ->/,
    says: "New version of npm available",
  },
  {
    id: "engine-warning",
    line: /^npm warn EBADENGINE\s+current: \{ node: 'v(?<node>\d+\.\d+\.\d+)', npm: '(?<npm>\d+\.\d+\.\d+)' \}/i,
    says: "npm warn EBADENGINE current: …",
  },
  {
    id: "tool-cache",
    line: /\/hostedtoolcache\/node\/(?<node>\d+\.\d+\.\d+)\/|[CD]:\\hostedtoolcache\\windows\\node\\(?<node2>\d+\.\d+\.\d+)\\/,
    says: "/opt/hostedtoolcache/node/VERSION",
  },
  { id: "engine-npm", line: /Actual:\s+\{.*"npm":"(?<npm>\d+\.\d+\.\d+)"/, says: "Actual: …" },
  {
    id: "pnpm-version",
    line: /\b[Uu]sing pnpm (?:version )?v?(?<pnpm>\d+\.\d+\.\d+)|^pnpm: v?(?<pnpm2>\d+\.\d+\.\d+)$/,
    says: "pnpm VERSION",
  },
  { id: "yarn-version", line: /YN0000: · Yarn (?<yarn>\d+\.\d+\.\d+)/, says: "Yarn VERSION", clues: ["yarn"] },
  {
    id: "npm-installed",
    line: /^(?:(?:##\[group\])?Run |\$ |> |\[command\])?.*\b(?:npm|pnpm) (?:i|install|add) (?:\S+ )*(?:-g|--global) (?:\S+ )*npm(?:@\S+)?|\bnpm (?:\S+ )*(?:-g|--global) (?:i|install) npm\b/,
    says: "npm install --global npm",
    clues: ["npm-replaced"],
  },
  {
    id: "publish-command",
    line: /^(?:(?:##\[group\])?Run |\$ |> |\+ |\[command\])?(?:\S+ ){0,4}?(?:npm|pnpm|yarn|bun|lerna|changeset|nx|np|release-it|semantic-release)\b(?!:|\W+(?:warn|error|notice|verbose|silly|http|info|ERR!)\b)[^:]*\b(?:publish|release)\b/,
    says: "npm publish",
    clues: ["publishes"],
  },
  {
    id: "install-command",
    line: /^(?:(?:##\[group\])?Run |\$ |> |\[command\])?(?:npm|pnpm|yarn|bun) (?:ci|install|i|add)\b/,
    says: "npm ci",
    clues: ["installs"],
  },
  {
    id: "publishing",
    line: /npm notice (?:Publishing to https:\/\/REGISTRY|Tarball Contents|package: )|npm notice 📦/,
    says: "npm notice Publishing to https://REGISTRY",
    clues: ["publishes"],
  },
  {
    id: "deprecate-command",
    line: /^(?:(?:##\[group\])?Run |\$ |> |\[command\])?.*\bnpm deprecate\b/,
    says: "npm deprecate",
    clues: ["deprecates"],
  },
  {
    id: "event",
    line: /^\W*(?:GITHUB_EVENT_NAME|event_name)["']?\s*[:=]\s*["']?(?:issue_comment|pull_request_target)\b/i,
    says: "issue_comment",
    clues: ["refused-event"],
  },
];

/** The lines around GitHub's list of what the job's token may do. */
export const permissionGroup = /^(?:##\[group\])?GITHUB_TOKEN Permissions/i;
/** A step begins. */
export const stepStart = /^(?:##\[group\])?Run (?=\S)/;
