import type { Signature } from "./signature.ts";

/** What a log says of provenance (docs/facts/npm.md#provenance, docs/facts/npm.md#the-repository-field). */
export const provenanceSignatures: readonly Signature[] = [
  {
    id: "provenance-permission",
    line: /(?<!YN0091: )Provenance generation in GitHub Actions requires "write" access to the "id-token" permission/,
    says: 'EUSAGE Provenance generation in GitHub Actions requires "write" access to the "id-token" permission',
    failure: "EUSAGE-provenance",
    clues: ["no-id-token"],
  },
  {
    id: "provenance-permission-yarn",
    line: /YN0091: Provenance generation in GitHub Actions requires "write" access to the "id-token" permission/,
    says: 'YN0091: Provenance generation in GitHub Actions requires "write" access to the "id-token" permission',
    failure: "EUSAGE-provenance",
    clues: ["no-id-token", "yarn"],
    client: "Yarn",
  },
  {
    id: "provenance-access",
    line: /Can't generate provenance for new or private package/,
    says: "EUSAGE Can't generate provenance for new or private package",
    failure: "EUSAGE-access",
  },
  {
    id: "provenance-provider",
    line: /Automatic provenance generation not supported for provider/,
    says: "EUSAGE Automatic provenance generation not supported for provider",
    failure: "EUSAGE-provider",
  },
  {
    id: "repository-empty",
    line: /(?:(?:PUT https:\/\/REGISTRY\/|publishing )(?<package>@?[\w.~%/-]+?)(?: - |: ).*)?"repository\.url" is "", expected to match/,
    says: 'E422 … "repository.url" is "", expected to match …',
    failure: "E422-repository",
    clues: ["field-empty", "exchange-made"],
  },
  {
    id: "repository-other",
    line: /(?:(?:PUT https:\/\/REGISTRY\/|publishing )(?<package>@?[\w.~%/-]+?)(?: - |: ).*)?"repository\.url" is "[^"]+", expected to match/,
    says: 'E422 … "repository.url" is "…", expected to match …',
    failure: "E422-repository",
    clues: ["exchange-made"],
  },
  {
    id: "runner-environment",
    line: /Unsupported GitHub Actions runner environment: "self-hosted"/,
    says: 'E422 … Unsupported GitHub Actions runner environment: "self-hosted"',
    failure: "E422-runner",
  },
  {
    id: "source-visibility",
    line: /Unsupported GitHub Actions source repository visibility: "(?:private|internal)"/,
    says: 'E422 … source repository visibility: "private"',
    failure: "E422-visibility",
  },
  {
    id: "source-ref",
    line: /Missing SourceRepositoryRef in signing certificate/,
    says: "E422 … Missing SourceRepositoryRef in signing certificate",
    failure: "E422-ref",
  },
  {
    id: "transparency-log",
    line: /\b(?:npm|lerna|code|pnpm)\b.*\bTLOG_CREATE_ENTRY_ERROR\b|\b(?:npm|lerna|code|pnpm)\b.*\bCA_CREATE_SIGNING_CERTIFICATE_ERROR\b/,
    says: "TLOG_CREATE_ENTRY_ERROR",
    failure: "TLOG_CREATE_ENTRY_ERROR",
  },
  {
    id: "provenance-skipped",
    line: /Skipped setting provenance: .*does not provide enough information to determine visibility/,
    says: "Skipped setting provenance",
    clues: ["harmless"],
  },
  {
    id: "provenance-flag",
    line: /^(?:(?:##\[group\])?Run |\$ |> ).*--provenance(?!=false|-file)|NPM_CONFIG_PROVENANCE: true|because the --provenance flag is set/i,
    says: "--provenance",
    clues: ["provenance-asked"],
  },
];
