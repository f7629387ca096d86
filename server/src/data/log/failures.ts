import type { CauseId } from "./causes.ts";
import type { FallacyId } from "./fallacies.ts";
import type { Clue } from "./signature.ts";

export type FailureId = keyof typeof failures;

/** What failed, as far as a log tells it. */
export interface Failure {
  /** What people search for, and the name of its page in docs/errors. */
  readonly code: string;
  /** One sentence. */
  readonly title: string;
  /** The most likely first. */
  readonly causes: readonly PossibleCause[];
  /** What is often said of it, and isn't so. */
  readonly notIt?: readonly FallacyId[];
  /** The one experiment that tells what no log can. */
  readonly experiment?: ExperimentId;
  /** Failures that this one explains where both are in a log: they aren't shown. */
  readonly explains?: readonly string[];
}

export type ExperimentId = "dry-run" | "view-version" | "view-package" | "stage-list";

interface PossibleCause {
  readonly cause: CauseId;
  /** Only where the log shows all of these. */
  readonly if?: readonly Clue[];
  /** Not where it shows any of these. */
  readonly unless?: readonly Clue[];
  /** Certain, and the only one, where the log shows all of these; `[]` says that the failure alone proves it. */
  readonly sure?: readonly Clue[];
}

const notRefused: readonly Clue[] = ["npm-old", "exchange-made", "no-id-token", "id-token-absent"];

const refused: readonly PossibleCause[] = [
  { cause: "refused-event", if: ["refused-event"], sure: ["refused-event"] },
  { cause: "package-left-out", if: ["published"], unless: notRefused, sure: ["published", "exchange-refused"] },
  { cause: "exchange-refused", unless: notRefused, sure: ["exchange-refused"] },
];

/** What a missing exchange leads to, whichever error it ends in. */
const noExchange: readonly PossibleCause[] = [
  { cause: "npm-too-old", unless: ["npm-new"], sure: ["npm-old"] },
  { cause: "no-id-token", unless: ["id-token-listed", "exchange-refused", "exchange-made"], sure: ["id-token-absent"] },
];

export const failures = {
  E404: {
    code: "E404",
    title: "npm's registry rejected the upload as if the package didn't exist: it got no token that may publish.",
    causes: [
      { cause: "other-command", if: ["deprecates"], sure: ["deprecates"] },
      { cause: "registry-path", if: ["registry-path"], sure: ["registry-path"] },
      { cause: "npm-too-old", sure: ["npm-old"], if: ["npm-old"] },
      { cause: "no-id-token", if: ["id-token-absent"], sure: ["id-token-absent"] },
      { cause: "no-id-token", if: ["no-id-token"], sure: ["no-id-token"] },
      ...refused,
      { cause: "npm-too-old", unless: ["npm-new"] },
      { cause: "no-id-token", unless: ["id-token-listed", "signed", "exchange-refused"] },
      { cause: "issuer-failed", if: ["id-token-listed"], unless: ["signed", "npm-old", "exchange-refused"] },
      { cause: "other-command", unless: ["publishes", "signed", "published"] },
    ],
    notIt: ["registry-url", "token-expired", "missing-repository", "signed"],
    experiment: "dry-run",
    explains: ["exchange-refused"],
  },
  ENEEDAUTH: {
    code: "ENEEDAUTH",
    title: "npm had nothing to log in with, and stopped before it sent anything.",
    causes: [
      { cause: "registry-path", if: ["registry-path"], sure: ["registry-path"] },
      { cause: "refused-event", if: ["refused-event"], sure: ["refused-event"] },
      ...noExchange,
      { cause: "no-id-token", if: ["no-id-token"], sure: ["no-id-token"] },
      ...refused.slice(1),
      {
        cause: "empty-project-token",
        unless: ["npm-old", "id-token-absent", "exchange-refused", "no-id-token"],
        sure: ["exchange-made"],
      },
      { cause: "issuer-failed", if: ["id-token-listed"], unless: ["npm-old", "exchange-refused", "exchange-made"] },
    ],
    notIt: ["empty-token", "setup-node-version", "node-22", "subset"],
    experiment: "dry-run",
    explains: ["exchange-refused"],
  },
  "ENEEDAUTH-elsewhere": {
    code: "ENEEDAUTH",
    title: "npm wanted to publish to another registry than npm's own, and had no login for it.",
    causes: [{ cause: "other-registry", sure: [] }],
  },
  "ENEEDAUTH-whoami": {
    code: "E401",
    title: "A command that never uses OIDC found no login.",
    causes: [{ cause: "other-command", sure: [] }],
    notIt: ["token-expired"],
  },
  "exchange-refused": {
    code: "E404",
    title: "npm's registry refused to exchange the job's OIDC token.",
    causes: refused,
    notIt: ["missing-repository", "registry-url"],
    experiment: "dry-run",
  },
  "E403-action": {
    code: "E403",
    title: "npm accepted the workflow, and its trusted publisher doesn't allow this action.",
    causes: [{ cause: "action-not-allowed", sure: [] }],
    notIt: ["owner-case", "signed"],
  },
  "E403-2fa": {
    code: "EOTP",
    title: "npm published with a token, and that token can't replace the second factor.",
    causes: [{ cause: "token-used", sure: [] }, ...noExchange, ...refused],
    notIt: ["registry-url"],
    experiment: "dry-run",
  },
  E_STAGE_REQUIRED: {
    code: "E_STAGE_REQUIRED",
    title: "npm published directly with a token that may only stage.",
    causes: [{ cause: "token-used", sure: [] }],
  },
  "E403-published": {
    code: "EPUBLISHCONFLICT",
    title: "This version is on npm already.",
    causes: [{ cause: "version-published", sure: [] }],
    experiment: "view-version",
  },
  "E409-staged": {
    code: "E409",
    title: "npm holds this version already, staged or still being processed.",
    causes: [
      { cause: "still-processing", if: ["published"] },
      { cause: "stage-pending" },
      { cause: "still-processing", unless: ["published"] },
    ],
    experiment: "view-version",
  },
  E409: {
    code: "E409",
    title: "Two writes of the same package met in npm's registry.",
    causes: [{ cause: "parallel-write" }, { cause: "version-published" }, { cause: "stage-pending" }],
    experiment: "view-version",
  },
  E429: {
    code: "E429",
    title: "npm's registry limits how many packages may be published at once.",
    causes: [{ cause: "rate-limit", sure: [] }],
    experiment: "view-version",
  },
  "E400-authorize": {
    code: "E400",
    title: "npm's registry didn't accept the token that an exchange should have given.",
    causes: [{ cause: "unknown-400" }],
    experiment: "dry-run",
  },
  "E401-dist-tag": {
    code: "E401",
    title: "npm had no login to move a dist-tag.",
    causes: [{ cause: "dist-tag", sure: [] }],
    notIt: ["token-expired"],
  },
  "E401-command": {
    code: "E401",
    title: "A command that never uses OIDC found no login.",
    causes: [{ cause: "other-command", sure: [] }],
  },
  "E404-trust": {
    code: "E404",
    title: "`npm trust` found no package to add a publisher to.",
    causes: [{ cause: "new-package", sure: [] }],
    experiment: "view-package",
  },
  E402: {
    code: "E402",
    title: "npm took the scoped package for a private one.",
    causes: [{ cause: "access-not-public", sure: [] }],
  },
  EPRIVATE: {
    code: "EPRIVATE",
    title: "package.json says that the package is private.",
    causes: [{ cause: "private-package", sure: [] }],
  },
  EUNSCOPED: {
    code: "EUNSCOPED",
    title: "npm can't restrict the access to a package without a scope.",
    causes: [{ cause: "unscoped-restricted", sure: [] }],
  },
  ERR_INVALID_AUTH: {
    code: "ERR_INVALID_AUTH",
    title: "An `.npmrc` has a credential that names no registry, and npm stops at it.",
    causes: [{ cause: "unscoped-auth", sure: [] }],
  },
  untagged: {
    code: "prerelease-without-tag",
    title: "The version is a prerelease, and the publish names no tag.",
    causes: [{ cause: "untagged", sure: [] }],
  },
  "lower-version": {
    code: "prerelease-without-tag",
    title: "A higher version is published already, and the publish names no tag.",
    causes: [{ cause: "lower-version", sure: [] }],
  },
  "unknown-command": {
    code: "unknown-command-stage",
    title: "This npm doesn't know the command.",
    causes: [{ cause: "npm-without-stage", sure: [] }],
  },
  EUNKNOWNCONFIG: {
    code: "EUNKNOWNCONFIG",
    title: "npm 12 stops at an option that it doesn't know.",
    causes: [{ cause: "unknown-option", sure: [] }],
  },
  "EUNKNOWNCONFIG-registry": {
    code: "EUNKNOWNCONFIG",
    title: "npm 12 got the registry's option and its address as one word.",
    causes: [{ cause: "release-it-registry", sure: [] }],
    explains: ["EUNKNOWNCONFIG"],
  },
  "not-a-path": {
    code: "EALLOWGIT",
    title: "npm took the path of a tarball or folder for a repository on GitHub.",
    causes: [{ cause: "not-a-path", sure: [] }],
    notIt: ["signed"],
  },
  "EUSAGE-several": {
    code: "EUSAGE",
    title: "npm got more than one package to publish.",
    causes: [{ cause: "several-packages", sure: [] }],
  },
  ENOENT: {
    code: "ENOENT",
    title: "There was no package.json where the publish ran.",
    causes: [{ cause: "no-checkout" }],
  },
  staged: {
    code: "staged",
    title: "Nothing failed: npm holds the version until a maintainer approves it.",
    causes: [{ cause: "stage-pending", sure: [] }],
    experiment: "stage-list",
  },
  "EUSAGE-provenance": {
    code: "EUSAGE",
    title: "Provenance was asked for in a job that gets no id-token.",
    causes: [{ cause: "no-id-token", sure: [] }],
    notIt: ["subset"],
  },
  "EUSAGE-access": {
    code: "EUSAGE",
    title: "Provenance was asked for of a package that is new or private.",
    causes: [{ cause: "access-not-public", sure: [] }],
  },
  "EUSAGE-provider": {
    code: "EUSAGE",
    title: "Provenance was asked for outside of a CI that npm knows.",
    causes: [{ cause: "provenance-outside-ci", sure: [] }],
  },
  "E422-repository": {
    code: "E422",
    title: "The package's `repository` isn't the repository that published it.",
    causes: [
      { cause: "repository-missing", if: ["field-empty"], sure: ["field-empty"] },
      { cause: "repository-mismatch", unless: ["field-empty"], sure: [] },
    ],
    notIt: ["e422-login"],
  },
  "E422-runner": {
    code: "E422",
    title: "npm takes no provenance from a runner that isn't GitHub's own.",
    causes: [{ cause: "self-hosted", sure: [] }],
    notIt: ["e422-login"],
  },
  "E422-visibility": {
    code: "E422",
    title: "npm takes no provenance from a repository that isn't public.",
    causes: [{ cause: "private-source", sure: [] }],
    notIt: ["e422-login"],
  },
  "E422-ref": {
    code: "E422",
    title: "The signing certificate names no branch or tag.",
    causes: [{ cause: "unknown-ref" }],
  },
  TLOG_CREATE_ENTRY_ERROR: {
    code: "TLOG_CREATE_ENTRY_ERROR",
    title: "Sigstore didn't take the provenance statement.",
    causes: [{ cause: "sigstore" }, { cause: "version-published" }],
    experiment: "view-version",
  },
  EBADENGINE: {
    code: "EBADENGINE",
    title: "The npm to install doesn't run on this Node, so it wasn't installed.",
    causes: [{ cause: "npm-upgrade-refused", sure: [] }],
    notIt: ["node-22"],
  },
  "npm-replaces-itself": {
    code: "MODULE_NOT_FOUND",
    title: "npm broke while it replaced itself.",
    causes: [{ cause: "npm-replaces-itself", sure: [] }],
  },
  "npm-12.0.0": {
    code: "MODULE_NOT_FOUND",
    title: "npm 12.0.0 can't publish.",
    causes: [{ cause: "npm-12.0.0", sure: [] }],
  },
  "lock-file": {
    code: "lock-file",
    title: "The job found no lock file.",
    causes: [{ cause: "no-lock-file", sure: [] }],
  },
  "pack-json": {
    code: "pack-json",
    title: "A script didn't understand what `npm pack --json` printed.",
    causes: [{ cause: "pack-json" }],
  },
  "caller-permissions": {
    code: "startup-failure",
    title: "GitHub didn't start the run: the caller grants less than the reusable workflow asks for.",
    causes: [{ cause: "caller-permissions", sure: [] }],
    notIt: ["subset"],
  },
  "dispatch-trigger": {
    code: "startup-failure",
    title: "GitHub couldn't read the workflow file, so it knows none of its triggers.",
    causes: [{ cause: "invalid-workflow" }],
  },
  "github-403": {
    code: "github-403",
    title: "The job's GITHUB_TOKEN lacks a permission.",
    causes: [{ cause: "permission-dropped", sure: [] }],
  },
  EUNSUPPORTEDPROTOCOL: {
    code: "EUNSUPPORTEDPROTOCOL",
    title: "The published package names dependencies that only a workspace understands.",
    causes: [{ cause: "workspace-protocol", sure: [] }],
  },
  ENONPMTOKEN: {
    code: "ENONPMTOKEN",
    title: "semantic-release found neither OIDC nor a token.",
    causes: [
      { cause: "no-id-token", if: ["no-id-token"], sure: ["no-id-token"] },
      ...refused,
      { cause: "semantic-release-too-old", unless: ["oidc-checked"] },
      { cause: "registry-spelling", unless: ["oidc-checked"] },
    ],
    notIt: ["registry-url"],
    experiment: "dry-run",
    explains: ["exchange-refused"],
  },
  EINVALIDNPMTOKEN: {
    code: "EINVALIDNPMTOKEN",
    title: "semantic-release didn't get through by OIDC, and the token that it then found is bad.",
    causes: [
      { cause: "no-id-token", if: ["no-id-token"], sure: ["no-id-token"] },
      ...refused,
      { cause: "semantic-release-too-old", unless: ["oidc-checked"] },
      { cause: "registry-spelling", unless: ["oidc-checked"] },
    ],
    notIt: ["token-expired", "registry-url"],
    experiment: "dry-run",
    explains: ["exchange-refused", "ENEEDAUTH-whoami"],
  },
  "pnpm-no-id-token": {
    code: "ERR_PNPM_ID_TOKEN",
    title: "pnpm could not ask for an OIDC token.",
    causes: [{ cause: "no-id-token", sure: [] }],
    explains: ["pnpm-E404", "E404"],
  },
  "pnpm-E404": {
    code: "E404",
    title: "npm's registry rejected the upload as if the package didn't exist: pnpm sent no token that may publish.",
    causes: [
      { cause: "no-id-token", if: ["no-id-token"], sure: ["no-id-token"] },
      { cause: "pnpm-too-old", if: ["pnpm-drops-token"], sure: ["pnpm-drops-token"] },
      ...refused.slice(0, 1),
      { cause: "exchange-refused", if: ["exchange-refused"], sure: ["exchange-refused"] },
      { cause: "pnpm-too-old" },
      { cause: "token-used" },
    ],
    notIt: ["pnpm-10", "registry-url"],
    experiment: "dry-run",
    explains: ["exchange-refused", "E404"],
  },
  YN0033: {
    code: "YN0033",
    title: "Yarn had nothing to log in with.",
    causes: [
      { cause: "yarn-too-old", if: ["yarn-old"], sure: ["yarn-old"] },
      { cause: "no-id-token", if: ["id-token-absent"], sure: ["id-token-absent"] },
      ...refused.slice(0, 1),
      { cause: "exchange-refused", if: ["id-token-listed"] },
      { cause: "no-id-token", unless: ["id-token-listed"] },
      { cause: "exchange-refused", unless: ["id-token-listed"] },
      { cause: "yarn-too-old" },
    ],
    experiment: "dry-run",
  },
  YN0035: {
    code: "YN0035",
    title: "Yarn sent a token that npm's registry doesn't accept.",
    causes: [{ cause: "yarn-token", sure: [] }],
  },
  "yarn-classic": {
    code: "yarn-classic",
    title: "Yarn 1 has no login: it doesn't know OIDC.",
    causes: [{ cause: "yarn-classic", sure: [] }],
  },
  "unset-variable": {
    code: "unset-variable",
    title: "Yarn 1 stops at a variable in an `.npmrc` that isn't set.",
    causes: [{ cause: "unset-variable", sure: [] }],
  },
  "lerna-E404": {
    code: "E404",
    title: "npm's registry rejected Lerna's upload as if the package didn't exist.",
    causes: [
      { cause: "lerna-too-old", if: ["tool-old"], sure: ["tool-old"] },
      ...refused,
      { cause: "no-id-token", unless: ["id-token-listed", "exchange-refused"], sure: ["id-token-absent"] },
      { cause: "lerna-too-old", unless: ["exchange-refused", "published"] },
    ],
    notIt: ["missing-repository"],
    experiment: "dry-run",
    explains: ["exchange-refused", "E404"],
  },
  bun: {
    code: "bun",
    title: "bun has no login: `bun publish` doesn't know OIDC.",
    causes: [{ cause: "bun", sure: [] }],
  },
  "login-check": {
    code: "login-check",
    title: "release-it asked who is logged in, which OIDC can't answer.",
    causes: [{ cause: "login-check", sure: [] }],
  },
} as const satisfies Record<string, Failure>;
