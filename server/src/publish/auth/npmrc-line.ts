import { registryHost, isNpmRegistry } from "../../npm-host.ts";
import type { Reason } from "../../reason.ts";
import type { NpmrcSetting } from "../../repository/settings/npmrc.ts";
import type { Scope } from "../../repository/workflow/scope.ts";
import type { Span } from "../../text.ts";
import { rootsOf } from "../job/checkouts.ts";
import type { JobState, TokenLine, NpmrcWrite } from "../job/state.ts";
import type { Via } from "./credential.ts";

/** The line of a `.npmrc` that decides which credential npm sends to its registry. */
export interface CredentialLine {
  readonly key: string;
  readonly token: TokenLine & { readonly span?: Span };
  readonly via: Via;
}

/** The project's line: a committed one, or what steps made of it. `folder` is the project's, where that is sure. */
export function projectLine(
  settings: readonly NpmrcSetting[],
  folder: string | undefined,
  machine: JobState,
  scope: Scope,
): CredentialLine | Reason | undefined {
  let line = committed(settings);
  const writes = machine.npmrcs.filter(({ file }) => typeof file === "object");
  const [first] = writes;
  if (folder === undefined && (line !== undefined || first !== undefined))
    return {
      kind: "folder",
      which: "built",
      span: first?.span ?? settings[0]?.key.span ?? scope.job.id.span,
    };
  const roots = rootsOf(scope.job, scope);
  for (const write of writes) {
    if (typeof write.file === "string" || roots(write.file.directory) !== folder) continue;
    if (write.clears === "all" && settings.some(({ key }) => !key.value.startsWith("//")))
      return { kind: "npmrc", state: "replaced", span: write.span };
    line = changed(line, write, "project");
  }
  return line;
}

/** The user's line: in the file that setup-node writes, once it has, else in the home. */
export function userLine(machine: JobState): CredentialLine | undefined {
  const { registries, npmrcs } = machine;
  const file = registries.length > 0 ? "userconfig" : "home";
  let line: CredentialLine | undefined;
  let passed = 0;
  const passSetups = (until: number): void => {
    for (const { url, value } of registries.slice(passed, until))
      if (value === undefined || isNpmRegistry(value)) line = ofSetup(url.span);
    passed = until;
  };
  for (const write of npmrcs) {
    if (write.file !== file) continue;
    passSetups(write.after);
    line = changed(line, write, "user");
  }
  passSetups(registries.length);
  return line;
}

const key = `//${registryHost}/:_authToken`;

function ofSetup(span: Span): CredentialLine {
  const token = { kind: "reference", name: "NODE_AUTH_TOKEN", optional: false } as const;
  return { key, token, via: { level: "user", by: "setup-node", span } };
}

function changed<T>(line: T, write: NpmrcWrite, level: "project" | "user"): T | CredentialLine | undefined {
  const { token, clears, span } = write;
  if (token === undefined) return clears === undefined || (clears === "tokens" && isBasic(line)) ? line : undefined;
  return { key: token.basic === true ? `//${registryHost}/:_auth` : key, token, via: { level, by: "step", span } };
}

function isBasic(line: unknown): boolean {
  return (line as CredentialLine | undefined)?.token?.basic === true;
}

function committed(settings: readonly NpmrcSetting[]): CredentialLine | Reason | undefined {
  const bare = settings.find(isUnscopedAuth);
  if (bare !== undefined) return { kind: "bare-credential", span: bare.key.span };
  const keys = settings.filter(({ key }) => key.value.startsWith("//"));
  const open = keys.find(({ key }) => key.value.includes("${"));
  if (open !== undefined) return { kind: "not-constant", what: "credential's registry", span: open.key.span };
  const ofHost = keys.filter(
    ({ key }) => key.value.toLowerCase().startsWith(`//${registryHost}`) && !key.value.endsWith("/:email"),
  );
  const lines = ofHost.filter(({ key }) => key.value.toLowerCase().startsWith(`//${registryHost}/:_`));
  // A client certificate, a key without the slash: whether publishing takes it isn't known. A user name without a password is nothing.
  const plain = ofHost.some(({ key }) => /:_password$/i.test(key.value)) ? /^$/ : /:(?:username|email|always-auth)$/i;
  const [other] = ofHost.filter((line) => !lines.includes(line) && !plain.test(line.key.value));
  const line = lines.find(({ key }) => /:_authtoken$/i.test(key.value)) ?? lines[0];
  if (line === undefined) return other && { kind: "other-credential", span: other.key.span };
  const { key, value, variables } = line;
  const span = { ...key.span, end: Math.max(key.span.end, value.span.end) };
  const [reference] = variables;
  return {
    key: key.value,
    token:
      reference === undefined
        ? { kind: "fixed", value: { kind: "text", value: value.value, span } }
        : { kind: "reference", ...reference },
    via: { level: "project", by: "commit", span },
  };
}

/**
 * Whether npm refuses every command for the setting: a credential that names no registry.
 * Source: docs/facts/npm.md#credentials; that an empty one is let through by running npm 11.19.1.
 */
export function isUnscopedAuth({ key, value }: NpmrcSetting): boolean {
  return /^_auth(?:Token)?$/.test(key.value) && value.value !== "" && value.span !== key.span;
}

/** Whether npm 12 and later refuse every command for the setting, of which earlier ones only warn (docs/facts/npm.md#credentials). */
export function isUnscopedSince12({ key, value }: NpmrcSetting): boolean {
  return /^(?:email|certfile|keyfile)$/.test(key.value) && value.value !== "" && value.span !== key.span;
}
