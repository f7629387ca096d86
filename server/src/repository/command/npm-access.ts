import { grantsIdToken } from "../workflow/permissions.ts";
import type { ShellScope } from "./shell-variables.ts";

/** Whether a step could publish to npm by what its job gives it: an id-token, or a variable with npm's token. */
export function holdsNpmAccess(scope: ShellScope): boolean {
  const permissions = scope.job.permissions ?? scope.workflow.permissions;
  const grants = permissions !== undefined && grantsIdToken(permissions) === true;
  return grants || tokens.some((name) => scope.variable(name).kind === "secret");
}

const tokens = ["NODE_AUTH_TOKEN", "NPM_TOKEN", "NPM_AUTH_TOKEN", "NPM_CONFIG_TOKEN"];
