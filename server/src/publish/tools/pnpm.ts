import semver from "semver";
import { commandIndex } from "../../data/option-values.ts";
import { pnpmWithoutOidc } from "../../data/tools.ts";
import { unclearAt } from "../../reason.ts";
import { startOfPath } from "../../repository/command/command.ts";
import { filtered, monorepoPackages } from "../../repository/package/monorepo.ts";
import type { Package } from "../../repository/package/package.ts";
import { join, upwards } from "../../repository/paths.ts";
import type { Credential } from "../auth/credential.ts";
import { credentialOf } from "../auth/credentials.ts";
import { certain, known, located, unknown } from "../fact.ts";
import { readNpmCommand, type NpmCommand } from "../job/npm-command.ts";
import { pnpmAt } from "../tool/manager.ts";
import { monorepoTarget } from "../tool/monorepo-target.ts";
import { publishedPackages } from "../tool/packages.ts";
import type { Call, Client, GivenToNpm, NpmArgument, Reading, Tool } from "../tool/tool.ts";
import type { ToolVersion } from "../tool/tool-version.ts";
import { reaches } from "../tool/version.ts";
import { argumentOf, npmThatRuns } from "./npm.ts";

const firstWithOidc = "11.1.0";
const firstWithStage = "11.3.0";

/** `pnpm publish`, also for many packages. */
export const pnpm: Tool = {
  name: "pnpm",
  title: "pnpm publish",
  command: {
    words: ["pnpm"],
    publishes(texts) {
      const [first = "", second = ""] = commandOf(texts);
      return first === "stage" ? second === "publish" : /^publish$/.test(first);
    },
  },
  // 11.0.0 to 11.0.6 seen by runs against a registry of our own, which later ones of 11.0 pass.
  firstWithOidc,
  oidc: {
    kind: "by-version",
    ends: "it doesn't publish with the token that OIDC gives it",
    exchanges: versionExchanges,
    tokenFirst: "no",
  },
  takesTarget: true,
  readsLikeNpm: true,
  again({ command }, left) {
    const all = command.words.some(({ value = "" }) =>
      /^(?:-r|--recursive|recursive|multi|m|-F|--filter.*)$/.test(value),
    );
    if (all) return { resumes: true, says: "`pnpm -r publish` publishes the versions that npm doesn't have." };
    return {
      resumes: left.length < 2,
      says: "`pnpm publish` of one package stops at a version that npm has.",
      ...(left.length < 2 ? {} : { commands: ["pnpm -r publish"] }),
    };
  },
  read(call) {
    const { words, filters, recursive } = withoutOwn(call.words);
    const options = readNpmCommand(words);
    if (options.options.get("dry-run") === true) return undefined;
    const verb = options.positionals[0]?.value;
    if (verb === undefined) return unclearAt(startOfPath(call.command), { kind: "tool-options", tool: "pnpm publish" });
    const version = located(pnpmAt(call));
    if (verb === "stage" && version !== undefined && reaches(version.value.range, firstWithStage) === "no")
      return unclearAt(startOfPath(call.command), { kind: "tool", name: "pnpm stage publish" });
    const action = verb === "stage" ? "stage" : "publish";
    const list = (root: string): readonly Package[] | undefined => {
      const all = monorepoPackages(call.repository, root);
      return all === undefined || filters.length === 0 ? all : (filtered(all, root, filters) ?? all);
    };
    const target =
      recursive || filters.length > 0
        ? monorepoTarget(call, { list, exact: filtered([], "", filters) !== undefined })
        : publishedPackages(call, inFolder(options));
    const given = recursive || filters.length > 0 ? undefined : passedByPnpm(call, call.words.map(argumentOf));
    return {
      action,
      options,
      ...(given && { given }),
      target: { ...target, followsDirectory: true },
      client: pnpmClient(call, options),
      ...pnpmRegistry(call),
    };
  },
};

const firstToKeep = "10.18.3";

/**
 * What pnpm up to 10 passes on to npm when it publishes one package: all its options, and from 10.18.3 on not all
 * (docs/facts/tools.md#what-pnpm-passes-on). Undefined for another version, or one that isn't known.
 */
export function passedByPnpm(call: Call, given: readonly NpmArgument[]): GivenToNpm | undefined {
  const version = located(pnpmAt(call));
  if (version === undefined || !semver.subset(version.value.range, "<11.0.0-0")) return undefined;
  const keeps = reaches(version.value.range, firstToKeep);
  if (keeps === "unknown") return undefined;
  const kept = given.filter(({ text }, index) => !isKept(text) && given[index - 1]?.text !== "--publish-branch");
  // Up to 10.18.2 it takes this one out as well, where its value is a word of its own.
  const passed = given.filter(
    ({ text }, index) => text !== "--publish-branch" && given[index - 1]?.text !== "--publish-branch",
  );
  return {
    arguments: keeps === "yes" ? kept : passed,
    by: { name: "pnpm", version, ...(keeps === "no" ? { until: firstToKeep } : {}) },
  };
}

function isKept(text: string | undefined): boolean {
  return /^--(?:no-git-checks|(?:no-)?embed-readme|publish-branch|npm-path)$/.test(text ?? "");
}

/** What publishes where pnpm is called: up to pnpm 10 the npm on the PATH, from 11 on pnpm itself (docs/facts/tools.md#pnpm). */
export function pnpmClient(call: Call, options: NpmCommand): Reading["client"] {
  return (read): Client => {
    const version = pnpmAt(call);
    const oidcDecidedBy = { tool: pnpm, version };
    if ("unknown" in version) return { npm: version, oidcDecidedBy };
    const found = located(version);
    if (found === undefined)
      return { npm: unknown({ kind: "several-versions", tool: "pnpm", span: call.command.span }), oidcDecidedBy };
    const { range } = found.value;
    if (semver.subset(range, "<11.0.0-0")) {
      const runner = call.runner === "sudo" || call.runner === "env" ? call.runner : undefined;
      return { npm: npmThatRuns({ ...call, runner }, read), oidcDecidedBy };
    }
    if (reaches(range, firstWithOidc) === "yes") return { npm: undefined, oidcDecidedBy };
    const sent = credentialOf(call, options, read.config);
    const via = certain(sent)?.via;
    // It doesn't read the file that NPM_CONFIG_USERCONFIG names.
    const credential = via?.by === "setup-node" ? known<Credential>({ kind: "none" }, via.span) : sent;
    const modelled = via === undefined || via.level === "project" || via.level === "user";
    if (semver.subset(range, "11.0.x") && reaches(range, "11.0.7") === "yes") return { npm: undefined, credential };
    const hidden = semver.subset(range, pnpmWithoutOidc) && modelled ? undefined : found.span;
    const npm = hidden && unknown<never>({ kind: "tool-behaviour", tool: "pnpm", span: hidden });
    return { npm, oidcDecidedBy, credential };
  };
}

/** Before pnpm 11 npm publishes, and decides. */
function versionExchanges({ range }: ToolVersion, npm: Client["npm"]): "yes" | "no" | "unknown" {
  if (semver.subset(range, "<11.0.0-0") || reaches(range, firstWithOidc) === "yes") return "yes";
  return semver.subset(range, pnpmWithoutOidc) && npm === undefined ? "no" : "unknown";
}

/** pnpm-workspace.yaml may name registries, which isn't modelled. */
export function pnpmRegistry({ repository, roots, command }: Call): Pick<Reading, "registry"> {
  const directory = roots(command.directory);
  const files = upwards(directory ?? "").map((folder) => repository.file(join(folder, "pnpm-workspace.yaml")));
  const sets = files.some((file) => file === "unknown" || (file !== "absent" && /^registr(?:y|ies):/m.test(file.text)));
  return sets
    ? {
        registry: unknown({
          kind: "tool-settings",
          file: "pnpm-workspace.yaml",
          what: "registries",
          span: command.span,
        }),
      }
    : {};
}

/** The command and what follows it; `-r`, which some write as a word, comes before it. */
function commandOf(texts: readonly string[]): readonly string[] {
  const plain = texts.slice(Math.max(0, commandIndex("pnpm", texts)));
  return /^(?:recursive|multi|m)$/.test(plain[0] ?? "") ? commandOf(plain.slice(1)) : plain;
}

/** pnpm's own options, which npm's parser would take for others; those that npm knows stay. */
function withoutOwn(words: Call["words"]): {
  readonly words: Call["words"];
  readonly filters: readonly (string | undefined)[];
  readonly recursive: boolean;
} {
  const rest: Call["words"][number][] = [];
  const filters: (string | undefined)[] = [];
  let recursive = false;
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word === undefined) break;
    const text = word.value ?? word.text;
    if (/^(?:-r|--recursive)$/.test(text) || (index === 0 && /^(?:recursive|multi|m)$/.test(text))) recursive = true;
    else if (/^(?:-F|--filter|--filter-prod)$/.test(text)) filters.push(words[++index]?.value);
    else if (/^--filter(?:-prod)?=/.test(text)) filters.push(word.value?.replace(/^[^=]*=/, ""));
    else if (!ownSwitches.test(text)) rest.push(word);
  }
  return { words: rest, filters, recursive };
}

const ownSwitches =
  /^(?:-w|--workspace-root|--report-summary|--batch|--git-checks|--no-git-checks|--aggregate-output|--stream|--parallel|--(?:no-)?bail|--if-present|--fail-if-no-match|--(?:no-)?sort)(?:=|$)/;

/** pnpm's name for the folder to work in. */
function inFolder(options: NpmCommand): NpmCommand {
  const folder = options.options.get("dir");
  return folder === undefined ? options : { ...options, options: new Map([...options.options, ["prefix", folder]]) };
}
