/**
 * Versions of pnpm that talk to the registry themselves and don't publish with what OIDC gives them: a token in the home's or the
 * project's `.npmrc` is sent in its place, else nothing. Neither these nor later ones of 11.0 read the file that
 * NPM_CONFIG_USERCONFIG names. Seen by running 11.0.0, 11.0.4, 11.0.6 to 11.0.9, 11.1.0, 11.1.2 and 11.28.11.
 */
export const pnpmWithoutOidc = ">=11.0.0 <11.0.7-0";

/** The day from which on the newest pnpm 11 is 11.1.0 or later, and that from which on no older pnpm than 11 is the newest. */
export const pnpmDays = { eleven: "2026-04-01", good: "2026-05-11" } as const;
