import type { UndoneUpgrade } from "../job/state.ts";
import { canExchange } from "../job/versions.ts";
import type { Publish } from "../publish.ts";

/** The upgrade that would have let npm publish through OIDC; undefined where none was lost, or another followed. */
export function lostUpgrade({ jobState: { npm, undone }, action }: Publish): UndoneUpgrade | undefined {
  if (npm !== undefined || undone === undefined) return undefined;
  return canExchange(undone.upgrade.value.versions, action) === "yes" ? undone : undefined;
}
