import { registryHost, isNpmRegistry } from "../../npm-host.ts";
import type { Cause } from "../../reason.ts";
import type { Command } from "../../repository/command/command.ts";
import { join, applyDots } from "../../repository/paths.ts";
import type { Scope } from "../../repository/workflow/scope.ts";
import type { Span } from "../../text.ts";
import { known, unknown } from "../fact.ts";
import { touchesCredentials } from "./command-effects.ts";
import { asVariable, givenWord, linesOf, writtenBy, type Written } from "./command-output.ts";
import { readNpmCommand } from "./npm-command.ts";
import { markUnknown, type JobState, type NpmrcWrite, type TokenLine } from "./state.ts";

interface Change extends Pick<NpmrcWrite, "file" | "clears" | "token"> {
  readonly provenance?: boolean;
  /** A registry that isn't npm's. */
  readonly registry?: boolean;
  /** The scopes that are given such a registry, with its address. */
  readonly scopes?: ReadonlyMap<string, string>;
}

/** Brings the machine past what a command does to credentials; `sure` where it runs whenever the publish does. */
export function passCredentials(machine: JobState, command: Command, sure: boolean, scope: Scope): void {
  const { span } = command;
  const [tool, action] = command.words;
  if (tool?.value === "git" && /^(?:checkout|clean|reset|restore|stash|switch)$/.test(action?.value ?? ""))
    passCheckedOut(machine, span);
  const changes = changesOf(command, scope, machine);
  if (changes === "some") {
    machine.removed ??= { kind: "npmrc", state: "written", span };
    return;
  }
  const cause: Cause | undefined =
    changes === undefined
      ? ((sure ? bareCredential(command, scope, machine) : undefined) ?? touchesCredentials(command))
      : sure
        ? undefined
        : { kind: "conditional-setting", what: "credential" };
  if (cause !== undefined && (changes === undefined || changes.length > 0))
    markUnknown(machine, "credentials", { ...cause, span });
  if (cause !== undefined || changes === undefined) return;
  for (const { file, clears, token, provenance, registry, scopes } of changes) {
    machine.npmrcs.push({ file, clears, token, span, after: machine.registries.length });
    if (provenance !== undefined) machine.provenance = { on: provenance, span };
    for (const [owner, address] of scopes ?? [])
      machine.scopes.set(
        owner.toLowerCase(),
        /^https?:[^\0$]*$/.test(address)
          ? known(address, span)
          : unknown({ kind: "npmrc", state: "given a registry", span }),
      );
    if (registry === true) markUnknown(machine, "registry", { kind: "npmrc", state: "given a registry", span });
  }
}

/** The variable that a condition asks whether it has a value: `[ -n "$NPM_TOKEN" ]`. */
export function testedBy({ words: [tool, ...words] }: Command): string | undefined {
  if (!/^(?:\[\[?|test)$/.test(tool?.value ?? "")) return undefined;
  const [flag, tested, ...others] = words.filter(({ value }) => !/^\]\]?$/.test(value ?? ""));
  if (others.length > 0 || flag?.value !== "-n") return undefined;
  return /^["']?\$\{?(\w+)(?::?-)?\}?["']?$/.exec(tested?.text ?? "")?.[1];
}

/**
 * Whether a command spells the variable that the condition before it asks for. A token of which it is asked first whether it is there
 * is the same as one that is put in without a question: it counts if it is set.
 */
export function spells({ words, input = [] }: Command, variable: string | undefined): boolean {
  if (variable === undefined) return false;
  const spelled = new RegExp(`\\$\\{?${variable}\\b`);
  return (
    words.some(({ text }) => spelled.test(text)) ||
    input.some((piece) => typeof piece !== "string" && piece.kind === "variable" && piece.source === variable)
  );
}

/** Past what may take away the files that steps wrote into the checkout. */
export function passCheckedOut(machine: JobState, span: Span): void {
  if (machine.npmrcs.some(({ file }) => typeof file === "object"))
    markUnknown(machine, "credentials", { kind: "checkout", of: "a written .npmrc", span });
}

/** Undefined for a command that does something else, or something that isn't read here. */
function changesOf(command: Command, scope: Scope, machine: JobState): readonly Change[] | "some" | undefined {
  const [tool] = command.words;
  switch (tool?.value) {
    case "npm":
      return configured(command, scope, machine);
    case "rm":
      return removed(command, "all");
    case "sed":
      return /^(?:\/_authToken\/d|\/:_authToken\/d|\/_auth\/d)$/.test(command.words[2]?.value ?? "") &&
        /^-i$|^--in-place$/.test(command.words[1]?.value ?? "") &&
        command.words.length > 3
        ? removed({ ...command, words: command.words.slice(2) }, "tokens")
        : undefined;
    default: {
      const file = fileAt(command.output?.path, command);
      const written = file === undefined ? undefined : writtenBy(command, scope);
      if (file === undefined || written === undefined || command.output === undefined) return undefined;
      const change = changeOf(file, command.output.appends, written, command.span);
      return change && [change];
    }
  }
}

/** A credential without a registry in the file that npm reads as the user's: no command of npm gets past it. */
function bareCredential(command: Command, scope: Scope, { registries }: JobState): Cause | undefined {
  if (fileAt(command.output?.path, command) !== (registries.length > 0 ? "userconfig" : "home")) return undefined;
  const written = writtenBy(command, scope);
  const isBare = ({ text }: Written): boolean => /^_auth(?:Token)?\s*=\s*[^\s$\0]/.test(text);
  return written !== undefined && linesOf(written).some(isBare) ? { kind: "bare-credential" } : undefined;
}

/** Names of a `.npmrc`: in the home, where setup-node writes it, or relative to where the command runs. */
function fileAt(path: string | undefined, { directory }: Command): NpmrcWrite["file"] | undefined {
  if (path === "~/.npmrc") return "home";
  if (path === "$NPM_CONFIG_USERCONFIG" || path === "$RUNNER_TEMP/.npmrc") return "userconfig";
  if (path === undefined || directory === undefined || !/^(?:[^~$]*\/)?\.npmrc$/.test(path)) return undefined;
  const place = applyDots(join(directory, path));
  return place === undefined ? undefined : { directory: place.slice(0, -".npmrc".length).replace(/\/$/, "") };
}

/** Settings that change nothing of what is known of a publish. */
const harmless =
  /^(?:always-auth|audit|email|engine-strict|fund|git-checks|legacy-peer-deps|loglevel|package-lock|progress|save-exact|update-notifier)$/;

function changeOf(file: NpmrcWrite["file"], appends: boolean, written: Written, span: Span): Change | undefined {
  let token: TokenLine | undefined;
  let provenance = false;
  let registry = false;
  const scopes = new Map<string, string>();
  for (const line of linesOf(written)) {
    if (/^[;#]/.test(line.text)) continue;
    const [, key = "", value = ""] = /^([^=\0]{0,500}?)\s{0,100}=\s*(.*)$/s.exec(line.text) ?? [];
    const kind = kindOf(key);
    if (kind === "token")
      token = { ...tokenLine({ text: value, open: line.open }, span), basic: key.toLowerCase().endsWith("_auth") };
    else if (key === "registry") registry ||= !isNpmRegistry(value);
    else if (/^@[\w.~-]+:registry$/.test(key)) {
      if (!isNpmRegistry(value)) scopes.set(key.replace(/:.*/, ""), value);
    } else if (key === "provenance" && value === "true") provenance = true;
    else if (kind !== "other" && !harmless.test(key)) return undefined;
  }
  return { file, clears: appends ? undefined : "all", token, provenance, registry, scopes };
}

/** A credential's key: npm's token, one of another host, or none that is understood. */
function kindOf(key: string): "token" | "other" | undefined {
  const host = /^\/\/([^/${}]{1,300})(.*)$/.exec(key.toLowerCase());
  if (host === null) return undefined;
  if (host[1] !== registryHost) return "other";
  return host[2] === "/:_authtoken" || host[2] === "/:_auth" ? "token" : undefined;
}

function tokenLine({ text, open }: Written, span: Span): TokenLine {
  const bare = /^(["'])(.*)\1$/.exec(text)?.[2] ?? text;
  const reference = /^\$\{([^${}?]+)(\?)?\}$/.exec(bare);
  return reference === null
    ? { kind: "fixed", value: asVariable({ text: bare, open }, span) }
    : { kind: "reference", name: reference[1] ?? "", optional: reference[2] === "?" };
}

/** `npm config set`, `npm set` and `npm config delete` with a credential's key: in the user's file unless a location is given. */
function configured(command: Command, scope: Scope, machine: JobState): readonly Change[] | undefined {
  const npm = readNpmCommand(command.words.slice(1));
  const [verb, ...rest] = npm.positionals;
  const long = /^(?:config|c)$/.test(verb?.value ?? "");
  const action = long ? rest[0]?.value : verb?.value;
  const words = (long ? rest.slice(1) : rest).map((word) => givenWord(word, scope, command.span));
  if (action !== "set" && !(long && /^(?:delete|rm|del)$/.test(action ?? ""))) return undefined;
  const location = npm.options.get("location");
  const place = typeof location === "object" ? location.value : location === undefined ? "user" : undefined;
  // In a workspace, npm writes into the root's file.
  const file =
    place === "project"
      ? command.directory === ""
        ? { directory: "" }
        : undefined
      : machine.registries.length > 0
        ? "userconfig"
        : "home";
  if (file === undefined || !/^(?:user|project)$/.test(place ?? "") || npm.options.has("global")) return undefined;
  if (npm.options.has("userconfig") || npm.options.has("prefix")) return undefined;
  if (action !== "set") {
    const kinds = words.map(({ text }) => kindOf(text));
    if (kinds.includes(undefined)) return undefined;
    return kinds.includes("token") ? [{ file, clears: "tokens", token: undefined }] : [];
  }
  const [first, second, ...others] = words;
  if (first === undefined || others.length > 0) return undefined;
  const pair = /^([^=\0]*)=(.*)$/s.exec(first.text);
  const key = pair?.[1] ?? first.text;
  const value = pair === null ? second : { text: pair[2] ?? "", open: first.open };
  const kind = kindOf(key);
  if (kind === undefined || value === undefined || (pair !== null && second !== undefined)) return undefined;
  if (kind === "other") return [];
  // npm takes a line out that is set to nothing.
  return [{ file, clears: "tokens", token: value.text === "" ? undefined : tokenLine(value, command.span) }];
}

function removed(command: Command, clears: "all" | "tokens"): readonly Change[] | "some" | undefined {
  const paths = command.words.slice(1).filter((word) => !/^-\w+$/.test(word.text));
  if (!paths.some((word) => /npmrc|USERCONFIG/.test(word.value ?? word.text))) return undefined;
  const files = paths
    .filter((word) => word.value === undefined || /npmrc|USERCONFIG|[*?[]/.test(word.value))
    .map((word) => fileAt(word.value, command));
  // One that isn't known is taken away or not: that never adds a credential.
  return files.every((file) => file !== undefined) ? files.map((file) => ({ file, clears, token: undefined })) : "some";
}
