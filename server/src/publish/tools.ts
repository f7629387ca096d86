import type { Command } from "../repository/script.ts";
import { actionName } from "../repository/workflow.ts";
import type { Text } from "../repository/value.ts";
import type { Call, Tool } from "./tool.ts";
import { npm } from "./tools/npm.ts";

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
  let words = command.words;
  let runner: string | undefined;
  for (let guard = 0; guard < 4; guard++) {
    const name = words[0]?.value ?? "";
    const runs = runners.has(name)
      ? 1
      : /^(?:pnpm|yarn|npm|bun)$/.test(name) && /^(?:exec|dlx|x)$/.test(words[1]?.value ?? "")
        ? 2
        : 0;
    if (runs === 0) break;
    const fetches =
      runs === 2 ? name === "npm" || words[1]?.value !== "exec" : /^(?:npx|pnpx|bunx|corepack)$/.test(name);
    if (name === "sudo" || name === "env") runner ??= name;
    words = afterOptions(words.slice(runs));
    // Whatever brings its own npm says its version, or leaves it open.
    if (fetches) runner = words[0]?.value ?? name;
  }
  const texts = words.map((word) => word.value ?? word.text);
  const [name = "", first = "", second = ""] = texts;
  const tool = name.replace(/^.*node_modules\/\.bin\//, "").replace(/(?<=.)@[^/]*$/, "");
  const dry = texts.some((text) => /^(?:--dry-run|-d)(?:=true)?$/.test(text));
  if (tool === "npm")
    return isNpmPublish(words.slice(1))
      ? { kind: "modelled", tool: npm, call: { words: words.slice(1), runner } }
      : undefined;
  const published = otherTool(tool, first, second, texts) ?? behind(tool, words);
  return published === undefined || dry ? undefined : { kind: "other", tool: published };
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

function otherTool(tool: string, first: string, second: string, texts: readonly string[]): string | undefined {
  const has = (word: string): boolean => texts.includes(word);
  switch (tool) {
    case "pnpm":
      return has("publish") ? "pnpm publish" : undefined;
    case "bun":
      return first === "publish" ? "bun publish" : undefined;
    case "yarn":
      if (first === "npm" && second === "publish") return "yarn npm publish";
      return first === "publish" ||
        (first === "workspaces" && has("publish")) ||
        (first === "workspace" && has("publish"))
        ? "yarn publish"
        : undefined;
    case "changeset":
    case "changesets":
      return first === "publish" ? "changesets" : undefined;
    case "lerna":
      return first === "publish" && !has("--skip-npm") ? "lerna" : undefined;
    case "nx":
      return first === "release" && !/^(?:version|changelog|plan)/.test(second) && !has("--skip-publish")
        ? "nx release"
        : undefined;
    case "semantic-release":
    case "multi-semantic-release":
    case "beachball":
    case "shipjs":
    case "auto":
      return tool === "beachball" && first !== "publish"
        ? undefined
        : tool === "auto" && first !== "shipit" && first !== "latest"
          ? undefined
          : tool;
    case "release-it":
      return has("--no-npm") || has("--no-npm.publish") || has("--npm.publish=false") ? undefined : tool;
    case "np":
      return has("--no-publish") ? undefined : tool;
    case "napi":
      return first === "prepublish" || first === "pre-publish" ? "napi" : undefined;
    case "rush":
      return first === "publish" ? "rush" : undefined;
    case "make":
    case "just":
    case "task":
      return /^(?:npm-)?publish/.test(first) ? `${tool} ${first}` : undefined;
    default:
      return scriptFile(tool, first);
  }
}

/** `timeout 600 npm publish`: run by a command that isn't known, in an environment of its own. */
function behind(tool: string, words: Command["words"]): string | undefined {
  if (/^(?:echo|printf|cat|grep|git|gh|test|\[|node|jq|sed|docker)$/.test(tool)) return undefined;
  const runs = words.some(
    (word, index) => word.value === "npm" && /^(?:publish|stage)$/.test(words[index + 1]?.value ?? ""),
  );
  return runs ? `\`npm publish\` behind \`${tool}\`` : undefined;
}

/** A script of the repository whose name says that it publishes. */
function scriptFile(tool: string, first: string): string | undefined {
  const file = /^(?:node|tsx|ts-node|bash|sh|zsh|deno|python3?|zx)$/.test(tool) ? first : tool;
  return /(?:^|\/)[\w.-]*publish[\w.-]*\.(?:[cm]?[jt]s|sh|bash|py|zx)$/.test(file) ? file : undefined;
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

const publishingActions: readonly RegExp[] = [
  /^js-devtools\/npm-publish$/i,
  /^changesets\/action(?:\/publish)?$/i,
  /^cycjimmy\/semantic-release-action$/i,
  /^codfish\/semantic-release-action$/i,
  /^pascalgn\/npm-publish-action$/i,
  /^primer\/publish$/i,
  /npm[-_]?publish|publish[-_]?(?:to[-_]?)?npm/i,
];

/** The action that publishes, where a step's `uses:` names one; an action of the repository by what its path says. */
export function releaseAction(uses: Text): string | undefined {
  const name = actionName(uses);
  if (/^(?:\.|\$)\//.test(name)) return /publish/i.test(name) ? name : undefined;
  return publishingActions.some((pattern) => pattern.test(name)) ? name : undefined;
}

/** Whether a called remote workflow looks like one that publishes packages: by its name, or by what it is given. */
export function mayPublish(uses: Text, given: string): boolean {
  return /publish|release/i.test(uses.value) || /npm_token|node_auth_token/i.test(given);
}
