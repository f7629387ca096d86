/**
 * First versions of release tools that publish through OIDC, whatever npm they run. Source: facts on tools (§6), read in the tools'
 * own packages in 2026; pnpm 11.0.0 to 11.0.6 seen by runs against a registry of our own, which later ones of 11.0 pass.
 */
export const firstWithOidc = {
  lerna: "9.0.0",
  np: "11.0.0",
  "npm-publish": "4.1.0",
  pnpm: "11.1.0",
  "semantic-release": "25.0.1",
  "@semantic-release/npm": "13.1.0",
  yarn: "4.10.1",
} as const;

/**
 * Versions of pnpm that talk to the registry themselves and don't publish with what OIDC gives them: a token in the home's or the
 * project's `.npmrc` is sent in its place, else nothing. Neither these nor later ones of 11.0 read the file that
 * NPM_CONFIG_USERCONFIG names. Seen by running 11.0.0, 11.0.4, 11.0.6 to 11.0.9, 11.1.0, 11.1.2 and 11.28.11.
 */
export const pnpmWithoutOidc = ">=11.0.0 <11.0.7-0";

/** The day from which on the newest pnpm 11 is 11.1.0 or later, and that from which on no older pnpm than 11 is the newest. */
export const pnpmDays = { eleven: "2026-04-01", good: "2026-05-11" } as const;
