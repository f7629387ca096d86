import type { Signature } from "./signature.ts";

/** What npm prints when it stops before it sends anything (docs/facts/npm.md#what-stops-a-publish, docs/facts/npm.md#dropped-settings). */
export const stopSignatures: readonly Signature[] = [
  {
    id: "eprivate",
    line: /\bcode EPRIVATE\b|This package has been marked as private/,
    says: "EPRIVATE",
    failure: "EPRIVATE",
  },
  {
    id: "eunscoped",
    line: /\bEUNSCOPED\b|Can't restrict access to unscoped packages/,
    says: "EUNSCOPED",
    failure: "EUNSCOPED",
  },
  {
    id: "invalid-auth",
    line: /\bERR_INVALID_AUTH\b|Invalid auth configuration found/,
    says: "ERR_INVALID_AUTH Invalid auth configuration found",
    failure: "ERR_INVALID_AUTH",
  },
  {
    id: "untagged",
    line: /You must specify a tag using --tag when publishing a prerelease version/,
    says: "You must specify a tag using --tag when publishing a prerelease version.",
    failure: "untagged",
  },
  {
    id: "lower-version",
    line: /Cannot implicitly apply the "latest" tag because/,
    says: 'Cannot implicitly apply the "latest" tag because a higher version is published.',
    failure: "lower-version",
  },
  {
    id: "unknown-stage",
    line: /Unknown command: "(?:stage|trust)"/,
    says: 'Unknown command: "stage"',
    failure: "unknown-command",
  },
  {
    id: "unknown-flag-registry",
    line: /^\W*(?:npm (?:error|ERR!)\s+)?- --\S+ ?\(registry /,
    says: "EUNKNOWNCONFIG … --//HOST (registry …)",
    failure: "EUNKNOWNCONFIG-registry",
  },
  {
    id: "unknown-flag",
    line: /Unknown cli flag:|\bcode EUNKNOWNCONFIG\b|Invalid abbreviated flag|is not a valid single-hyphen cli flag/,
    says: "EUNKNOWNCONFIG Unknown cli flag",
    failure: "EUNKNOWNCONFIG",
  },
  {
    id: "ls-remote",
    line: /ls-remote ssh:\/\/git@github\.com\/[\w.-]+\/[\w.-]+\.git/,
    says: "code 128 … git ls-remote ssh://git@github.com/…",
    failure: "not-a-path",
  },
  {
    id: "bare-word",
    line: /404 Not Found - GET https:\/\/REGISTRY\/[\w.-]+(?=\s|$)/,
    says: "E404 … GET https://REGISTRY/…",
    failure: "bare-word",
  },
  {
    id: "eallowgit",
    line: /Refusing to fetch "(?:github:|git@|git\+|ssh:)/,
    says: 'EALLOWGIT … Refusing to fetch "github:…"',
    failure: "not-a-path",
  },
  {
    id: "two-packages",
    line: /npm error npm (?:stage )?publish (?:\[?<package-spec>|\[?<folder>)/,
    says: "EUSAGE and the usage of `npm publish`",
    failure: "EUSAGE-several",
  },
  {
    id: "enoent-manifest",
    line: /(?:ENOENT: no such file or directory, open|enoent Could not read package\.json).*package\.json/,
    says: "ENOENT … package.json",
    failure: "ENOENT",
  },
];
