/**
 * The permissions that well-known actions need of the job's own token, as their readmes ask for them (read in 2026).
 * `contents: read` goes without saying. An action that isn't listed may need anything.
 */
const needed: readonly (readonly [action: RegExp, scopes: Readonly<Record<string, "read" | "write">>])[] = [
  [/^actions\/(?:checkout|setup-[\w-]+|cache(?:\/\w+)?|upload-artifact|download-artifact)$/, {}],
  [
    /^(?:pnpm\/action-setup|oven-sh\/setup-bun|denoland\/setup-deno|dtolnay\/rust-toolchain|Swatinem\/rust-cache|step-security\/harden-runner|codecov\/codecov-action)$/i,
    {},
  ],
  [
    /^(?:softprops\/action-gh-release|ncipollo\/release-action|svenstaro\/upload-release-action|actions\/(?:create-release|upload-release-asset))$/i,
    { contents: "write" },
  ],
  [
    /^(?:googleapis|google-github-actions)\/release-please-action$/,
    { contents: "write", issues: "write", "pull-requests": "write" },
  ],
  [/^changesets\/action$/, { contents: "write", "pull-requests": "write" }],
];

/** The scopes beyond `contents: read`; undefined for an action that isn't listed. */
export function scopesNeeded(action: string): Readonly<Record<string, "read" | "write">> | undefined {
  return needed.find(([pattern]) => pattern.test(action))?.[1];
}
