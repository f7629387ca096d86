import { commandIndex } from "../../data/option-values.ts";
import type { Cause } from "../../reason.ts";
import { asksFor, dependencyOf } from "../../repository/package/dependency.ts";
import { readVersionFile } from "../../repository/settings/version-file.ts";
import type { SourceFile } from "../../text.ts";
import { isInPackageScript, type Command } from "../../repository/command/command.ts";
import { known, unknown, type Fact } from "../fact.ts";
import { readNpmCommand } from "../job/npm-command.ts";
import { npmOfNode, type NpmAt } from "../job/npm.ts";
import { npmVersions } from "../job/versions.ts";
import { publishedPackages } from "../tool/packages.ts";
import { shellWord } from "../../shell-word.ts";
import type { LeftOver } from "../tool/again.ts";
import type { Call, Manifest, NpmArgument, ReadByClient, Tool } from "../tool/tool.ts";

/** `npm publish` and `npm stage publish`. */
export const npm: Tool = {
  name: "npm",
  title: "npm publish",
  command: { words: ["npm"], publishes: isPublish },
  isNpm: true,
  packs: "as written",
  readsLikeNpm: true,
  takesTarget: true,
  again({ options }, left) {
    const verb = options.positionals[0]?.value === "stage" ? "npm stage publish" : "npm publish";
    const inWorkspaces = options.options.get("workspaces") === true || options.workspaces.length > 0;
    const one = left.length < 2 && !inWorkspaces;
    return {
      resumes: one,
      says: `\`${verb}\` stops at the first version that npm has${one ? "." : ", and leaves out what comes after it."}`,
      ...(one
        ? {}
        : { commands: inWorkspaces ? [workspaceCommand(verb, left)] : left.map((each) => folderCommand(verb, each)) }),
    };
  },
  read(call) {
    const options = readNpmCommand(call.words, "npm");
    if (options.options.get("dry-run") === true) return undefined;
    return {
      action: options.positionals[0]?.value === "stage" ? "stage" : "publish",
      options,
      given: { arguments: call.words.map(argumentOf) },
      target: publishedPackages(call, options),
      client: (read) => ({ npm: npmThatRuns(call, read) }),
    };
  },
};

function workspaceCommand(verb: string, left: readonly LeftOver[]): string {
  return [verb, ...left.map(({ name }) => `-w ${shellWord(name)}`)].join(" ");
}

/** Without `./` npm takes a path for a repository on GitHub (docs/facts/npm.md#paths). */
function folderCommand(verb: string, { directory }: LeftOver): string {
  return directory === "" ? verb : `${verb} ${shellWord(`./${directory}`)}`;
}

/** A word as npm is given it; of one that isn't constant, the name of its option. */
export function argumentOf(word: Command["words"][number]): NpmArgument {
  const [first] = word.pieces ?? [];
  const named = typeof first === "string" && /^-[^=\s]*=|^-\S+\s/.test(first) ? first : undefined;
  return { text: word.value ?? named, word };
}

/**
 * `npm publish`, `npm stage publish`, with options before them. A word before `publish` that isn't constant may be an option, or another
 * command.
 */
function isPublish(texts: readonly string[], words: Command["words"]): boolean | Cause {
  const start = commandIndex("npm", texts);
  if (words[start]?.value === undefined)
    return /^(?:publish|stage)$/.test(texts[start + 1] ?? "") && { kind: "not-constant", what: "option" };
  const name = texts[start] ?? "";
  return name === "stage" ? texts[start + 1] === "publish" : /^pub(?:lish?)?$/.test(name);
}

/** The npm that a command finds, in the workflow or in a package script; also one that a tool runs, when `call` has no runner. */
export function npmThatRuns(call: Call, { config, manifests }: ReadByClient): Fact<NpmAt> {
  const { command, runner, scope, machine, repository } = call;
  const { span } = command;
  if (mayBeOtherLeg(call)) return unknown({ kind: "matrix-condition", span });
  // pnpm runs package scripts by the Node that `.npmrc` names.
  const inScript = isInPackageScript(command) || isExecuted(command);
  if (inScript && config.setting("use-node-version") !== undefined)
    return unknown({ kind: "npmrc-setting", name: "use-node-version", span });
  if (runner === "sudo") return unknown({ kind: "other-user", what: "npm", span });
  const aside = machine.aside.get(command.words[0]?.value ?? "");
  if (aside !== undefined) return aside;
  const pathSet = scope.variable("PATH").kind !== "unset" || command.variables.has("PATH");
  if (pathSet || /\//.test(command.words[0]?.value ?? ""))
    return unknown({ kind: "other-npm", which: "on a path", span });
  if (inScript && manifests.some((each) => carriesNpm(each, true)))
    return ownNpm(call, manifests) ?? unknown({ kind: "other-npm", which: "dependency of scripts", span });
  if (runner === undefined || runner === "env") return machine.npm ?? npmOfNode(machine.node);
  const versions = runner.startsWith("npm@")
    ? npmVersions(runner.slice("npm@".length), repository.input.today)
    : undefined;
  if (versions === undefined) return unknown({ kind: "fetched-package", spec: runner, span });
  const word = command.words.find((each) => each.value === runner);
  return known({ versions, from: { npx: runner } }, word === undefined ? span : command.wordSpan(word));
}

/** Where a condition that can't be told picks legs of a matrix, this one may not publish at all. */
function mayBeOtherLeg({ job, step, scope, command: { conditional } }: Call): boolean {
  if (job.matrix.legs.length < 2) return false;
  const condition = step.if === "unreadable" ? "matrix" : (step.if?.value ?? "");
  if (conditional) return true;
  if (!/\b(?:matrix|strategy)\b/.test(condition) || scope.condition(step.if) !== undefined) return false;
  // What it asks of the matrix alone is known of this leg, and the rest is the same for every leg.
  return /\b(?:matrix|strategy)\b/.test(condition.replaceAll(ofMatrixAlone, ""));
}

/** A comparison of the matrix with a constant: `matrix.node == 22`. */
const ofMatrixAlone =
  /\bmatrix\.[\w-]+\s*[!=]=\s*(?:'[^']*'|[\d.]+|true|false)(?!\s*[=!<>])|(?:'[^']*'|\b[\d.]+|\btrue|\bfalse)\s*[!=]=\s*matrix\.[\w-]+(?![\w.[-])/g;

/**
 * A package script finds `node_modules/.bin` first, and pnpm may run it by a Node of its own. Where packages are `hoisted`,
 * semantic-release brings an npm as well.
 */
export function carriesNpm(manifest: Manifest, hoisted: boolean): boolean {
  if (typeof manifest !== "object") return false;
  const names = hoisted ? ["npm", "semantic-release"] : ["npm"];
  return names.some((name) => asksFor(manifest, name)) || choosesNode(manifest.file);
}

/** Whether pnpm runs a package's scripts by a Node of its own. */
function choosesNode(file: SourceFile): boolean {
  return readVersionFile(file).runtime !== undefined || /"executionEnv"\s*:/.test(file.text);
}

/** `pnpm exec npm` and `yarn exec npm`, which look into `node_modules/.bin` as package scripts do. */
function isExecuted({ words }: Command): boolean {
  return /^(?:pnpm|yarn)$/.test(words[0]?.value ?? "") && words[1]?.value === "exec";
}

/** The npm that a package.json asks for, where the lock file or its own words say which and nothing else brings another one. */
function ownNpm({ repository, roots, command }: Call, manifests: readonly Manifest[]): Fact<NpmAt> | undefined {
  const directory = roots(command.directory);
  const all = manifests.filter((each) => typeof each === "object");
  if (directory === undefined || all.some((each) => choosesNode(each.file) || asksFor(each, "semantic-release")))
    return undefined;
  const found = dependencyOf(repository, directory, "npm");
  if (found === undefined || "unknown" in found || found.locked === undefined) return undefined;
  const { value, span } = found.locked;
  const versions = npmVersions(value, repository.input.today);
  return (
    versions && known({ versions, from: { installed: `npm@${value}`, on: undefined } }, found.written?.span ?? span)
  );
}
