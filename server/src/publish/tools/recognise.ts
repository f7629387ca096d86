import { isHarmless } from "../../data/harmless-commands.ts";
import { isTrial, publishesElsewhere } from "../../data/publishers-elsewhere.ts";
import type { Cause } from "../../reason.ts";
import type { Command } from "../../repository/command/command.ts";
import { publishNamed } from "../../repository/command/program.ts";
import { memo } from "../../text.ts";
import { afterOptions, fetched, verbFirst } from "../tool/runner-words.ts";
import type { Call, Tool } from "../tool/tool.ts";
import { auto } from "./auto.ts";
import { bumpy } from "./bumpy.ts";
import { changelogen, n8nNode } from "./by-npm.ts";
import { bun } from "./bun.ts";
import { changesets } from "./changesets.ts";
import { cleanPublish } from "./clean-publish.ts";
import { lernaLite } from "./lerna-lite.ts";
import { lerna } from "./lerna.ts";
import { multiSemanticRelease } from "./multi-semantic-release.ts";
import { napi } from "./napi.ts";
import { np } from "./np.ts";
import { npmPublishAction } from "./npm-publish-action.ts";
import { npm } from "./npm.ts";
import { nx } from "./nx.ts";
import { pnpm } from "./pnpm.ts";
import { publib } from "./publib.ts";
import { releaseIt } from "./release-it.ts";
import { releasePlan } from "./release-plan.ts";
import { semanticRelease } from "./semantic-release.ts";
import { unmodelled } from "../../data/unmodelled-tools.ts";
import { vitePlus } from "./vite-plus.ts";
import { yarnClassic } from "./yarn-classic.ts";
import { yarn } from "./yarn.ts";

/** Every tool whose publishes are understood. */
export const tools: readonly Tool[] = [
  npm,
  pnpm,
  yarn,
  yarnClassic,
  bun,
  changesets,
  lerna,
  lernaLite,
  nx,
  semanticRelease,
  releaseIt,
  np,
  napi,
  auto,
  cleanPublish,
  releasePlan,
  changelogen,
  n8nNode,
  publib,
  bumpy,
  multiSemanticRelease,
  vitePlus,
  npmPublishAction,
];

/** Whether a command calls a tool that publishes, or may, whether it does so here or not: in a dry run, say. */
export function callsTool({ words }: Command): boolean {
  return words.some(
    ({ value = "" }) => /^(?:publish|release)$/.test(value) || byPackage.has(value) || binaries.has(value),
  );
}

/** The names of the tools of which `is` is true, as alternatives of a pattern. */
export function namesOf(is: (tool: Tool) => boolean | undefined): string {
  return tools.flatMap((tool) => (is(tool) === true ? [tool.name] : [])).join("|");
}

/** The words that start such tools, those that aren't modelled included, as alternatives of a pattern. */
export function wordsOf(is: (tool: Pick<Tool, "tags" | "setsVersions" | "scopes">) => boolean | undefined): string {
  const modelled = tools.flatMap((tool) => (is(tool) === true ? (tool.command?.words ?? []) : []));
  return [...modelled, ...unmodelled.flatMap((tool) => (is(tool) === true ? tool.words : []))].join("|");
}

/** What a command does that concerns releases: a tool's publish that is understood, or one that isn't. */
export type Release =
  | { readonly kind: "modelled"; readonly tool: Tool; readonly call: Omit<Called, "command"> }
  | {
      readonly kind: "other";
      readonly cause: Cause;
      /** What it is, if the condition before it holds. */
      readonly onCondition?: Extract<Release, { readonly kind: "modelled" }>;
    };

/** What a command, or an action's inputs, tell of a tool's call. */
export type Called = Pick<Call, "command" | "words" | "runner">;

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
export const releaseOf = memo((command: Command): Release | undefined => {
  const found = calledTool(command.words);
  if (found === undefined || command.wrapper === undefined) return found;
  const cause: Cause = { kind: "wrapped-publish", names: undefined, by: command.wrapper };
  return command.onCondition === undefined || found.kind === "other"
    ? { kind: "other", cause }
    : { kind: "other", cause, onCondition: found };
});

const calledTool = memo((given: Command["words"]): Release | undefined => {
  let words = given;
  let runner: string | undefined;
  for (let guard = 0; guard < 4; guard++) {
    words = verbFirst(words);
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
  words = afterNode(words);
  const name = toolNamed(words[0]?.value ?? words[0]?.text ?? "");
  const rest = words.slice(1);
  const texts = rest.map((word) => word.value ?? word.text);
  const found = toolIn(name, rest, texts) ?? fetchedPublisher(name, texts, runner);
  // npm's own options are read by npm's rules.
  if (found !== undefined && !("kind" in found) && found.isNpm === true)
    return { kind: "modelled", tool: found, call: { words: rest, runner } };
  const release = found ?? otherRelease(name, texts) ?? (name === "npm" ? undefined : wrapped(name, words));
  const dry = words.some((word) => isTrial(word.value ?? word.text));
  if (release === undefined || dry) return undefined;
  return "kind" in release
    ? { kind: "other", cause: release }
    : { kind: "modelled", tool: release, call: { words: rest, runner } };
});

/** The tool that a command starts, where it publishes, or why that isn't modelled. */
function toolIn(name: string, words: Command["words"], texts: readonly string[]): Tool | Cause | undefined {
  for (const tool of tools) {
    const publishes = tool.command?.words.includes(name) === true && tool.command.publishes(texts, words);
    if (publishes !== false) return publishes === true ? tool : publishes;
  }
  return undefined;
}

/** A tool that isn't known and is fetched to publish. */
function fetchedPublisher(name: string, [first]: readonly string[], runner: string | undefined): Cause | undefined {
  if (runner === undefined || first !== "publish" || !/^[@\w./-]+$/.test(name)) return undefined;
  const isKnown =
    unmodelled.some(({ words }) => words.includes(name)) || tools.some(({ command }) => command?.words.includes(name));
  return isKnown || runner === "sudo" || runner === "env" || publishesElsewhere(name)
    ? undefined
    : { kind: "tool", name };
}

function otherRelease(word: string, texts: readonly string[]): Cause | undefined {
  const name = unmodelled.find(({ words }) => words.includes(word))?.release(texts, word);
  return name === undefined ? undefined : { kind: "tool", name };
}

/** `node node_modules/.bin/changeset publish` and `node node_modules/@changesets/cli/bin.js publish`. */
function afterNode(words: Command["words"]): Command["words"] {
  const [first, second, ...rest] = words;
  if (first?.value !== "node" || second?.value === undefined) return words;
  const { value } = second;
  const own = tools.find(({ command }) => command?.package && value.includes(`node_modules/${command.package}/`));
  const name =
    /(?:node_modules\/\.bin\/|common\/scripts\/)([\w-]+?)(?:\.js)?$/.exec(value)?.[1] ?? own?.command?.words[0];
  return name === undefined ? words : [{ ...second, value: name }, ...rest];
}

const fetching = /^(?:npm (?:exec|x)|(?:pnpm|yarn|bun) (?:dlx|x))$/;

/** How many words come before the tool that a package manager runs: `pnpm exec np`, `yarn lerna`, `yarn run -T lerna`. */
function prefixOf(words: Command["words"]): number {
  const [, first = "", second = ""] = words.map((word) => word.value ?? "");
  if (/^(?:exec|dlx|x)$/.test(first)) return 2;
  if (words[0]?.value === "npm") return 0;
  if (/^run(?:-script)?$/.test(first)) {
    const name = afterOptions(words.slice(2))[0]?.value ?? "";
    return binaries.has(name) ? 2 : 0;
  }
  return binaries.has(first) || (/^-[wsTt]$|^--silent$/.test(first) && binaries.has(second)) ? 1 : 0;
}

/** What package managers run by its name. */
const binaries: ReadonlySet<string> = new Set([
  ...tools.flatMap(({ command }) => (command?.package === undefined ? [] : command.words)),
  ...unmodelled.flatMap(({ isBinary, words }) => (isBinary === true ? words : [])),
]);

function toolNamed(text: string): string {
  const name = text.replace(/^.*(?:node_modules\/\.bin\/|\/(?=npm$))/, "").replace(/(?<=.)@[^/]*$/, "");
  return byPackage.get(name) ?? name;
}

/** The words that start tools, by the names of their packages, by which npx and the like start them as well. */
const byPackage: ReadonlyMap<string, string> = new Map([
  ...tools.flatMap(({ command }) =>
    command?.package === undefined ? [] : [[command.package, command.words[0] ?? ""] as const],
  ),
  ...unmodelled.flatMap(({ packages = [], words }) => packages.map((name) => [name, words[0] ?? ""] as const)),
]);

/** `retry 3 npm publish`, `docker run … sh -c "npm publish"`: run by a command that isn't known, in an environment of its own. */
function wrapped(tool: string, words: Command["words"]): Cause | undefined {
  if (isHarmless(tool, "release words")) return undefined;
  const texts = words.map((word) => word.value ?? word.text);
  const found = texts.findIndex(
    (text, index) =>
      index > 0 && /^(?:npm|pnpm|yarn|bun)$/.test(text) && /^(?:publish|stage|npm)$/.test(texts[index + 1] ?? ""),
  );
  const named =
    found < 0 ? texts.slice(1).find((text) => /\s/.test(text) && publishNamed(text) !== undefined) : undefined;
  if (found < 0 && named === undefined) return undefined;
  const names = named === undefined ? `${texts[found] ?? ""} publish` : (publishNamed(named) ?? "");
  return { kind: "wrapped-publish", names, by: `\`${tool}\`` };
}
