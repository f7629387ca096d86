import semver from "semver";
import { isHarmless } from "../../data/harmless-commands.ts";
import { brokenUpgrade } from "../../data/npm.ts";
import type { Command } from "../../repository/command/command.ts";
import { memo, type Span } from "../../text.ts";
import { doubted, known, map, unknown, type Fact } from "../fact.ts";
import type { NodeAt } from "./node.ts";
import { readNpmCommand } from "./npm-command.ts";
import { npmRefuses, npmVersions, type NodeVersions, type NpmVersions } from "./versions.ts";

/** The npm that publishes, and where it comes from: the Node that brings it, or the words that name its version. */
export interface NpmAt {
  readonly versions: NpmVersions;
  readonly from:
    | NodeAt
    | { readonly installed: string; readonly on: NodeVersions | undefined }
    | { readonly npx: string };
}

/** Where an npm comes from, as the words after its version. */
export function originInWords(from: NpmAt["from"]): string {
  if ("installed" in from) return `installed as \`${from.installed}\``;
  if ("npx" in from) return `run by \`npx ${from.npx}\``;
  if (from.origin.kind === "image") return `bundled with ${from.origin.label}`;
  return `bundled with ${from.versions.label}`;
}

/** Why npm doesn't install itself. */
export interface Refusal {
  /**
   * - `EBADENGINE`: the `engines` of the new npm leave out this Node.
   * - `EUPDATEARGS`: `npm update` takes no version.
   * - `MODULE_NOT_FOUND`: npm 10.9.7 needs a module of its own that later npms no longer bring.
   */
  readonly code: "EBADENGINE" | "EUPDATEARGS" | "MODULE_NOT_FOUND";
  /** The package as it is written, quotes included. */
  readonly span: Span;
  /** Without quotes: "npm@latest". */
  readonly package: string;
  /** `install`, `update` and the like. */
  readonly verb: Span;
  /** What the words ask for. */
  readonly versions: NpmVersions | undefined;
}

/**
 * The npm that `npm install -g npm@…` installs over `before`; undefined for a command that installs none. `declared` is the package
 * manager that package.json names.
 * Source: docs/facts/npm.md#installing-npm; npm/cli#9152; `npm update` and the ways from npm 10.9.7 by running npm 8.19.4 to
 * 11.21.2.
 */
export function npmUpgrade(
  command: Command,
  node: NodeAt | undefined,
  before: NpmAt | undefined,
  today: string,
  declared: string | undefined,
): Fact<NpmAt> | Refusal | undefined {
  const [tool, ...words] = command.words;
  if (tool?.value !== "npm") return undefined;
  const npm = readNpmCommand(words);
  const [verb, ...packages] = npm.positionals;
  const global = npm.options.get("global") === true || optionIs(npm, "location", "global");
  if (!/^(?:i|in|ins|inst|insta|instal|install|add|isntall|up|update|upgrade)$/.test(verb?.value ?? "") || !global)
    return undefined;
  const word = packages.find((each) => /^npm(?:@|$)/.test(each.value ?? each.text.replaceAll(/["']/g, "")));
  if (word === undefined) {
    if (npm.complete && packages.every((each) => each.value !== undefined)) return undefined;
    return declared === undefined || !packages.every(isManager)
      ? unsure(command)
      : declaredNpm(command, declared, today, node);
  }
  const span = command.wordSpan(word);
  const spec = word.value === undefined ? undefined : /^npm(?:@(.*))?$/.exec(word.value);
  if (spec === undefined || spec === null || npm.options.has("prefix"))
    return unknown({ kind: "not-constant", what: "npm version", span });
  const update = verb?.value?.startsWith("up") === true;
  const versions = npmVersions(update ? undefined : spec[1], today, node?.versions);
  const from = before?.versions.lowest ?? "0.0.0";
  const stop = (code: Refusal["code"]): Refusal => ({
    code,
    span,
    package: word.value ?? "npm",
    verb: verb === undefined ? span : command.wordSpan(verb),
    versions,
  });
  if (update && semver.lt(from, "10.0.0")) return unknown({ kind: "npm-upgrade", fate: "by update", span });
  if (update && spec[1] !== undefined) return stop("EUPDATEARGS");
  if (versions === undefined) return unknown({ kind: "unknown-version", of: "npm", text: word.value ?? "", span });
  if (node !== undefined && npm.options.get("force") !== true && npmRefuses(versions, node.versions) === true)
    return semver.lt(from, "8.19.4")
      ? unknown({ kind: "npm-upgrade", fate: "refused by Node", span })
      : stop("EBADENGINE");
  if (from === brokenUpgrade.from && before?.versions.highest === from && semver.gte(versions.lowest, brokenUpgrade.to))
    return stop("MODULE_NOT_FOUND");
  return known({ versions, from: { installed: word.value ?? "npm", on: node?.versions } }, span);
}

/** The npm that `npm install --prefix folder npm@…` puts into a folder, by the path of its command; undefined for another command. */
export function npmAside(
  command: Command,
  node: NodeAt | undefined,
  today: string,
): { readonly path: string; readonly npm: Fact<NpmAt> } | undefined {
  const [tool, ...words] = command.words;
  if (tool?.value !== "npm") return undefined;
  const npm = readNpmCommand(words);
  const [verb, ...packages] = npm.positionals;
  const prefix = npm.options.get("prefix");
  if (!/^(?:i|install|add)$/.test(verb?.value ?? "") || typeof prefix !== "object" || prefix.value === undefined)
    return undefined;
  const word = packages.find(({ value = "" }) => value.startsWith("npm@"));
  const versions = word?.value && npmVersions(word.value.slice("npm@".length), today, node?.versions);
  if (!word || !versions || npm.options.has("global")) return undefined;
  const from = { installed: word.value ?? "npm", on: node?.versions };
  return {
    path: `${prefix.value.replace(/\/$/, "")}/node_modules/.bin/npm`,
    npm: known({ versions, from }, command.wordSpan(word)),
  };
}

/** `"$package_manager"`: what the script took from package.json, by its name. */
function isManager({ value, text }: Command["words"][number]): boolean {
  return value === undefined && /^["']?\$\{?(?:package_?manager|pm_?spec)\}?["']?$/i.test(text);
}

/** The npm that is installed as the package manager that package.json declares: most likely. */
function declaredNpm(
  command: Command,
  declared: string,
  today: string,
  node: NodeAt | undefined,
): Fact<NpmAt> | undefined {
  const spec = /^npm@([^+]+)/.exec(declared)?.[1];
  const versions = spec === undefined ? undefined : npmVersions(spec, today, node?.versions);
  const reason = { kind: "not-constant", what: "global install", span: command.span } as const;
  if (spec === undefined) return undefined;
  return versions === undefined
    ? unknown(reason)
    : doubted(known({ versions, from: { installed: declared, on: node?.versions } }, command.span), {
        grade: "likely",
        reason,
      });
}

function unsure(command: Command): Fact<NpmAt> {
  return unknown({ kind: "not-constant", what: "global install", span: command.span });
}

function optionIs(npm: ReturnType<typeof readNpmCommand>, name: string, value: string): boolean {
  const option = npm.options.get(name);
  return typeof option === "object" && option.value === value;
}

/** Folders of the PATH that hold tools of other languages, and no Node or npm. */
const otherTools =
  /^["']?(?:\$\{?HOME\}?|~|\$\{\{ ?(?:env\.HOME|github\.workspace|runner\.temp) ?\}\}|\/home\/runner|\$\{?GITHUB_WORKSPACE\}?|\$\{?PWD\}?|\$\(pwd\)|\.)?\/?\.?(?:cargo|deno|foundry|dotnet|poetry|rye|wasmtime|wasmer|composer|pub-cache|krew|nimble|ghcup|cabal|moon|go|solana|aftman|rokit|local\/share\/(?:solana|pipx|uv))(?:\/[\w.-]+)*["']?$/;

/** Whether a command may put another Node or npm on the PATH, in a way that isn't modelled. */
export function touchesNode({ words, writes }: Command): boolean {
  if (!writes.includes("$GITHUB_PATH")) return bringsNode(words);
  const given = (words[0]?.value ?? words[0]?.text) === "sudo" ? words.slice(2) : words.slice(1);
  return !given.every((word) => otherTools.test(word.value ?? word.text));
}

const bringsNode = memo((written: Command["words"]): boolean => {
  const words = written.map((word) => word.value ?? word.text);
  const [tool = "", ...rest] = words[0] === "sudo" ? words.slice(1) : words;
  const line = rest.join(" ");
  if (/^(?:nvm|fnm|n|volta|mise|rtx|asdf|proto|nodenv|nodebrew)$/.test(tool)) return true;
  if ((tool === "." || tool === "source") && /nvm|asdf|mise|proto/i.test(line)) return true;
  // An npm that another command starts: `npx npm@11 install -g npm@11`, `timeout 60 npm install -g npm`.
  const global = rest.some((word) => /^(?:-g|--global|--location=global)$/.test(word));
  if (global && !isHarmless(tool, "install words") && rest.filter((word) => /^npm(?:@|$)/.test(word)).length > 1)
    return true;
  if (tool === "npx" && /^(?:(?:-y|--yes)\s+)?n(?:@\S*)?\s/.test(line)) return true;
  if (words[0] === "sudo" && tool === "npm" && /(?:^|\s)npm(?:@|$)/.test(line)) return true;
  // corepack has no npm of its own on the PATH until that is enabled by name.
  if (tool === "corepack") return /^enable\b.*\bnpm\b/.test(line);
  if (/^(?:pnpm|yarn|bun)$/.test(tool))
    return (
      (tool === "pnpm" && /^(?:env|runtime)\s/.test(line)) ||
      (/(?:^|\s)(?:npm|node)(?:@|\s|$)/.test(line) && /\b(?:add|global|install|i|use)\b/.test(line))
    );
  if (/^(?:apt|apt-get|brew|choco|apk|dnf|yum|winget|scoop|nix|nix-env|conda)$/.test(tool))
    return /\b(?:node|nodejs|npm)\b/.test(line);
  return false;
});

/** The npm that Node brings. */
export function npmOfNode(node: Fact<NodeAt>): Fact<NpmAt> {
  return map(node, (from) => ({ versions: from.versions.npm, from }));
}
