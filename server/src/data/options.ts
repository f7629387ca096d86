/**
 * Settings that npm dropped. In a `.npmrc` they do nothing: each gave "Unknown project config" in npm 11.19.1 and 12.0.1, and nothing
 * but an npm before 10 reads it. As an option on the command line npm 12 refuses them (docs/facts/npm.md#dropped-settings).
 */
export const droppedOptions: ReadonlySet<string> = new Set(
  "always-auth ham-it-up metrics-registry onload-script rollback scripts-prepend-node-path send-metrics sso sso-poll-frequency sso-type tmp unsafe-perm".split(
    " ",
  ),
);
