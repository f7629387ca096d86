import type { CauseId } from "../../server/src/data/log/causes.ts";

/** A line, or a few, that people searched for, as a log of our own. */
export interface SignatureCase {
  /** What the log is about. */
  readonly id: string;
  readonly printed: readonly string[];
  /** The first cause; `undefined`: no failure of publishing to npm. */
  readonly cause: CauseId | undefined;
  readonly command?: string;
  /** False for a job without `id-token: write`. */
  readonly idToken?: false;
  readonly versions?: readonly string[];
  readonly event?: string;
}

const put404 = ["npm error code E404", "npm error 404 Not Found - PUT https://REGISTRY/@acme%2fwidgets - Not found"];
const noPermission =
  "npm error 404  The requested resource '@acme/widgets@2.0.0' could not be found or you do not have permission to access it.";
const needAuth = [
  "npm error code ENEEDAUTH",
  "npm error need auth This command requires you to be logged in to https://REGISTRY/",
  "npm error need auth You need to authorize this machine using `npm adduser`",
];
const signed = "npm notice publish Signed provenance statement with source and build information from GitHub Actions";
const refusedExchange =
  "npm verbose oidc Failed token exchange request with body message: OIDC token exchange error - package not found";
const e422 = (why: string): readonly string[] => [
  signed,
  "npm error code E422",
  `npm error 422 Unprocessable Entity - PUT https://REGISTRY/@acme%2fwidgets - Error verifying sigstore provenance bundle: ${why}`,
];
const sr = (text: string): string => `[10:00:00 AM] [semantic-release] › ${text}`;
const node22 = ["node: v22.23.2", "npm: 10.9.8"];

/** The login. */
export const loginCases: readonly SignatureCase[] = [
  {
    id: "an old npm's words",
    printed: [
      "npm notice Access token expired or revoked. Please try logging in again.",
      ...put404,
      "npm error 404  '@acme/widgets@2.0.0' is not in this registry.",
    ],
    cause: "npm-too-old",
    versions: node22,
  },
  { id: "signed, and refused", printed: [signed, ...put404, noPermission], cause: "exchange-refused" },
  { id: "not signed, and refused", printed: [...put404, noPermission], cause: "exchange-refused" },
  { id: "not signed, and no id-token", printed: [...put404, noPermission], cause: "no-id-token", idToken: false },
  { id: "no login, no id-token", printed: needAuth, cause: "no-id-token", idToken: false },
  { id: "no login, npm 10", printed: needAuth, cause: "npm-too-old", versions: node22 },
  { id: "no login, an exchange at verbose", printed: [refusedExchange, ...needAuth], cause: "exchange-refused" },
  { id: "an event that npm refuses", printed: [refusedExchange, ...needAuth], cause: "exchange-refused" },
  {
    id: "an event that npm refuses, and gh says so",
    printed: needAuth,
    cause: "refused-event",
    event: "issue_comment",
  },
  {
    id: "an action that isn't allowed",
    printed: [
      "npm error code E403",
      "npm error 403 403 Forbidden - PUT https://REGISTRY/@acme%2fwidgets - OIDC permission denied for this action",
    ],
    cause: "action-not-allowed",
  },
  {
    id: "a token without bypass",
    printed: [
      "npm error code E403",
      "npm error 403 403 Forbidden - PUT https://REGISTRY/@acme%2fwidgets - Two-factor authentication or granular access token with bypass 2fa enabled is required to publish packages.",
    ],
    cause: "token-used",
  },
  {
    id: "a one-time password",
    printed: ["npm error code EOTP", "npm error This operation requires a one-time password."],
    cause: "token-used",
  },
  {
    id: "a notice alone",
    printed: ["npm notice npm tokens that bypass 2FA are being restricted", "+ @acme/widgets@2.0.0"],
    cause: undefined,
  },
  {
    id: "authorize: invalid token",
    printed: [
      "npm error code E400",
      "npm error 400 Bad Request - PUT https://REGISTRY/@acme%2fwidgets - OIDC publish authorize: Invalid token",
    ],
    cause: "unknown-400",
  },
  {
    id: "a dist-tag after a good publish",
    printed: [
      "+ @acme/widgets@2.0.0",
      "npm error code E401",
      "npm error 401 Unauthorized - PUT https://REGISTRY/-/package/@acme%2fwidgets/dist-tags/next - You must be logged in to publish packages.",
    ],
    cause: "dist-tag",
  },
  {
    id: "a bad token after a refused exchange",
    printed: [
      sr("ℹ  Verifying OIDC context for publishing from GitHub Actions"),
      sr("ℹ  OIDC token exchange with the npm registry failed: 404 OIDC token exchange error - package not found"),
      "npm error code E401",
      "npm error 401 Unauthorized - GET https://REGISTRY/-/whoami",
      sr("✘  EINVALIDNPMTOKEN Invalid npm token."),
    ],
    cause: "exchange-refused",
    command: "npx semantic-release",
  },
  {
    id: "no attempt at OIDC",
    printed: [sr("✘  ENONPMTOKEN No npm token specified.")],
    cause: "semantic-release-too-old",
    command: "npx semantic-release",
  },
  {
    id: "pnpm without an id-token",
    printed: [
      "[WARN] Skipped OIDC: ERR_PNPM_ID_TOKEN_GITHUB_WORKFLOW_INCORRECT_PERMISSIONS: Incorrect permissions for idToken within GitHub Workflows",
      "[E404] 404 Not Found - PUT https://REGISTRY/@acme%2fwidgets - Not found",
    ],
    cause: "no-id-token",
    command: "pnpm publish",
    idToken: false,
  },
  {
    id: "one new package among others",
    printed: [
      "✅ Published package @acme/core@2.0.0",
      "[WARN] Skipped OIDC: ERR_PNPM_AUTH_TOKEN_EXCHANGE: Failed token exchange request with body message: Unknown error (status code 404)",
      "[E404] 404 Not Found - PUT https://REGISTRY/@acme%2fnew - Not found",
    ],
    cause: "package-left-out",
    command: "pnpm -r publish",
  },
  {
    id: "pnpm 11.0 without a line of an exchange",
    printed: [
      "Done in 2.1s using pnpm v11.0.3",
      "[E404] 404 Not Found - PUT https://REGISTRY/@acme%2fwidgets - Not found",
    ],
    cause: "pnpm-too-old",
    command: "pnpm publish",
  },
  {
    id: "an old Yarn",
    printed: ["➤ YN0000: · Yarn 4.9.1", "➤ YN0033: No authentication configured for request"],
    cause: "yarn-too-old",
    command: "yarn npm publish",
  },
  {
    id: "Yarn, refused",
    printed: ["➤ YN0000: · Yarn 4.12.0", "➤ YN0033: No authentication configured for request"],
    cause: "exchange-refused",
    command: "yarn npm publish",
  },
  {
    id: "lerna, refused",
    printed: [
      "lerna notice cli v9.0.7",
      "lerna verb oidc Failed token exchange request with body message: OIDC token exchange error - package not found",
      "lerna ERR! E404 Not found",
    ],
    cause: "exchange-refused",
    command: "npx lerna publish from-package",
  },
  {
    id: "lerna 8",
    printed: ["lerna notice cli v8.2.4", "lerna ERR! E404 Not found"],
    cause: "lerna-too-old",
    command: "npx lerna publish",
  },
  {
    id: "bun",
    printed: ["error: missing authentication (run `bunx npm login`)"],
    cause: "bun",
    command: "bun publish",
  },
  {
    id: "bun with a bad token",
    printed: ["404 Not Found: https://REGISTRY/widgets", " - 'widgets@2.0.0' does not exist in this registry"],
    cause: "bun",
    command: "bun publish",
  },
  {
    id: "a private scoped package",
    printed: [
      "npm error code E402",
      "npm error 402 Payment Required - PUT https://REGISTRY/@acme%2fwidgets - You must sign up for private packages",
    ],
    cause: "access-not-public",
  },
  {
    id: "trust for a package that isn't there",
    printed: [
      "npm error code E404",
      "npm error 404 Not Found - POST https://REGISTRY/-/package/@acme%2fwidgets/trust - Not Found",
    ],
    cause: "new-package",
    command: "npm trust github",
  },
  {
    id: "another registry's exchange",
    printed: ["Trusted publishing exchange failure: the ACTIONS_ID_TOKEN_REQUEST_TOKEN environment variable was unset"],
    cause: undefined,
    command: "twine upload dist/*",
  },
];

/** Provenance. */
export const provenanceCases: readonly SignatureCase[] = [
  {
    id: "provenance without an id-token",
    printed: [
      "npm error code EUSAGE",
      'npm error Provenance generation in GitHub Actions requires "write" access to the "id-token" permission',
    ],
    cause: "no-id-token",
    command: "npm publish --provenance",
    idToken: false,
  },
  {
    id: "no repository",
    printed: e422(
      'Failed to validate repository information: package.json: "repository.url" is "", expected to match "https://github.com/acme/widgets" from provenance',
    ),
    cause: "repository-missing",
  },
  {
    id: "another repository",
    printed: e422(
      'Failed to validate repository information: package.json: "repository.url" is "git+https://github.com/old/widgets.git", expected to match "https://github.com/acme/widgets" from provenance',
    ),
    cause: "repository-mismatch",
  },
  {
    id: "a runner that isn't GitHub's",
    printed: e422('Unsupported GitHub Actions runner environment: "self-hosted".'),
    cause: "self-hosted",
  },
  {
    id: "a private repository",
    printed: e422('Unsupported GitHub Actions source repository visibility: "private".'),
    cause: "private-source",
  },
  {
    id: "an internal repository",
    printed: e422('Unsupported GitHub Actions source repository visibility: "internal".'),
    cause: "private-source",
  },
  {
    id: "pnpm in a private repository",
    printed: [
      "[WARN] Skipped setting provenance: ERR_PNPM_PROVENANCE_INSUFFICIENT_INFORMATION: The environment does not provide enough information to determine visibility",
      "✅ Published package @acme/widgets@2.0.0",
    ],
    cause: undefined,
    command: "pnpm publish",
  },
  {
    id: "the transparency log",
    printed: [
      "npm error code TLOG_CREATE_ENTRY_ERROR",
      "npm error error creating tlog entry - (409) an equivalent entry already exists in the transparency log",
    ],
    cause: "sigstore",
  },
  {
    id: "a certificate without a ref",
    printed: e422("Missing SourceRepositoryRef in signing certificate"),
    cause: "unknown-ref",
  },
  {
    id: "E422 after E404 was settled",
    printed: e422(
      'Failed to validate repository information: package.json: "repository.url" is "", expected to match "https://github.com/acme/widgets" from provenance',
    ),
    cause: "repository-missing",
  },
];

/** What ends before a login. */
export const beforeCases: readonly SignatureCase[] = [
  {
    id: "an environment that lets no tag deploy",
    printed: ['Tag "v2.0.0" is not allowed to deploy to npm due to environment protection rules.'],
    cause: "ref-not-deployable",
  },
  {
    id: "an action that demands a token",
    printed: [
      "Error: Error: Input required and not supplied: token",
      "    at Object.getInput (/home/runner/work/_actions/JS-DevTools/npm-publish/v1/node_modules/@actions/core/lib/core.js:94:1)",
    ],
    cause: "action-too-old",
    command: "JS-DevTools/npm-publish@v1",
  },
  {
    id: "npm 12 on an old Node",
    printed: [
      "npm error code EBADENGINE",
      "npm error engine Not compatible with your version of node/npm: npm@12.2.2",
      'npm error notsup Required: {"node":"^22.22.2 || ^24.15.0 || >=26.0.0"}',
      'npm error notsup Actual:   {"npm":"10.8.2","node":"v20.20.2"}',
    ],
    cause: "npm-upgrade-refused",
    command: "npm install -g npm@latest",
  },
  {
    id: "npm 10.9.7 replaces itself",
    printed: [
      "npm error code MODULE_NOT_FOUND",
      "npm error Cannot find module 'promise-retry'",
      "npm error - /opt/hostedtoolcache/node/22.22.2/x64/lib/node_modules/npm/node_modules/pacote/lib/git.js",
    ],
    cause: "npm-replaces-itself",
    command: "npm install -g npm@latest",
  },
  {
    id: "npm 12.0.0",
    printed: ["npm error code MODULE_NOT_FOUND", "npm error Cannot find module 'sigstore'"],
    cause: "npm-12.0.0",
  },
  {
    id: "an option of pnpm's",
    printed: ["npm error code EUNKNOWNCONFIG", "npm error Unknown cli flag:", "npm error   - --git-checks"],
    cause: "unknown-option",
    command: "pnpm publish --no-git-checks",
  },
  {
    id: "release-it and its registry",
    printed: [
      "npm error code EUNKNOWNCONFIG",
      "npm error Unknown cli flag:",
      "npm error   - --//REGISTRY/ (registry https://REGISTRY/)",
    ],
    cause: "release-it-registry",
    command: "npx release-it --ci",
  },
  {
    id: "Yarn 1 and an unset variable",
    printed: ["error Error: Failed to replace env in config: ${NODE_AUTH_TOKEN}"],
    cause: "unset-variable",
    command: "yarn install --frozen-lockfile",
  },
  {
    id: "the same as a warning",
    printed: ["[WARN] Failed to replace env in config: ${NODE_AUTH_TOKEN}", "✅ Published package @acme/widgets@2.0.0"],
    cause: undefined,
    command: "pnpm publish",
  },
  {
    id: "a tarball without its dot",
    printed: [
      "npm error code 128",
      "npm error An unknown git error occurred",
      "npm error command git --no-replace-objects ls-remote ssh://git@github.com/packed/widgets-2.0.0.tgz.git",
      "npm error git@github.com: Permission denied (publickey).",
    ],
    cause: "not-a-path",
    command: "npm publish packed/*.tgz",
  },
  {
    id: "the same with npm 12",
    printed: ["npm error code EALLOWGIT", 'npm error Refusing to fetch "github:packed/widgets-2.0.0.tgz"'],
    cause: "not-a-path",
    command: "npm publish packed/*.tgz",
  },
  {
    id: "several packages",
    printed: [
      "npm error code EUSAGE",
      "npm error",
      "npm error Publish a package",
      "npm error",
      "npm error Usage:",
      "npm error npm publish <package-spec>",
    ],
    cause: "several-packages",
    command: "npm publish dist/*.tgz",
  },
  {
    id: "a prerelease",
    printed: ["npm error You must specify a tag using --tag when publishing a prerelease version."],
    cause: "untagged",
  },
  {
    id: "no stage",
    printed: ['Unknown command: "stage"', "To see a list of supported npm commands, run:", "  npm help"],
    cause: "npm-without-stage",
    command: "npm stage publish",
  },
  {
    id: "no lock file",
    printed: [
      "npm error code EUSAGE",
      "npm error The `npm ci` command can only install with an existing package-lock.json or",
    ],
    cause: "no-lock-file",
    command: "npm ci",
  },
  {
    id: "no lock file to cache by",
    printed: [
      "##[error]Dependencies lock file is not found in /home/runner/work/widgets/widgets. Supported file patterns: package-lock.json",
    ],
    cause: "no-lock-file",
  },
  {
    id: "pack as an object",
    printed: ["jq: error (at <stdin>:12): Cannot index object with number"],
    cause: "pack-json",
    command: "npm pack --json | jq -r '.[0].filename'",
  },
  {
    id: "a caller that grants less",
    printed: [
      "Error calling workflow 'acme/widgets/.github/workflows/publish.yml@main'. The nested job 'publish' is requesting 'id-token: write', but is only allowed 'id-token: none'.",
    ],
    cause: "caller-permissions",
  },
  {
    id: "a file that isn't YAML",
    printed: ["could not create workflow dispatch event: HTTP 422: Workflow does not have 'workflow_dispatch' trigger"],
    cause: "invalid-workflow",
    command: "gh workflow run release.yml",
  },
  {
    id: "GitHub's token lacks a scope",
    printed: [
      "HTTP 403: Resource not accessible by integration (https://api.github.com/repos/acme/widgets/actions/workflows/1/dispatches)",
    ],
    cause: "permission-dropped",
    command: "gh workflow run publish.yml",
  },
  {
    id: "a protocol of workspaces",
    printed: ["npm error code EUNSUPPORTEDPROTOCOL", 'npm error Unsupported URL Type "workspace:": workspace:^'],
    cause: "workspace-protocol",
    command: "npm install @acme/widgets",
  },
];

/** Published, or half of it. */
export const halfCases: readonly SignatureCase[] = [
  {
    id: "a version that is there",
    printed: [
      "npm error code E403",
      "npm error 403 403 Forbidden - PUT https://REGISTRY/@acme%2fwidgets - You cannot publish over the previously published versions: 2.0.0.",
    ],
    cause: "version-published",
  },
  {
    id: "too many at once",
    printed: [
      "+ @acme/core@2.0.0",
      "npm error code E429",
      "npm error 429 Too Many Requests - PUT https://REGISTRY/@acme%2fwidgets - Could not publish, as user undefined: rate limited exceeded",
    ],
    cause: "rate-limit",
    command: "npm publish --workspaces",
  },
  {
    id: "a conflict",
    printed: [
      "npm error code E409",
      "npm error 409 Conflict - PUT https://REGISTRY/@acme%2fwidgets - Failed to save packument.",
    ],
    cause: "parallel-write",
  },
  {
    id: "one of lerna's packages",
    printed: [
      "+ @acme/core@2.0.0",
      "lerna WARN notice Package failed to publish: @acme/new",
      "lerna ERR! E404 Not found",
    ],
    cause: "package-left-out",
    command: "npx lerna publish from-package",
  },
  {
    id: "still being processed",
    printed: [
      "+ @acme/widgets@2.0.0",
      "npm error code E409",
      'npm error 409 Conflict - PUT https://REGISTRY/@acme%2fwidgets - Cannot publish over previously staged version "2.0.0"',
    ],
    cause: "still-processing",
  },
  {
    id: "staged before",
    printed: [
      "npm error code E409",
      'npm error 409 Conflict - POST https://REGISTRY/-/stage/package/@acme%2fwidgets - Cannot publish over previously staged version "2.0.0"',
    ],
    cause: "stage-pending",
    command: "npm stage publish",
  },
  {
    id: "a stage that nobody approved",
    printed: ["+ @acme/widgets@2.0.0 (staged with id 22222222-2222-4222-8222-222222222222)"],
    cause: "stage-pending",
    command: "npm stage publish",
  },
];
