import { isHarmless } from "../../data/harmless-commands.ts";
import { versionCommands } from "../../data/tools.ts";
import type { Cause, Reason } from "../../reason.ts";
import type { Command } from "../../repository/command/command.ts";
import { unknownFor, type Scope, type Variable } from "../../repository/workflow/scope.ts";
import { memo, type Span } from "../../text.ts";
import { asVariable, linesOf, writtenBy } from "./command-output.ts";
import { readNpmCommand } from "./npm-command.ts";
import { manifestFields, otherCommit, rewritten, unknownParts, type JobDoubt } from "./state.ts";

/** Whether a command may write to `$GITHUB_ENV`. */
export function writesEnvironment({ words, writes }: Command): boolean {
  return (
    writes.some((path) => path?.includes("GITHUB_ENV") === true) ||
    words.some((word, index) => index > 0 && (word.value ?? word.text).includes("GITHUB_ENV"))
  );
}

/** The variables a command writes to `$GITHUB_ENV`; one without a name where that can't be told. */
export function exportedBy(
  command: Command,
  scope: Scope,
  printed: Command | undefined,
): readonly (readonly [string | undefined, Variable])[] {
  if (!writesEnvironment(command)) return [];
  const { span } = command;
  const unread = unknownFor({ kind: "unnamed-variable", set: "in GITHUB_ENV", span });
  // A filter changes the value, and most likely not the name.
  const written = writtenBy(printed !== undefined && isFilter(command) ? printed : command, scope);
  const lines = written === undefined || command.writes.length !== 1 ? [] : linesOf(written);
  const variables = lines.map(({ text, open }) => {
    const [, name, value = ""] = /^([A-Za-z_]\w*)=(.*)$/s.exec(text) ?? [];
    const variable = asVariable({ text: value, open }, span);
    const isOpen = name === undefined || variable.kind === "unknown" || isFilter(command);
    return [name, isOpen ? unread : variable] as const;
  });
  return variables.length === 0 ? [[undefined, unread]] : variables;
}

/** Why a command may change what npm sends as a credential. */
export function touchesCredentials({ words, writes }: Command): Cause | undefined {
  if (writes.some((path) => /\.npmrc$|USERCONFIG/.test(path ?? ""))) return { kind: "npmrc", state: "written" };
  // What only shows the user's file changes nothing.
  const tool = words[0]?.value ?? "";
  const shows = writes.length === 0 && (/^printf$/.test(tool) || isHarmless(tool, "npmrc"));
  const cause = credentialsTouchedBy(words);
  return shows && cause?.kind === "credential-command" && !words.some(({ value, text }) => /_auth/.test(value ?? text))
    ? undefined
    : cause;
}

const credentialsTouchedBy = memo((words: Command["words"]): Cause | undefined => {
  const text = words.map((word) => word.value ?? word.text).join(" ");
  const [tool = "", ...rest] = text.split(" ");
  if (mentionsNpmrc(words)) return { kind: "npmrc", state: "written" };
  // A setting of Yarn's own, which nothing else reads.
  if (/^yarn config set npm[A-Z][A-Za-z]* /.test(text)) return undefined;
  if (tool === "npm") {
    const npm = readNpmCommand(words.slice(1));
    const [verb, action, key] = npm.positionals.map((word) => word.value ?? word.text);
    if (/^(?:login|adduser|add-user|logout|token)$/.test(verb ?? "")) return { kind: "login" };
    if (/^(?:config|c)$/.test(verb ?? "") && action === "fix") return { kind: "npm-config", sets: "fixes" };
    const set =
      verb === "set"
        ? action
        : /^(?:config|c)$/.test(verb ?? "") && /^(?:set|delete|rm)$/.test(action ?? "")
          ? key
          : undefined;
    if (set !== undefined && /_auth|_password|username|userconfig|\$|^["']?\/\//i.test(set))
      return { kind: "npm-config", sets: "credential" };
    return undefined;
  }
  if (/^(?:export|unset|declare|local|readonly)$/.test(tool)) return undefined;
  if (/_authToken|_auth\b|npm_config_userconfig/i.test(text)) return { kind: "credential-command" };
  if (isHarmless(tool, "login words")) return undefined;
  if (/npm.{0,300}(?:login|auth|adduser)|(?:login|auth).{0,300}npm|artifactregistry/i.test(text))
    return { kind: "login" };
  return /^(?:yarn|pnpm)$/.test(tool) && /^(?:login|config set .*(?:auth|token))/i.test(rest.join(" "))
    ? { kind: "login" }
    : undefined;
});

/** `cp`, `mv`, `sed -i`, `rm`, `tee` and the like on a `.npmrc`; reading it is harmless. */
function mentionsNpmrc([tool, ...words]: Command["words"]): boolean {
  if (isHarmless(tool?.value ?? "", "npmrc")) return false;
  return words.some((word) => /npmrc/.test(word.value ?? word.text));
}

/** Why a command may change the registry that npm publishes to, or that of a scope alone. */
export function touchesRegistry(
  command: Command,
): { readonly scope: string | undefined; readonly cause: Cause } | undefined {
  const [tool, ...words] = command.words;
  if (tool?.value !== "npm") return undefined;
  const [verb, action, key] = readNpmCommand(words).positionals.map((word) => word.value ?? word.text);
  const set =
    verb === "set"
      ? action
      : /^(?:config|c)$/.test(verb ?? "") && /^(?:set|delete)$/.test(action ?? "")
        ? key
        : undefined;
  if (set === undefined || !/^(?!["']?\/\/).*(?:registry|\$)/.test(set)) return undefined;
  const scope = /^(@[\w.~-]+):registry(?:=|$)/.exec(set)?.[1]?.toLowerCase();
  return { scope, cause: { kind: "npm-config", sets: "registry" } };
}

/** Whether `npm config set provenance …` turns it on or, or perhaps, off. */
export function setsProvenance(command: Command): boolean | undefined {
  const [tool, ...words] = command.words;
  if (tool?.value !== "npm") return undefined;
  const line = words.map((word) => word.value ?? "").join(" ");
  const [found, value] = /^(?:config |c )?set (?:.* )?provenance(?:=| |$)(\S*)/.exec(line) ?? [];
  return found === undefined ? undefined : value === "true";
}

/** Whether a command changes what is piped into it, and reads no file: `sed s/v//`, `tr -d v`, `cut -c 2-`. */
function isFilter({ words: [tool, ...words], writes }: Command): boolean {
  const plain = words.filter(({ text }) => !text.startsWith("-"));
  const most = { sed: 1, tr: 2, cut: 1 }[tool?.value ?? ""];
  return most !== undefined && writes.length === 1 && plain.length <= most;
}

/** What a command puts in doubt of the package.json that is published. */
export function manifestDoubts(command: Command, otherVersions: ReadonlySet<string>): readonly JobDoubt[] {
  const { span } = command;
  const [tool, ...words] = command.words;
  const name = tool?.value ?? "";
  const texts = words.map((word) => word.value ?? word.text);
  const because = (by: Cause<"manifest-change">["by"]): Reason => ({ kind: "manifest-change", by, span });
  const named = (texts_: readonly (string | undefined)[]): boolean =>
    texts_.some((text) => text !== undefined && /(?:^|\/)package\.json["']?$/.test(text));
  if (named(command.writes))
    return writesVersion(command) ? version(because("command")) : rewritten(because("command"));
  if (versionCommands.test(name) && texts[0] === "version") return version(because("command"));
  if (name === "npm" && texts[0] === "pkg") return ofKeys(texts.slice(1), because("npm pkg"));
  if (/^(?:sed|perl)$/.test(name) && texts.some((text) => /^-\w*i/.test(text)) && named(texts))
    return editsVersion(texts) ? version(because("edit")) : rewritten(because("edit"));
  if (
    /^(?:mv|cp)$/.test(name) &&
    named(texts.slice(-1)) &&
    texts.slice(0, -1).every((text) => text.startsWith("-") || otherVersions.has(text))
  )
    return version(because("command"));
  if (!isHarmless(name, "manifest") && named(texts)) return rewritten(because("command"));
  if (name === "git") return ofGit(texts, span);
  if (changesDependencies(name, texts)) return unknownParts(["dependencies"], because("command"));
  return (name === "tar" && /^-{0,2}(?:\w*x\w*|extract|get)$/.test(texts[0] ?? "")) || name === "unzip"
    ? rewritten(because("unpacking"))
    : [];
}

function version(reason: Reason): readonly JobDoubt[] {
  return unknownParts(["version"], reason);
}

/** Whether a command puts out package.json with another version, and nothing else of it is new: `jq '.version = "1.2.3"' package.json`. */
export function writesVersion({ words: [tool, ...words] }: Command): boolean {
  const program = words.find(({ value, text }) => /^["']?[.(]/.test(value ?? text));
  return (
    tool?.value === "jq" && /^["']?\s*\.version\s*\|?=(?!=)[^|;,]*["']?$/.test(program?.value ?? program?.text ?? "")
  );
}

/** `sed -i 's/"version": ".*"/…/' package.json`. */
function editsVersion(texts: readonly string[]): boolean {
  const edits = texts.filter((text) => /^["']?(?:s[/|#@,]|\/)/.test(text));
  return (
    edits.length > 0 &&
    edits.every((text) => /version/i.test(text) && !/"name|private|repository|publishConfig/.test(text))
  );
}

/** `npm pkg set version=1.2.3 repository.url=…`, `npm pkg delete private`. */
function ofKeys([action = "", ...words]: readonly string[], reason: Reason): readonly JobDoubt[] {
  if (!/^(?:set|delete|fix)$/.test(action)) return [];
  const keys = words.filter((word) => !word.startsWith("-")).map((word) => /^[\w@/-]+/.exec(word)?.[0]);
  if (action === "fix" || keys.includes(undefined)) return rewritten(reason);
  return unknownParts(
    manifestFields.filter((field) =>
      keys.some(
        (key) => key === field || (field === "dependencies" && /^(?:optional|peer)Dependencies$/.test(key ?? "")),
      ),
    ),
    reason,
  );
}

/** `pnpm remove inner`, `npm install inner@2`: what names a package writes it into package.json, unless it is for the machine. */
function changesDependencies(name: string, [action = "", ...words]: readonly string[]): boolean {
  if (!/^(?:npm|pnpm|yarn|bun)$/.test(name) || words.some((word) => /^(?:-g|--global|--no-save)$/.test(word)))
    return false;
  if (/^(?:update|up|upgrade)$/.test(action)) return true;
  return (
    /^(?:add|i|install|remove|rm|un|uninstall|unlink)$/.test(action) && words.some((word) => !word.startsWith("-"))
  );
}

/** Another commit, unless only a branch is made or only a file is put back. */
function ofGit(texts: readonly string[], span: Span): readonly JobDoubt[] {
  const [verb = "", ...rest] = texts;
  if (verb === "clone") return [];
  if (!/^(?:checkout|switch|pull|merge|reset|rebase|cherry-pick|apply|am|stash)$/.test(verb)) return [];
  const branch =
    /^(?:checkout|switch)$/.test(verb) && rest.some((text) => /^-{1,2}(?:[bBcC]|create|orphan)$/.test(text));
  const files = rest.includes("--") || (/^(?:checkout|reset)$/.test(verb) && rest.length > 0 && rest.every(isFile));
  if (branch || (files && !rest.some((text) => /package\.json/.test(text)))) return [];
  return otherCommit({ kind: "manifest-change", by: "git", span });
}

/** A file by its name, and no branch or tag. */
function isFile(text: string): boolean {
  return /^\.$|\.(?:lock|json|ya?ml|md|txt)$/.test(text);
}

const versionFile = /\.(?:nvmrc|node-version|tool-versions)\b|\bmise\.toml\b/;

/** Whether a command may change a file that names the version of Node; reading it is harmless. */
export function touchesVersionFile({ words, writes }: Command): boolean {
  return writes.some((path) => path !== undefined && versionFile.test(path)) || namesVersionFile(words);
}

const namesVersionFile = memo(([tool, ...words]: Command["words"]): boolean => {
  if (isHarmless(tool?.value ?? "", "version file")) return false;
  return words.some((word) => versionFile.test(word.value ?? word.text));
});
