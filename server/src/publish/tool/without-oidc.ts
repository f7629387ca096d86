import type { NpmConfig } from "../auth/config.ts";
import type { Credential } from "../auth/credential.ts";
import { credentialOf } from "../auth/credentials.ts";
import { certain, known, unknown, type Fact } from "../fact.ts";
import type { NpmCommand } from "../job/npm-command.ts";
import { publishedPackages } from "./packages.ts";
import type { Call, Reading, Tool } from "./tool.ts";

interface ByToken {
  readonly tool: Tool;
  readonly options: NpmCommand;
  /** The variable of its own from which it reads a token as well. */
  readonly variable: string;
  /** A file of the repository that may name a token for it. */
  readonly file?: string | undefined;
}

/** What a tool publishes that has no OIDC in any version, and talks to the registry itself. */
export function readingByToken(call: Call, { tool, options, variable, file }: ByToken): Reading {
  return {
    action: "publish",
    options,
    target: publishedPackages(call, options),
    client({ config }) {
      const read = credentialOf(call, options, config);
      return {
        npm: undefined,
        // No version of it can.
        oidcDecidedBy: { tool, version: unknown({ kind: "tool-version", tool: tool.name, span: call.command.span }) },
        credential: ownToken(call, config, read, { variable, file }),
      };
    },
  };
}

/** Each reads a variable of its own as well, and may read more: then whether a token reaches the registry isn't known. */
function ownToken(
  { command, scope }: Call,
  config: NpmConfig,
  read: Fact<Credential>,
  { variable, file }: Pick<ByToken, "variable" | "file">,
): Fact<Credential> {
  const sent = certain(read)?.kind;
  if (sent === undefined || sent === "token") return read;
  const own = config.variable(variable);
  if (own.kind === "secret") return known({ kind: "token", name: variable, secret: own.name }, own.span);
  if (file !== undefined) return unknown({ kind: "token-file", file, span: command.span });
  const names = new Set([...scope.variables(), ...command.variables.keys()]);
  const other = [...names].find(
    (name) =>
      // What setup-node's own file says of this one is known.
      name !== "NODE_AUTH_TOKEN" &&
      /npm|bun|yarn|node/i.test(name) &&
      /token|auth/i.test(name) &&
      isSet(scope, command, name),
  );
  return other === undefined ? read : unknown({ kind: "named-variable", name: other, span: command.span });
}

function isSet(scope: Call["scope"], command: Call["command"], name: string): boolean {
  if (command.variables.has(name)) return command.variables.get(name) !== null;
  const variable = scope.variable(name);
  return variable.kind !== "unset" && !(variable.kind === "text" && variable.value === "");
}
