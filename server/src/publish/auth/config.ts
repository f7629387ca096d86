import type { Command } from "../../repository/command/command.ts";
import type { NpmrcSetting } from "../../repository/settings/npmrc.ts";
import { unknownFor, type Scope, type Variable } from "../../repository/workflow/scope.ts";
import { known, unknown, type Fact } from "../fact.ts";
import { heldVariable } from "../job/command-output.ts";

/** What npm's configuration is at a command: variables and the project's `.npmrc`, in npm's order. */
export interface NpmConfig {
  /** A setting by its name (`registry`, `@acme:registry`, `provenance`); undefined where nobody sets it. */
  setting(name: string): Fact<string> | undefined;
  /** Every setting of the project's `.npmrc`; `unknown` where the file can't be read. */
  readonly project: readonly NpmrcSetting[] | "unknown";
  /** The repository's folder whose `.npmrc` that is; undefined where the build may make another one the project's. */
  readonly folder: string | undefined;
  /** An environment variable as the command sees it. */
  variable(name: string): Variable;
  /** The variables that are set for npm by name, without `npm_config_`, as written. */
  readonly environment: readonly string[];
}

export function npmConfig(
  command: Command,
  scope: Scope,
  project: readonly NpmrcSetting[] | "unknown",
  folder: string | undefined,
): NpmConfig {
  const environment = [...scope.variables(), ...command.variables.keys()].filter((name) => /^npm_config_/i.test(name));
  const config: NpmConfig = {
    project,
    folder,
    environment,
    variable(name) {
      if (!command.variables.has(name)) return scope.variable(name);
      const value = command.variables.get(name);
      if (value === null) return { kind: "unset" };
      if (typeof value === "string") return { kind: "text", value, span: command.span };
      if (value !== undefined) return heldVariable(value, scope, command.span);
      return unknownFor({ kind: "unnamed-variable", set: "by the script", span: command.span });
    },
    setting(name) {
      // npm takes `NPM_CONFIG_REGISTRY` and `npm_config_registry`; dashes are underscores there.
      const spelled = `npm_config_${name.replaceAll("-", "_")}`.toLowerCase();
      const variable = environment.find((each) => each.toLowerCase() === spelled);
      if (variable !== undefined) {
        const fact = factOf(config.variable(variable));
        if (fact !== undefined) return fact;
      }
      if (project === "unknown") return unknown({ kind: "unreadable", what: ".npmrc", span: command.span });
      const line = project.find((setting) => setting.key.value === name);
      return line === undefined ? undefined : expanded(line, config);
    },
  };
  return config;
}

/** The variable's text; undefined where it isn't set or empty, which npm takes for not set. */
function factOf(variable: Variable): Fact<string> | undefined {
  if (variable.kind === "text") return variable.value === "" ? undefined : known(variable.value, variable.span);
  if (variable.kind === "unset") return undefined;
  return unknown(
    variable.kind === "secret" ? { kind: "secret-value", handedOn: false, span: variable.span } : variable.reason,
  );
}

/** A line of `.npmrc` with its variables put in. An unset `${NAME}` stays as written, `${NAME?}` becomes empty. */
function expanded(line: NpmrcSetting, config: NpmConfig): Fact<string> {
  let text = line.value.value;
  for (const { name, optional, span } of line.variables) {
    const variable = config.variable(name);
    if (variable.kind === "secret" || variable.kind === "unknown")
      return unknown({ kind: "named-variable", name, span });
    const value = variable.kind === "text" ? variable.value : optional ? "" : undefined;
    if (value !== undefined) text = text.replaceAll(`\${${name}${optional ? "?" : ""}}`, value);
  }
  return known(text, line.value.span);
}
