/**
 * The options that npm takes on its command line, by long name: what it doesn't know, npm 11 ignores with a warning and npm 12 refuses.
 * Source: `@npmcli/config` of npm 12.2.2, `lib/definitions/definitions.js`, read on 2026-12-01.
 */
export const npmOptions: ReadonlySet<string> = new Set(
  `_auth access all allow-same-version allow-directory allow-file allow-git allow-remote allow-scripts also audit audit-level auth-type
  before bin-links browser bypass-2fa ca cache cache-max cache-min cafile call cert cidr color commit-hooks cpu
  dangerously-allow-all-scripts depth description dev diff diff-ignore-all-space diff-name-only diff-no-prefix diff-dst-prefix
  diff-src-prefix diff-text diff-unified dry-run editor engine-strict expect-result-count expect-results expires extension-file
  fetch-retries fetch-retry-factor fetch-retry-maxtimeout fetch-retry-mintimeout fetch-timeout force foreground-scripts
  format-package-lock fund git git-tag-version global globalconfig global-ignore-file global-style heading https-proxy if-present
  ignore-extension ignore-scripts include include-staged include-workspace-root include-attestations init-author-email
  init-author-name init-author-url init-license init-module init-type init-version init-private init.author.email init.author.name
  init.author.url init.license init.module init.version install-links install-strategy json key legacy-bundling legacy-peer-deps libc
  link local-address location lockfile-version loglevel logs-dir logs-max long name maxsockets message min-release-age
  min-release-age-exclude node-gyp node-options noproxy offline omit omit-lockfile-registry-resolved only orgs optional os otp package
  package-lock package-lock-only pack-destination packages patches-dir allow-unused-patches ignore-patch-failures edit-dir
  ignore-existing keep-edit-dir parseable allow-scripts-pending allow-scripts-pin prefer-dedupe prefer-offline prefer-online prefix
  preid production progress provenance provenance-file proxy read-only rebuild-bundle registry replace-registry-host save save-bundle
  save-dev save-exact save-optional save-peer save-prefix save-prod sbom-format sbom-type scope scopes packages-all
  packages-and-scopes-permission orgs-permission password token-description script-shell searchexclude searchlimit searchopts
  searchstaleness shell sign-git-commit sign-git-tag strict-peer-deps strict-allow-scripts strict-npmrc strict-ssl tag
  tag-version-prefix timing to umask unicode update-notifier usage user-agent userconfig version versions viewer which workspace
  workspaces workspaces-update yes`.split(/\s+/),
);

/** The other names of options, of the same source: those of one letter stand after one hyphen, alone or together. */
const shorthands: ReadonlySet<string> = new Set(
  `enjoy-by d dd ddd quiet q s silent verbose desc help local n no porcelain readonly reg iwr ws a c f g L l m p C S B D E O P ? H h v w
  y`.split(/\s+/),
);

/** Why npm 12 refuses an argument that begins with a hyphen: nobody knows it, it is cut short, or it needs two hyphens. */
export type RefusedArgument =
  | { readonly kind: "unknown"; readonly shown: string }
  | { readonly kind: "short"; readonly shown: string; readonly meant: string };

/** Undefined for what npm takes, and for what isn't an option (docs/facts/npm.md#options). */
export function refusedArgument(text: string): RefusedArgument | undefined {
  const [, hyphens = "", rest = ""] = /^(-+)([^=]*)/.exec(text) ?? [];
  if (hyphens === "" || rest === "" || rest.startsWith("//")) return undefined;
  if (hyphens === "-" && rest.length > 1 && shorthands.has(rest) && !text.includes("="))
    return { kind: "short", shown: text, meant: `--${rest}` };
  if (npmOptions.has(rest) || shorthands.has(rest)) return undefined;
  if (rest.split("").every((letter) => shorthands.has(letter))) return undefined;
  const name = rest.replace(/^(?:no-)+/i, "");
  if (npmOptions.has(name)) return undefined;
  const [only, ...others] = [...npmOptions, ...shorthands].filter((each) => each.startsWith(name));
  const no = rest.slice(0, rest.length - name.length);
  return only !== undefined && others.length === 0
    ? { kind: "short", shown: `--${rest}`, meant: `--${no}${only}` }
    : { kind: "unknown", shown: text.replace(/=.*$/s, "") };
}
