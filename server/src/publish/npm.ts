import type { Command } from "../repository/script.ts";
import { known, unknown, type Fact } from "./fact.ts";
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

/** The npm that `npm install -g npm@…` installs; undefined for a command that installs none. */
export function npmUpgrade(command: Command, node: NodeAt | undefined, today: string): Fact<NpmAt> | undefined {
  const [tool, ...words] = command.words;
  if (tool?.value !== "npm") return undefined;
  const npm = readNpmCommand(words);
  const [verb, ...packages] = npm.positionals;
  const global = npm.options.get("global") === true || optionIs(npm, "location", "global");
  if (!/^(?:i|in|ins|inst|insta|instal|install|add|isntall|up|update|upgrade)$/.test(verb?.value ?? "") || !global)
    return undefined;
  const word = packages.find((each) => /^npm(?:@|$)/.test(each.value ?? each.text.replaceAll(/["']/g, "")));
  if (word === undefined)
    return npm.complete && packages.every((each) => each.value !== undefined) ? undefined : unsure(command);
  const span = command.wordSpan(word);
  const spec = word.value === undefined ? undefined : /^npm(?:@(.*))?$/.exec(word.value);
  if (spec === undefined || spec === null || npm.options.has("prefix"))
    return unknown(span, "an npm version that isn't constant");
  const versions = npmVersions(spec[1], today, node?.versions);
  if (versions === undefined) return unknown(span, `the npm version \`${word.value ?? ""}\``);
  if (node !== undefined && npm.options.get("force") !== true && npmRefuses(versions, node.versions) === true)
    return unknown(span, "an npm that this Node refuses");
  return known({ versions, from: { installed: word.value ?? "npm", on: node?.versions } }, span);
}

function unsure(command: Command): Fact<NpmAt> {
  return unknown(command.span, "a global install that isn't constant");
}

function optionIs(npm: ReturnType<typeof readNpmCommand>, name: string, value: string): boolean {
  const option = npm.options.get(name);
  return typeof option === "object" && option.value === value;
}

/** Whether a command may put another Node or npm on the PATH, in a way that isn't modelled. */
export function touchesNode(command: Command): boolean {
  const words = command.words.map((word) => word.value ?? word.text);
  const [tool = "", ...rest] = words[0] === "sudo" ? words.slice(1) : words;
  const line = rest.join(" ");
  if (command.writes.some((path) => path === "$GITHUB_PATH")) return true;
  if (/^(?:nvm|fnm|n|volta|mise|rtx|asdf|proto|nodenv|nodebrew)$/.test(tool)) return true;
  if ((tool === "." || tool === "source") && /nvm|asdf|mise|proto/i.test(line)) return true;
  if (words[0] === "sudo" && tool === "npm" && /(?:^|\s)npm(?:@|$)/.test(line)) return true;
  if (/^(?:pnpm|yarn|bun|corepack)$/.test(tool))
    return (
      (tool === "pnpm" && /^(?:env|runtime)\s/.test(line)) ||
      (/(?:^|\s)(?:npm|node)(?:@|\s|$)/.test(line) && /\b(?:add|global|install|i|enable|prepare|use)\b/.test(line))
    );
  if (/^(?:apt|apt-get|brew|choco|apk|dnf|yum|winget|scoop|nix|nix-env|conda)$/.test(tool))
    return /\b(?:node|nodejs|npm)\b/.test(line);
  return false;
}
