import type { Failure } from "./failure.ts";

/** What fails before a login, or at the package and its version. */
export const packageFailures = {
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
    explains: ["E409"],
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
  "bare-word": {
    code: "E404",
    page: "EALLOWGIT",
    title: "npm took the folder to publish for a package of its registry.",
    causes: [{ cause: "bare-word", sure: [] }],
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
  "EUSAGE-access": {
    code: "EUSAGE",
    title: "Provenance was asked for of a package that is new or private.",
    causes: [{ cause: "access-not-public", sure: [] }],
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
  "dispatch-trigger": {
    code: "startup-failure",
    title: "GitHub couldn't read the workflow file, so it knows none of its triggers.",
    causes: [{ cause: "invalid-workflow" }],
  },
  "no-run": {
    code: "no-run",
    title: "A release or tag was made, and the workflow that publishes didn't run.",
    causes: [{ cause: "not-started" }, { cause: "invalid-workflow" }],
    withoutLog: true,
  },
  skipped: {
    code: "skipped",
    page: "no-run",
    title: "The run is green, and the job that publishes was skipped.",
    causes: [{ cause: "skipped-with-needed" }],
    withoutLog: true,
  },
  "environment-rules": {
    code: "environment-rules",
    title: "GitHub didn't start the job: the rules of its environment don't let this branch or tag deploy.",
    causes: [{ cause: "ref-not-deployable", sure: [] }],
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
} as const satisfies Record<string, Failure>;
