import { isHarmless } from "../../data/harmless-commands.ts";
import type { Cause } from "../../reason.ts";
import type { Command } from "../../repository/command/command.ts";
import { unknownFor, type Scope, type Variable } from "../../repository/workflow/scope.ts";
import { asVariable, linesOf, writtenBy } from "./command-output.ts";
import { readNpmCommand } from "./npm-command.ts";

/** The variables a command writes to `$GITHUB_ENV`; one without a name where that can't be told. */
export function exportedBy(command: Command, scope: Scope): readonly (readonly [string | undefined, Variable])[] {
  const mentions =
    command.writes.some((path) => path?.includes("GITHUB_ENV") === true) ||
    command.words.slice(1).some((word) => /GITHUB_ENV/.test(word.value ?? word.text));
  if (!mentions) return [];
  const { span } = command;
  const unread = unknownFor({ kind: "unnamed-variable", set: "in GITHUB_ENV", span });
  const written = writtenBy(command, scope);
  const lines = written === undefined || command.writes.length !== 1 ? [] : linesOf(written);
  const variables = lines.map(({ text, open }) => {
    const [, name, value = ""] = /^([A-Za-z_]\w*)=(.*)$/s.exec(text) ?? [];
    const variable = asVariable({ text: value, open }, span);
    return [name, name === undefined || variable.kind === "unknown" ? unread : variable] as const;
  });
  return variables.length === 0 ? [[undefined, unread]] : variables;
}

/** Why a command may change what npm sends as a credential. */
export function touchesCredentials(command: Command): Cause | undefined {
  const text = command.words.map((word) => word.value ?? word.text).join(" ");
  const [tool = "", ...rest] = text.split(" ");
  if (command.writes.some((path) => /\.npmrc$|USERCONFIG/.test(path ?? "")) || mentionsNpmrc(command))
    return { kind: "npmrc", state: "written" };
  if (tool === "npm") {
    const npm = readNpmCommand(command.words.slice(1));
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
}

/** `cp`, `mv`, `sed -i`, `rm`, `tee` and the like on a `.npmrc`; reading it is no harm. */
function mentionsNpmrc(command: Command): boolean {
  const [tool, ...words] = command.words;
  if (isHarmless(tool?.value ?? "", "npmrc")) return false;
  return words.some((word) => /npmrc/.test(word.value ?? word.text));
}

/** Why a command may change the registry that npm publishes to. */
export function touchesRegistry(command: Command): Cause | undefined {
  const [tool, ...words] = command.words;
  if (tool?.value !== "npm") return undefined;
  const [verb, action, key] = readNpmCommand(words).positionals.map((word) => word.value ?? word.text);
  const set =
    verb === "set"
      ? action
      : /^(?:config|c)$/.test(verb ?? "") && /^(?:set|delete)$/.test(action ?? "")
        ? key
        : undefined;
  return set !== undefined && /^(?!["']?\/\/).*(?:registry|\$)/.test(set)
    ? { kind: "npm-config", sets: "registry" }
    : undefined;
}

/** Whether `npm config set provenance …` turns it on or, or perhaps, off. */
export function setsProvenance(command: Command): boolean | undefined {
  const [tool, ...words] = command.words;
  if (tool?.value !== "npm") return undefined;
  const line = words.map((word) => word.value ?? "").join(" ");
  const [found, value] = /^(?:config |c )?set (?:.* )?provenance(?:=| |$)(\S*)/.exec(line) ?? [];
  return found === undefined ? undefined : value === "true";
}

/** Why a command may change the package.json that is published. */
export function touchesManifest(command: Command): Cause | undefined {
  const [tool, ...words] = command.words;
  const texts = words.map((word) => word.value ?? word.text);
  const named = (texts_: readonly (string | undefined)[]): boolean =>
    texts_.some((text) => text !== undefined && /(?:^|\/)package\.json["']?$/.test(text));
  if (named(command.writes)) return { kind: "manifest-change", by: "command" };
  if (tool?.value === "npm" && texts[0] === "pkg" && /^(?:set|delete|fix)$/.test(texts[1] ?? ""))
    return { kind: "manifest-change", by: "npm pkg" };
  if (/^(?:sed|perl)$/.test(tool?.value ?? "") && texts.some((text) => /^-\w*i/.test(text)) && named(texts))
    return { kind: "manifest-change", by: "edit" };
  if (!isHarmless(tool?.value ?? "", "manifest") && named(texts)) return { kind: "manifest-change", by: "command" };
  if (tool?.value === "node" && texts.some((text) => /writeFile/.test(text)))
    return { kind: "manifest-change", by: "script" };
  if (tool?.value === "git" && /^(?:checkout|switch|pull|merge|reset)$/.test(texts[0] ?? ""))
    return { kind: "manifest-change", by: "git" };
  return /^(?:tar|unzip|git)$/.test(tool?.value ?? "") && /^(?:-?x\w*|clone)$/.test(texts[0] ?? "")
    ? { kind: "manifest-change", by: "unpacking" }
    : undefined;
}

const versionFile = /\.(?:nvmrc|node-version|tool-versions)\b|\bmise\.toml\b/;

/** Whether a command may change a file that names the version of Node; reading it is no harm. */
export function touchesVersionFile({ words: [tool, ...words], writes }: Command): boolean {
  if (writes.some((path) => path !== undefined && versionFile.test(path))) return true;
  if (isHarmless(tool?.value ?? "", "version file")) return false;
  return words.some((word) => versionFile.test(word.value ?? word.text));
}
