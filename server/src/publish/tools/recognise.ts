import type { Command } from "../../repository/command/command.ts";
import { publishNamed } from "../../repository/command/program.ts";
import { changesets } from "./changesets.ts";
import { lerna } from "./lerna.ts";
import { npm } from "./npm.ts";
import { pnpm } from "./pnpm.ts";
import { napi, np, nx, releaseIt } from "./runs-npm.ts";
import { semanticRelease } from "./semantic-release.ts";
import type { Call, Tool } from "./tool.ts";
import { auto, bun, yarnClassic } from "./without-oidc.ts";
import { yarn } from "./yarn.ts";

/** What a command does that concerns releases: a tool's publish that is understood, or one that isn't. */
export type Release =
  | { readonly kind: "modelled"; readonly tool: Tool; readonly call: Omit<Call, "command"> }
  | { readonly kind: "other"; readonly tool: string };

const runners: ReadonlySet<string> = new Set([
  "npx",
  "pnpx",
  "bunx",
  "corepack",
  "sudo",
  "env",
  "time",
  "exec",
  "command",
  "nohup",
]);

/** Recognises every tool that publishes to npm's registry; tools that publish nothing as they are called here aren't named. */
export function releaseOf(command: Command): Release | undefined {
  const found = calledTool(command);
  return found !== undefined && command.behind !== undefined
    ? { kind: "other", tool: `a release behind ${command.behind}` }
    : found;
}

function calledTool(command: Command): Release | undefined {
  let words = command.words;
  let runner: string | undefined;
  for (let guard = 0; guard < 4; guard++) {
    const name = words[0]?.value ?? "";
    const runs = runners.has(name) ? 1 : /^(?:pnpm|yarn|npm|bun)$/.test(name) ? prefixOf(words) : 0;
    if (runs === 0) break;
    const verb = words[1]?.value ?? "";
    const fetches = runs === 1 ? /^(?:npx|pnpx|bunx|corepack)$/.test(name) : fetching.test(`${name} ${verb}`);
    if (name === "sudo" || name === "env") runner ??= name;
    const options = words.slice(runs);
    words = afterOptions(options);
    // Whatever brings its own npm says its version, or leaves it open.
    if (fetches)
      runner = fetched(words[0]?.value ?? name, options, /^(?:pnpx|bunx)$|^dlx$/.test(runs === 1 ? name : verb));
  }
  // `node node_modules/.bin/changeset publish` and `node node_modules/@changesets/cli/bin.js publish`.
  const [first, second, ...behindNode] = words;
  const binary = /node_modules\/(?:\.bin\/([\w-]+)$|(@changesets|lerna|semantic-release|release-it|nx)\/)/.exec(
    second?.value ?? "",
  );
  if (first?.value === "node" && second !== undefined && binary !== null)
    words = [{ ...second, value: (binary[1] ?? binary[2])?.replace("@", "") }, ...behindNode];
  const texts = words.map((word) => word.value ?? word.text);
  const name = toolNamed(texts[0] ?? "");
  const rest = words.slice(1);
  const dry = texts.some((text) => /^(?:--dry-run|-d)(?:=true)?$/.test(text));
  if (name === "npm")
    return isNpmPublish(rest) ? { kind: "modelled", tool: npm, call: { words: rest, runner } } : undefined;
  const found = otherTool(name, texts.slice(1)) ?? behind(name, words);
  if (found === undefined || dry) return undefined;
  return typeof found === "string"
    ? { kind: "other", tool: found }
    : { kind: "modelled", tool: found, call: { words: rest, runner } };
}

const fetching = /^(?:npm (?:exec|x)|(?:pnpm|yarn|bun) (?:dlx|x))$/;

/** How many words stand before the tool that a package manager runs: `pnpm exec np`, `yarn lerna`, `yarn run -T lerna`. */
function prefixOf(words: Command["words"]): number {
  const [, first = "", second = ""] = words.map((word) => word.value ?? "");
  if (/^(?:exec|dlx|x)$/.test(first)) return 2;
  if (words[0]?.value === "npm") return 0;
  if (/^run(?:-script)?$/.test(first)) {
    const name = afterOptions(words.slice(2))[0]?.value ?? "";
    return binaries.test(name) ? 2 : 0;
  }
  return binaries.test(first) || (/^-[wsTt]$|^--silent$/.test(first) && binaries.test(second)) ? 1 : 0;
}

const binaries = /^(?:changesets?|lerna|nx|(?:multi-)?semantic-release|release-it|np|napi|auto|beachball|shipjs)$/;

function toolNamed(text: string): string {
  return text.replace(/^.*(?:node_modules\/\.bin\/|\/(?=npm$))/, "").replace(/(?<=.)@[^/]*$/, "");
}

/** What npx and the like fetch to run a tool: with `-p` what that names, where it is the tool; `latest` for those that take no local one. */
function fetched(name: string, options: Command["words"], always: boolean): string {
  const packages = options.flatMap((word, index) => {
    const text = word.value ?? "?";
    if (/^(?:-p|--package)$/.test(text)) return [options[index + 1]?.value ?? "?"];
    return text.startsWith("--package=") ? [text.slice("--package=".length)] : [];
  });
  const own = packages.find((each) => each === name || each.startsWith(`${name}@`));
  if (own !== undefined) return own;
  if (packages.length > 0) return packages.join(" ");
  return always && !name.includes("@", 1) ? `${name}@latest` : name;
}

/** `npm publish`, `npm stage publish`, with options before them. */
function isNpmPublish(words: Command["words"]): boolean {
  const plain = words
    .filter((word) => word.value !== undefined && !word.value.startsWith("-"))
    .map((word) => word.value);
  const first = plain.findIndex((word) => word === "publish" || word === "pub" || word === "publis");
  if (first < 0) return false;
  // Whatever stands before must be the value of an option, or `stage`.
  const word = words.findIndex((each) => each.value === plain[first]);
  return words.slice(0, word).every((each, index) => {
    const before = words[index - 1]?.value ?? "";
    return (
      each.value?.startsWith("-") === true ||
      (before.startsWith("-") && !before.includes("=")) ||
      (each.value === "stage" && index === word - 1)
    );
  });
}

function otherTool(name: string, texts: readonly string[]): Tool | string | undefined {
  const [first = "", second = ""] = texts;
  const has = (word: string): boolean => texts.includes(word);
  switch (name) {
    case "pnpm":
      if (has("stage")) return has("publish") ? "pnpm stage publish" : undefined;
      return has("publish") ? pnpm : undefined;
    case "bun":
      return first === "publish" ? bun : undefined;
    case "yarn":
      // `yarn workspace widgets exec npm publish` runs npm, in a folder of its own.
      if (texts[texts.indexOf("npm") + 1] === "publish" && has("npm"))
        return texts[texts.indexOf("npm") - 1] === "exec" ? "`npm publish` behind `yarn`" : yarn;
      if (first === "publish") return yarnClassic;
      return /^workspaces?$/.test(first) && has("publish") ? "yarn publish" : undefined;
    case "changeset":
    case "changesets":
      return first === "publish" ? changesets : undefined;
    case "lerna":
      return first === "publish" && !has("--skip-npm") ? lerna : undefined;
    case "nx":
      if (first !== "release" && texts.some((text) => /^publish|:publish/.test(text)))
        return "`nx` with a target that publishes";
      if (first !== "release" || /^(?:version|changelog|plan)/.test(second) || has("--skip-publish")) return undefined;
      return second === "publish" || has("--yes") || has("-y") ? nx : "nx release";
    case "semantic-release":
      return semanticRelease;
    case "auto":
      return /^(?:shipit|latest|next|canary)$/.test(first) ? auto : undefined;
    case "release-it":
      return has("--no-npm") || has("--no-npm.publish") || has("--npm.publish=false") ? undefined : releaseIt;
    case "np":
      return np;
    case "napi":
      if (has("--skip-optional-publish")) return undefined;
      return first === "prepublish" || first === "pre-publish" ? napi : undefined;
    case "multi-semantic-release":
    case "shipjs":
      return name;
    case "beachball":
    case "rush":
      return first === "publish" ? name : undefined;
    case "turbo":
    case "wireit":
    case "gulp":
    case "grunt":
      return texts.some((text) => /publis|releas/.test(text) && !text.startsWith("-")) ? name : undefined;
    case "make":
    case "just":
    case "task":
    case "mise":
      return /^(?:npm-)?publish/.test(first) ? `${name} ${first}` : undefined;
    default:
      return undefined;
  }
}

/** `retry 3 npm publish`, `docker run … sh -c "npm publish"`: run by a command that isn't known, in an environment of its own. */
function behind(tool: string, words: Command["words"]): string | undefined {
  if (/^(?:echo|printf|cat|grep|git|gh|test|\[+|jq|sed|awk|curl|export|local|read)$/.test(tool)) return undefined;
  const texts = words.map((word) => word.value ?? word.text);
  const found = texts.findIndex(
    (text, index) =>
      index > 0 && /^(?:npm|pnpm|yarn|bun)$/.test(text) && /^(?:publish|stage|npm)$/.test(texts[index + 1] ?? ""),
  );
  const named =
    found < 0 ? texts.slice(1).find((text) => /\s/.test(text) && publishNamed(text) !== undefined) : undefined;
  if (found < 0 && named === undefined) return undefined;
  return `${named === undefined ? `\`${texts[found] ?? ""} publish\`` : (publishNamed(named) ?? "")} behind \`${tool}\``;
}

function afterOptions(words: Command["words"]): Command["words"] {
  const start = words.findIndex((word, index) => {
    const before = words[index - 1]?.value ?? "";
    return (
      word.value === undefined ||
      !(word.value.startsWith("-") || /^\w+=/.test(word.value) || /^(?:-p|--package|-c|-u|--unset)$/.test(before))
    );
  });
  return start < 0 ? [] : words.slice(start);
}
