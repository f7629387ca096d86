import semver from "semver";
import { isInPackageScript } from "../../repository/command/command.ts";
import { ownCommands } from "../../repository/command/own-words.ts";
import { allLocked, dependencyOf } from "../../repository/package/dependency.ts";

import type { Text } from "../../repository/value.ts";
import type { Span } from "../../text.ts";
import { known, unknown, type Fact } from "../fact.ts";
import type { Call } from "./tool.ts";
import type { ToolVersion } from "./tool-version.ts";

/** Whether every version is at least the first good one, or none is. */
export function reaches(range: string, first: string): "yes" | "no" | "unknown" {
  if (semver.subset(range, `>=${first}`, { includePrerelease: true })) return "yes";
  return semver.subset(range, `<${first}-0`) ? "no" : "unknown";
}

/** The same of a tool's version. What is fetched is the newest that fits, and the first good one is out. */
export function versionReaches({ range, newest }: ToolVersion, first: string): "yes" | "no" | "unknown" {
  return newest === true && semver.intersects(range, `>=${first}`) ? "yes" : reaches(range, first);
}

/**
 * The version of a tool that npm installs. `npx tool@1` brings that one, and plain `npx tool` the project's own, as package scripts do;
 * a bare command of a workflow finds only what was installed globally.
 */
export function toolVersion(call: Call, name: string): Fact<ToolVersion> {
  const { repository, roots, command, runner } = call;
  const { span } = command;
  const fetched = runner !== undefined && runner.startsWith(`${name}@`) ? runner.slice(name.length + 1) : undefined;
  if (fetched !== undefined) return fromSpec(fetched, runner ?? "", span, isFetched(call, name));
  if (runner !== undefined && runner !== name) return unknown({ kind: "fetched-package", spec: runner, span });
  const isBare =
    !isInPackageScript(command) &&
    command.program === undefined &&
    runner === undefined &&
    command.words[0]?.value === name;
  if (isBare) return globalVersion(call, name);
  const directory = roots(command.directory);
  const found = directory === undefined ? undefined : dependencyOf(repository, directory, name);
  if (found === undefined)
    return runner === name && isFetched(call, name)
      ? fromSpec("latest", name, span, true)
      : unknown({ kind: "package-version", name, span });
  if ("unknown" in found) return unknown({ ...found.unknown, span: found.span ?? span });
  const { range, written, locked } = found;
  const version: ToolVersion = {
    range,
    shown: locked?.value ?? written?.value ?? range,
    where: `in ${(locked?.span ?? written?.span ?? span).file.path}`,
    // A lock file that doesn't follow would stop the install.
    written: locked === undefined ? written : undefined,
  };
  return known(version, written?.span ?? span);
}

/** Whether npx has to fetch it: the project neither asks for it nor has it locked. */
function isFetched({ repository, roots, command }: Call, name: string): boolean {
  const directory = roots(command.directory);
  if (directory === undefined || dependencyOf(repository, directory, name) !== undefined) return false;
  return allLocked(repository, directory, name)?.length === 0;
}

/** The version that `spec` says, of a package that is called as `called`; if it is `fetched`, the newest that fits. */
function fromSpec(spec: string, called: string, span: Span, fetched: boolean): Fact<ToolVersion> {
  const range = spec === "latest" && fetched ? "*" : semver.validRange(spec);
  if (range === null || spec === "") return unknown({ kind: "fetched-package", spec: called, span });
  const version = { range, shown: spec, where: `run as \`${called}\``, written: undefined };
  return known(fetched ? { ...version, newest: true } : version, span);
}

/** What `npm install -g tool@1` of the same job brought. */
function globalVersion({ job, step: own, command: { span } }: Call, name: string): Fact<ToolVersion> {
  const specs = job.steps.filter((step) => step.index <= own.index).flatMap(({ run }) => globalInstalls(run, name));
  const spec = specs.at(-1);
  return spec === undefined || spec === ""
    ? unknown({ kind: "package-version", name, span })
    : fromSpec(spec, `${name}@${spec}`, span, true);
}

/** The versions that a script's global installs name; an empty one where they name none. */
export function globalInstalls(script: Text | undefined, name: string): readonly string[] {
  return ownCommands(script).flatMap((words) =>
    installsGlobally.test(words.join(" "))
      ? words
          .slice(words[0] === "sudo" ? 2 : 1)
          .flatMap((word) => (word === name ? [""] : word.startsWith(`${name}@`) ? [word.slice(name.length + 1)] : []))
      : [],
  );
}

const installsGlobally =
  /^(?:sudo )?(?:(?:npm|pnpm|bun) (?:i|install|add)\b|yarn global add\b|corepack )(?=.*(?<= )(?:-g|--global|global|prepare|use|up)(?: |$))/s;
