/** The options of package managers that take the next word as their value, by long name; of npm from the definitions of its 11.19.1. */
const long: Readonly<Record<string, readonly string[]>> = {
  npm: words(`
    _auth access allow-directory allow-file allow-git allow-remote allow-scripts also audit-level auth-type before ca cache cache-max
    cache-min cafile call cert cidr cpu depth diff diff-dst-prefix diff-src-prefix diff-unified editor expect-result-count expires
    fetch-retries fetch-retry-factor fetch-retry-maxtimeout fetch-retry-mintimeout fetch-timeout git globalconfig heading https-proxy
    include init-author-email init-author-name init-author-url init-license init-module init-type init-version init.author.email
    init.author.name init.author.url init.license init.module init.version install-strategy key libc local-address location
    lockfile-version loglevel logs-dir logs-max maxsockets message min-release-age min-release-age-exclude name node-gyp node-options
    noproxy omit only orgs os otp pack-destination package packages prefix preid provenance-file proxy reg registry
    replace-registry-host save-prefix sbom-format sbom-type scope scopes script-shell searchexclude searchlimit searchopts
    searchstaleness shell tag tag-version-prefix token-description umask user-agent userconfig viewer which workspace`),
  pnpm: words(`
    access ca cache-dir cafile cert changed-files-ignore-pattern child-concurrency dir fetch-retries fetch-retry-factor
    fetch-retry-maxtimeout fetch-retry-mintimeout fetch-timeout filter filter-prod global-bin-dir global-dir globalconfig http-proxy
    https-proxy key local-address lockfile-dir loglevel modules-dir network-concurrency node-linker noproxy npm-path otp
    pack-destination package-import-method prefix proxy publish-branch registry reporter resume-from script-shell state-dir store-dir
    tag test-pattern use-node-version user-agent userconfig virtual-store-dir workspace-concurrency`),
  yarn: words(
    "access cache-folder cwd global-folder modules-folder mutex network-concurrency network-timeout new-version otp registry tag",
  ),
  bun: words("access auth-type backend cache-dir config cwd filter gzip-level network-concurrency otp registry tag"),
};

/** By letter, those of them that have one. */
const short: Readonly<Record<string, readonly string[]>> = {
  npm: ["C", "L", "m", "w"],
  pnpm: ["C", "F"],
  yarn: [],
  bun: ["F", "c"],
};

/** Whether an option, as it is written, makes a package manager take the next word as its value; false for one that isn't known. */
export function takesValue(manager: string, option: string): boolean {
  const [, dashes = "", name = ""] = /^(--?)([^=]+)$/.exec(option) ?? [];
  return (dashes === "-" && short[manager]?.includes(name) === true) || long[manager]?.includes(name) === true;
}

/**
 * Where the command stands among the words that follow a package manager's name: the first that is neither an option nor the value of
 * one. -1 where there is none, or where a word that isn't known may be it.
 */
export function commandIndex(manager: string, texts: readonly (string | undefined)[]): number {
  for (let index = 0; index < texts.length; index++) {
    const text = texts[index];
    if (text === undefined) return -1;
    if (!text.startsWith("-")) return index;
    if (takesValue(manager, text)) index++;
  }
  return -1;
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
