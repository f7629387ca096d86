import type { PinnedAction } from "./pinned-actions.ts";

/** changesets/action 2 asks for Changesets 3: what older ones take (its readme, and the tag in a copy of August 2026). */
export const changesetsActionBefore3: PinnedAction = {
  name: "changesets/action",
  version: "v1.9.0",
  commit: "a45c4d594aa4e2c509dc14a9f2b3b67ba3780d0d",
};
