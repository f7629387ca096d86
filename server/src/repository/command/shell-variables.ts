import type { Held } from "../../syntax/shell.ts";
import type { Scope } from "../workflow/scope.ts";

/** What scripts ask about the place at which they run. */
export type ShellScope = Pick<Scope, "job" | "workflow" | "variable"> & { text(text: string): string | undefined };

/** `$GITHUB_ENV` and its like, and `~`, keep their names, so that a command that writes there can be told. */
export function environment(name: string, scope: ShellScope, variables: ReadonlyMap<string, Held>): string | undefined {
  const held = variables.get(name);
  if (variables.has(name)) return typeof held === "string" ? held : undefined;
  if (/^(?:GITHUB_ENV|GITHUB_PATH|RUNNER_TEMP|NPM_CONFIG_USERCONFIG)$/.test(name)) return `$${name}`;
  if (name === "HOME") return "~";
  const variable = scope.variable(name);
  return variable.kind === "text" ? variable.value : undefined;
}
