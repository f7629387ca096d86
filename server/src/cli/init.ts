import { join, relative, resolve, sep } from "node:path";
import { counted } from "../editor/words.ts";
import { releasePlanOf, type ReleasePlan } from "../generate/change.ts";
import type { Offer, Choices } from "../generate/choice.ts";
import { choicesOf } from "../generate/choices.ts";
import { releasesIn } from "../generate/migrate/existing.ts";
import { checkout } from "../host/checkout.ts";
import { nodeHost } from "../host/node.ts";
import { tagsOf } from "../host/tags.ts";
import { present, defaultConfig } from "../lint/present.ts";
import { withoutSecrets } from "../lint/secrets.ts";
import { planJson } from "./formats/plan-json.ts";
import { initOptions, type InitOptions } from "./init-options.ts";
import { continueRelease } from "./init-existing.ts";
import type { ExitCode, Io } from "./io.ts";
import { baseOf, uriOfRoot } from "./loaded.ts";
import { positionOf } from "../report/position.ts";
import { filesPreview, tasksPreview } from "./preview.ts";
import { answers, yes } from "./questions.ts";
import { secretsOf } from "./report.ts";
import { above, stateOf } from "./targets.ts";
import { printable, styled } from "./terminal.ts";
import { trialOf, tryOut } from "./trial/trial.ts";
import { writeTogether } from "./write.ts";

export const initHelp = `Writes a workflow that publishes to npm by trusted publishing, and what it needs.

Usage: trusted-publishing init [options] [folder]

Where a workflow publishes already, that one is migrated in place, as migrate does.
Asks for what the repository doesn't say, shows everything, and asks before it writes.

Options:
  --yes, -y                write without a question, by options and defaults
  --dry-run                show what would be written, and write nothing
  --check                  build and pack in a copy, after a question, and compare with
                           the last release on npm; writes nothing
  --split                  where a job of a workflow builds and publishes, make it two
  --force                  write a new workflow although one publishes, or is there
  --trigger <trigger>      tag, release, manual, changesets, release-please
                           or semantic-release
  --tags <pattern>         the tags that start a release, such as v*
  --node <version>         the Node that builds; npm publishes with Node 24
  --package <name>         a package to publish, by its name or folder; may be repeated
  --package-manager <name> npm, pnpm, yarn or bun: what builds and packs
  --run <command>          a command of the build, or none; may be repeated
  --environment <name>     the GitHub environment of the publishing job, or none
  --stage                  stage releases, for a maintainer to approve on npm
  --file <name>            the workflow's file name
  --branch <name>          the branch that a release tool watches
  --repo <owner/name>      the repository on GitHub, if no git remote says it
  --format <format>        text, or json: with --yes or --dry-run, the files and steps
  --offline                ask nobody; init never does
  --[no-]color             colours, whatever the terminal says

Exits with 0 if the files are written or shown, 1 if not, 2 for what init can't work with.
`;

/** Writes a release workflow into the repository that holds a folder. */
export async function initCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const options = initOptions(args);
  if (typeof options === "string") return refused(io, options);
  const folder = resolve(io.cwd, options.folder);
  const state = await stateOf(folder);
  if (typeof state === "string") return refused(io, `${options.folder} can't be read: ${state}.`);
  if (!state.isDirectory) return refused(io, `${options.folder} is a file: init takes the folder of a repository.`);
  const root = (await above(join(folder, "package.json"), ".git")) ?? folder;
  const host = nodeHost((line) => io.tell(printable(line)));
  const uri = uriOfRoot(root);
  const files = checkout(host, uri, baseOf({ repo: options.chosen.repository }, io));
  const { linted } = await files.settle();
  if (!options.force && !options.check) {
    const existing = await files.ask(releasesIn);
    if (existing !== undefined)
      return continueRelease(existing, { root, folder: relative(io.cwd, root) || ".", files }, options, io);
  }
  const inRoot = typeof (await stateOf(join(root, "package.json"))) !== "string";
  const about = { directory: inRoot ? "" : relative(root, folder).replaceAll(sep, "/"), tags: tagsOf(host, uri) };
  const offer = await files.ask((repository) => choicesOf(repository, about));
  if ("problem" in offer) return refused(io, offer.problem);
  const packages = chosenPackages(offer, options);
  if (typeof packages === "string") return refused(io, packages);
  const given = { ...options.chosen, ...(packages === undefined ? {} : { packages }) };
  if (options.check) {
    const choices = { ...offer.choices, ...given };
    const trial = await files.ask((repository) => trialOf(repository, choices, offer.packages));
    return tryOut(root, trial, options.yes, io);
  }
  const silent = options.yes || options.dryRun;
  const json = options.format === "json";
  if (!silent && (io.ask === undefined || json))
    return refused(io, "There is no terminal to ask at: --yes writes the files, --dry-run shows them.");
  const choices = silent || io.ask === undefined ? { ...offer.choices, ...given } : await answers(io.ask, offer, given);
  if (choices === undefined) return unwritten(io);
  if (choices.repository === undefined)
    return refused(io, "No git remote points to GitHub: pass --repo owner/name, the repository that npm should trust.");
  const change = await files.ask((repository) => releasePlanOf(repository, choices, about));
  if ("problem" in change) return refused(io, change.problem);
  if (change.files.length === 0) {
    if (json) io.out(planJson(change, false, linted.secrets));
    else io.out("Nothing to write: the workflow is there, and all that it needs.\n");
    return 0;
  }
  for (const { path, text } of change.files) files.open(path, text);
  const after = (await files.settle()).linted;
  const secrets = secretsOf([linted, after]);
  const show = (text: string): void => (json ? undefined : io.out(withoutSecrets(text, secrets)));
  const report = (written: boolean): void => (json ? io.out(planJson(change, written, secrets)) : undefined);
  const terminal = { ...io.terminal, color: options.color ?? io.terminal.color };
  show(`${filesPreview(change, terminal)}\n`);
  const left = present(after.findings, defaultConfig).filter(({ severity }) => severity !== "info");
  for (const { span, message } of left)
    show(`${placeOf(span.file.path, positionOf(span.file, span.start).line)}: ${printable(message)}\n`);
  show(`${styled(terminal, "bold", "Then, by hand:")}\n${tasksPreview(change.tasks, terminal)}`);
  if (options.dryRun) {
    report(false);
    return 0;
  }
  const allowed = await mayWrite(change, choices, offer, options, io);
  if (allowed !== true) return allowed === false ? unwritten(io) : refused(io, allowed);
  const failure = await writeTogether(root, change.files);
  if (failure !== undefined) return refused(io, `Nothing is written: ${printable(failure.path)}: ${failure.why}.`);
  report(true);
  show(`\n${counted(change.files.length, "file")} written. Commit them, then do the steps above.\n`);
  return 0;
}

/** Whether a person, or an option, agrees; a sentence where an option is missing. */
async function mayWrite(
  { files }: ReleasePlan,
  { file }: Choices,
  { publishing }: Offer,
  { yes: agreed, force }: InitOptions,
  io: Io,
): Promise<boolean | string> {
  const path = `.github/workflows/${file}`;
  const replaced = files.some((each) => each.path === path && each.before !== undefined);
  const other = publishing.find((span) => span.file.path !== path);
  const problem = replaced
    ? `${path} is there already.`
    : other === undefined
      ? undefined
      : `${placeOf(other.file.path, positionOf(other.file, other.start).line)} publishes to npm already; trusted-publishing migrate changes that workflow in place.`;
  if (agreed || io.ask === undefined) {
    if (problem === undefined || force) return true;
    return `${problem} --force ${replaced ? "replaces it" : "writes a second workflow"}; nothing is written.`;
  }
  const question = problem === undefined || force ? "" : `${problem} `;
  const doing = `Write ${counted(files.length, "file")}?`;
  return (
    (await yes(
      io.ask,
      `\n${question}${question === "" ? "" : replaced ? "Replace it? " : ""}${doing}`,
      question === "",
    )) === true
  );
}

/** The folders of the packages that are named; undefined where none is. */
function chosenPackages({ packages }: Offer, options: InitOptions): readonly string[] | string | undefined {
  const folders: string[] = [];
  for (const typed of options.packages ?? []) {
    const folder = typed.replace(/^\.\/|\/$/g, "").replace(/^\.$/, "");
    const found = packages.find(({ name, directory }) => name?.value === typed || directory === folder);
    if (found === undefined) {
      const names = packages.map(({ name }) => name?.value).join(", ");
      return `"${typed}" is no package that can be published here: there is ${names}.`;
    }
    folders.push(found.directory);
  }
  return options.packages === undefined ? undefined : folders;
}

function placeOf(path: string, line: number): string {
  return printable(`${path}:${line}`);
}

function refused(io: Io, sentence: string): ExitCode {
  io.tell(printable(sentence));
  return 2;
}

function unwritten(io: Io): ExitCode {
  io.tell("Nothing is written.");
  return 1;
}
