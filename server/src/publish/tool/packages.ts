import type { Reason } from "../../reason.ts";
import type { Roots, Command } from "../../repository/command/command.ts";
import { mentions, ownCommands, runs } from "../../repository/command/own-words.ts";
import { packageIn, type Package } from "../../repository/package/package.ts";
import { workspaceNamed, workspacesOf } from "../../repository/package/workspaces.ts";
import { applyDots, join } from "../../repository/paths.ts";
import type { Repository } from "../../repository/repository.ts";
import { memo } from "../../text.ts";
import { certain, doubted, graver, known, map, unknown, type Fact } from "../fact.ts";
import { asCommitted, manifestsOf, withDoubts, type Published } from "./published.ts";
import { optionText, readNpmCommand, type NpmCommand } from "../job/npm-command.ts";
import { packOf } from "../job/packed.ts";
import { rewritten, type JobState } from "../job/state.ts";

/** What an `npm publish` publishes. */
export interface Target {
  /** By the package.json files that the repository shows. */
  readonly packages: Fact<readonly Package[]>;
  /** Packages that the tool publishes once they have a version that it hasn't published: whether they get one, no file says. */
  readonly unproven?: readonly Package[];
  /** The repository's folder in which npm runs, whose configuration it reads; undefined where that isn't known. */
  readonly directory: string | undefined;
  /** Where the published package.json is generated: the one it most likely comes from. */
  readonly source: Package | "unknown" | undefined;
  /** The tool publishes the folder that a package's publishConfig names as its `directory`. */
  readonly followsDirectory?: true;
  /** Why a package that isn't known may name another registry than the rest says. */
  readonly openRegistry?: Reason;
}

/** By npm's options, which a tool may have of its own. */
export function publishedPackages(call: Called, options: NpmCommand): Target {
  const { program, span } = call.command;
  const target = targetOf(call, options);
  if (program === undefined) return target;
  return { ...target, packages: unknown({ kind: "program", path: program.path, names: "npm publish", span }) };
}

/** As much of a call as decides what is published. */
interface Called {
  readonly repository: Repository;
  readonly command: Command;
  readonly roots: Roots;
  readonly machine: JobState;
}

/** What is published, with what steps before the publish, and scripts of the packages, put in doubt. */
export function publishedOf({ packages, followsDirectory }: Target, { doubts }: JobState): Fact<readonly Published[]> {
  const open = doubts.get("private");
  // Where all are private now, some may not be then.
  if (open?.grade === "unknown" && certain(packages)?.length === 0) return unknown(open.reason);
  return map(packages, (all) =>
    all.map((each) => {
      const folder = followsDirectory && each.publishConfig.texts.get("directory");
      const own: Reason | undefined = folder
        ? { kind: "manifest-change", by: "build", span: folder.span }
        : rewriting(each);
      const byScript = own === undefined ? [] : rewritten(own);
      return withDoubts(asCommitted(each), (field) =>
        graver(
          doubts.get(field),
          byScript.find(({ part }) => part === field),
        ),
      );
    }),
  );
}

/** The package.json files that are published just as they are committed, but for the version; empty where one of them isn't. */
export function committedManifests(target: Target, state: JobState): readonly Package[] {
  return certain(manifestsOf(publishedOf(target, state))) ?? [];
}

function targetOf(called: Called, npm: NpmCommand): Target {
  const { repository, command, roots, machine } = called;
  const prefix = optionText(npm, "prefix");
  const workspace = prefix === undefined ? command.directory : joined(command.directory, prefix);
  const directory = roots(workspace);
  const { span } = command;
  if (directory === undefined)
    return {
      packages: unknown({ kind: "folder", which: "unknown", span }),
      directory,
      source: rootPackage(repository, roots),
    };
  const here = packageIn(repository, directory);
  const source = here === "absent" ? rootPackage(repository, roots) : here;
  const target = npm.positionals[npm.positionals[0]?.value === "stage" ? 2 : 1];
  if (npm.options.has("workspace")) return { packages: named(repository, command, npm, here), directory, source };
  if (npm.options.get("workspaces") === true) {
    const all = typeof here === "string" ? undefined : workspacesOf(repository, here);
    const packages = all?.filter((each) => !each.private);
    return {
      packages:
        packages === undefined ? unknown({ kind: "packages", which: "workspaces", span }) : known(packages, span),
      directory,
      source,
    };
  }
  if (target === undefined || target.value === "." || target.value === "./")
    return { packages: one(here, command), directory, source };
  const written = target.value ?? (/^[\w.*/-]+\.t(?:ar\.)?gz$/.test(target.text) ? target.text : undefined);
  const path = written === undefined ? undefined : joined(workspace, written);
  const folder = path === undefined ? undefined : roots(path);
  if (folder === undefined || isTarball(folder)) {
    const pack = folder === undefined && !isFileName.test(target.text) ? undefined : packOf(machine, path);
    const packed = pack && targetOf({ ...called, command: pack }, readNpmCommand(pack.words.slice(1), "npm")).packages;
    const reason: Reason = { kind: "packages", which: "package", span: command.wordSpan(target) };
    const packages =
      packed === undefined
        ? unknown<readonly Package[]>({ ...reason, span })
        : doubted(packed, path === undefined ? { grade: "likely", reason } : undefined);
    return { packages, directory, source };
  }
  return { packages: one(packageIn(repository, folder), command), directory, source };
}

/** A word that by its name is a file: `$TARBALL`, `"./${{ steps.pack.outputs.file }}"`, `./$(npm pack)`, the `$f` of a loop. */
const isFileName =
  /^["']?(?:\.\/)?\$(?!.*(?:dir|folder|root))(?:\{?\w*(?:file|tarball|tgz|archive|pack)\w*\}?|\{?\w\}?|\{\{[^}]*(?:file|tarball|tgz|archive|pack)[^}]*\}\}|\((?:npm pack|ls)\b.*\))["']?$|\.t(?:ar\.)?gz["']?$/i;

function isTarball(path: string): boolean {
  return /\.t(?:ar\.)?gz$/.test(path);
}

function one(found: ReturnType<typeof packageIn>, command: Command): Fact<readonly Package[]> {
  return typeof found === "string"
    ? unknown(
        found === "absent"
          ? { kind: "manifest-change", by: "build", span: command.span }
          : { kind: "unreadable", what: "package.json", span: command.span },
      )
    : known([found], command.span);
}

/** Each `-w` takes a folder or a package's name. */
function named(
  repository: Repository,
  command: Command,
  npm: NpmCommand,
  root: ReturnType<typeof packageIn>,
): Fact<readonly Package[]> {
  const found = npm.workspaces.map(({ value }) =>
    value === undefined || typeof root === "string" ? undefined : workspaceNamed(repository, root, value),
  );
  return found.length > 0 && found.every((each) => each !== undefined)
    ? known(found, command.span)
    : unknown({ kind: "packages", which: "workspace", span: command.span });
}

function joined(directory: string | undefined, path: string): string | undefined {
  return directory === undefined || path === "unknown" || path.startsWith("~")
    ? undefined
    : applyDots(join(directory, path));
}

function rootPackage(repository: Repository, roots: Roots): Package | "unknown" | undefined {
  const directory = roots("") ?? "";
  const found = packageIn(repository, directory);
  return found === "absent" ? undefined : found;
}

const mayWriteManifest = /\bpkg (?:set|delete)\b|^(?:\.{1,2}\/|(?:node|tsx|ts-node|bash|sh|zx|python3?) )/;

/** npm reads package.json again after these scripts: one that mentions it, or runs a file, may have changed it. */
const rewriting = memo((each: Package): Reason | undefined => {
  const names = new Set(["prepublishOnly", "prepack", "prepare"]);
  for (const name of names) {
    const script = each.scripts.texts.get(name);
    if (script === undefined) continue;
    if (mentions(script, /package\.json|clean-(?:package|pkg)/) || runs(script, mayWriteManifest))
      return { kind: "manifest-change", by: "script", span: script.span };
    // Later names of a set are visited as well.
    for (const words of ownCommands(script)) {
      const called = /\b(?:npm|pnpm|yarn|bun)(?: run(?:-script)?)? ([\w:.-]+)/.exec(words.join(" "))?.[1];
      if (called !== undefined) names.add(called).add(`pre${called}`).add(`post${called}`);
    }
  }
  return undefined;
});
