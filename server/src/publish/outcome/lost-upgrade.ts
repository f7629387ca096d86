import type { UndoneUpgrade } from "../job/state.ts";
import { canExchange } from "../job/versions.ts";
import type { Publish } from "../publish.ts";

/** The upgrade that would have let npm publish through OIDC; undefined where none was lost. */
export function lostUpgrade({ undone, action }: Publish): UndoneUpgrade | undefined {
  return undone !== undefined && canExchange(undone.upgrade.value.versions, action) === "yes" ? undone : undefined;
}
