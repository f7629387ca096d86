/**
 * What texts show of release tools where no command is read: of scripts before their commands are, to save time, and of programs in
 * other languages. A tool whose commands say "publish" or "release" needs no word here; `test/names.test.ts` names those that do.
 */
export const toolWords = {
  /** In a script that may publish. */
  release:
    /publis|releas|\b(?:pub|publib(?:-npm)?|bumpy|changelogen|n8n-node|aegir|oao|bolt|monodeploy|vp|vite-plus|wasm-pack|clean-publish|jsii-release(?:-npm)?|changesets?|lerna|np|nx|auto|beachball|shipit|shipjs|napi|make|just|task)\b/,
  /** In a script of which more has to be known before nothing is said to be released. */
  anyRelease: /publish|release|deploy|ship|changeset|\.\w?sh\b|\b(?:make|just|task|gh|curl|python\d?)\b/i,
} as const;

/** How a program names a publish: tools with the command `publish`, those that need none, and what it imports, as alternatives. */
export const namedInPrograms = {
  withPublish: "npm|pnpm|yarn|bun|lerna|changesets?",
  alone: "semantic-release|release-it",
  imported: "semantic-release|libnpmpublish|release-it|@jsdevtools\\/npm-publish",
} as const;

/** Libraries that publish when a program calls them, with the command that does the same; an empty word stands for options that aren't known. */
export const programsByImport: ReadonlyMap<string, readonly string[]> = new Map([
  ["@vitejs/release-scripts", ["npm", "publish", "--access", "public", ""]],
  ["semantic-release", ["semantic-release"]],
  ["release-it", ["release-it", ""]],
]);

/** Tools that create tags, or releases, and publish nothing to npm, as alternatives; the first are started by hand as well. */
export const taggers = {
  byHand: "bumpp|changelogen",
  others:
    "standard-version|commit-and-tag-version|release-please|goreleaser|jreleaser|cargo[- ]release|hub|cz|make|just|task",
} as const;

/** What `init` calls a release that starts when the pull request is merged which changesets keeps open. */
export const changesetsTrigger = "changesets";

/** What it calls a release for which semantic-release finds out, at each push, whether there is one. */
export const semanticReleaseTrigger = "semantic-release";

/**
 * Versions of pnpm that talk to the registry themselves and don't publish with what OIDC gives them: a token in the home's or the
 * project's `.npmrc` is sent in its place, else nothing. Neither these nor later ones of 11.0 read the file that
 * NPM_CONFIG_USERCONFIG names. Seen by running 11.0.0, 11.0.4, 11.0.6 to 11.0.9, 11.1.0, 11.1.2 and 11.28.11.
 */
export const pnpmWithoutOidc = ">=11.0.0 <11.0.7-0";

/** What builds native parts, as package.json names it. */
export const nativeBuilders = /"(?:napi|@napi-rs\/cli|node-gyp|cargo-cp-artifact|@neon-rs\/cli)"/;

/** The day from which on the newest pnpm 11 is 11.1.0 or later, and that from which on no older pnpm than 11 is the newest. */
export const pnpmDays = { eleven: "2026-04-01", good: "2026-05-11" } as const;

/** Commands whose `version` gives packages another version, and changes nothing else of a package.json. */
export const versionCommands = /^(?:npm|pnpm|yarn|bun|lerna|changesets?)$/;
