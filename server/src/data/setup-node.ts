/**
 * What setup-node reads of a version file: from which release on, and when that was. `mise.toml` is read on its main branch alone,
 * up to v7.0.0, the newest release known. Source: `src/util.ts` of each release, read to 2026-08-18.
 */
export const readsSince = {
  "volta.extends": { release: "4.0.2", day: "2024-02-07" },
  "devEngines.runtime": { release: "6.3.0", day: "2026-03-02" },
  "mise.toml": { release: "7.0.1", day: "2026-08-13" },
} as const;

/** The newest release known. */
export const newestSetupNode = "7.0.0";

/** What setup-node before v7 gives NODE_AUTH_TOKEN for a value where it has none. */
export const placeholder = "XXXXX-XXXXX-XXXXX-XXXXX";
