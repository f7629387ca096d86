/** An action, a release of it, and the commit that the release's tag names. */
export interface PinnedAction {
  /** As `uses:` names it, without the ref. */
  readonly name: string;
  /** Its tag. */
  readonly version: string;
  /** 40 hexadecimal digits. */
  readonly commit: string;
}

/** The actions of which a generated workflow is made, by what they are there for. */
export const actionsUsed = {
  checkout: "actions/checkout",
  node: "actions/setup-node",
  upload: "actions/upload-artifact",
  download: "actions/download-artifact",
  pnpm: "pnpm/action-setup",
  bun: "oven-sh/setup-bun",
  changesetsAction: "changesets/action",
  releasePleaseAction: "googleapis/release-please-action",
} as const;

/** The day up to which the tags were read. */
export const pinnedAsOf = "2026-08-21";

/**
 * The newest release of each action that a generated workflow uses, none of them a prerelease.
 * Source: the tags of each action's own repository in copies of July and August 2026. The three whose copies are older, as the
 * workflows of public repositories pin them in August 2026, all alike: upload-artifact, pnpm/action-setup and release-please-action.
 * `npm run data` reads the tags themselves.
 */
export const pinnedActions: readonly PinnedAction[] = [
  { name: "actions/checkout", version: "v7.0.1", commit: "3d3c42e5aac5ba805825da76410c181273ba90b1" },
  { name: "actions/setup-node", version: "v7.0.0", commit: "820762786026740c76f36085b0efc47a31fe5020" },
  { name: "actions/upload-artifact", version: "v7.0.1", commit: "043fb46d1a93c77aae656e7c1c64a875d1fc6a0a" },
  { name: "actions/download-artifact", version: "v8.0.1", commit: "3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c" },
  { name: "pnpm/action-setup", version: "v6.0.10", commit: "0977fd99725f1db4007ccb2928dbb4e90d06cc86" },
  { name: "changesets/action", version: "v2.1.1", commit: "8488615a623b1b9c987934bb89eae8af6a946ac1" },
  { name: "googleapis/release-please-action", version: "v5.0.0", commit: "45996ed1f6d02564a971a2fa1b5860e934307cf7" },
  { name: "oven-sh/setup-bun", version: "v2.2.0", commit: "0c5077e51419868618aeaa5fe8019c62421857d6" },
];
