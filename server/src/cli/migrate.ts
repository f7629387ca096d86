import { basename, isAbsolute, join, relative, resolve, sep } from "node:path";
import { counted } from "../editor/words.ts";
import { choicesOf } from "../generate/choices.ts";
import { migratable, migrate, type Migration } from "../generate/migrate/migrate.ts";
import { checkout } from "../host/checkout.ts";
import { nodeHost } from "../host/node.ts";
import type { Linted } from "../lint/run.ts";
import { startedWorkflow } from "../publish/auth/call-path.ts";
import { possibleValues } from "../publish/fact.ts";
import type { ExitCode, Io } from "./io.ts";
import { baseOf, uriOfRoot } from "./loaded.ts";
import { planJson } from "./formats/plan-json.ts";
import { migrationText } from "./migration/text.ts";
import { commandOptions } from "./shared-options.ts";
import { above, stateOf } from "./targets.ts";
import { withSplit } from "./migration/split.ts";
import { printable } from "./terminal.ts";
import { trialOf, tryOut } from "./trial/trial.ts";
import { writeTogether } from "./write.ts";

export const migrateHelp = `Turns a workflow that publishes by a token into one that publishes through OIDC.

Usage: trusted-publishing migrate [options] [workflow or folder]

The workflow may be left out where only one publishes by a token.
At first the token stays, to publish with until npm trusts the workflow.
All that changes is shown first, and then what to do on npmjs.com and GitHub.

Options:
  --remove-token     take the token out as well, once npm trusts the workflow
  --split            build in a job without the id-token, and publish in one of its own
  --check            build and pack in a copy, and compare with the last release
  --yes, -y          write without a question
  --dry-run          write nothing
  --package <name>   the workflow that publishes this package; may be repeated
  --repo <name>      owner/name on GitHub, if no git remote says it
  --format <format>  text, or json: with --yes or --dry-run, the files and steps
  --offline          send no requests; migrate never sends any
  --[no-]color       colours, whatever the terminal says

Exits with 0 if the files are written or shown, 1 if not, if nothing can be migrated,
or if a job that publishes isn't understood, 2 for what migrate can't work with.
`;

interface Options {
  readonly place: string;
  readonly format: "text" | "json";
  /** The names of packages; empty for all. */
  readonly packages: readonly string[];
  /** `owner/name`. */
  readonly repo: string | undefined;
  readonly removeToken: boolean;
  /** Jobs that build and publish become two. */
  readonly split: boolean;
  readonly yes: boolean;
  readonly dryRun: boolean;
  /** Builds and packs in a copy, and writes nothing. */
  readonly check: boolean;
  readonly color: boolean | undefined;
}

/** Migrates one workflow: shows what changes, asks, and writes all of it or nothing. */
export async function migrateCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const options = optionsOf(args);
  const stop = (sentence: string): ExitCode => {
    io.tell(printable(sentence));
    return 2;
  };
  if (typeof options === "string") return stop(options);
  const host = nodeHost((line) => io.tell(printable(line)));
  const { place } = options;
  const target = await targetOf(place, io.cwd);
  if (typeof target === "string") return stop(target);
  const files = checkout(host, uriOfRoot(target.root), baseOf(options, io));
  const { linted } = await files.settle();
  const { named } = target;
  if (named !== undefined && !/^\.github\/workflows\/[^/]+\.ya?ml$/.test(named))
    return stop(`${place} isn't a workflow: GitHub reads those in .github/workflows.`);
  const unread = linted.understood.unread.find(({ path }) => path === named);
  if (unread !== undefined) return stop(`${place} can't be migrated: ${unread.why}.`);
  if (options.check) {
    const offer = await files.ask((repository) => choicesOf(repository));
    if ("problem" in offer) return stop(offer.problem);
    const trial = await files.ask((repository) => trialOf(repository, offer.choices, offer.packages));
    return tryOut(target.root, trial, options.yes, io);
  }
  const about = await files.ask((repository) => {
    const own = migratable(repository).filter(({ path }) => publishesAny(linted, path, options.packages));
    const path = options.split && named !== undefined ? named : chosen(named, own);
    return typeof path === "string" ? { path, migration: migrate(repository, path, options.removeToken) } : path;
  });
  if ("sentence" in about) {
    if (about.code === 2) return stop(about.sentence);
    if (options.format === "json") io.tell(printable(about.sentence));
    else io.out(`${printable(about.sentence)}\n`);
    return 0;
  }
  const terminal = { ...io.terminal, color: options.color ?? io.terminal.color };
  const { path } = about;
  const { migration, notes } = options.split
    ? await withSplit(files, about.migration, path)
    : { migration: about.migration, notes: [] };
  for (const note of notes) io.tell(printable(note));
  const json = options.format === "json";
  if (!json) io.out(migrationText(migration, path, target, linted.secrets, terminal));
  const ended =
    migration.files.length === 0 || options.dryRun
      ? undefined
      : await writeAfterQuestion(target.root, migration.files, options, io);
  if (json && ended !== 2) io.out(planJson(migration, ended === 0, linted.secrets));
  return ended === 1 || ended === 2 ? ended : codeOf(migration);
}

/** Whether a workflow publishes one of these packages, or may; any will do where none is named. */
function publishesAny({ publishes }: Linted, path: string, names: readonly string[]): boolean {
  const own = publishes.filter(
    (publish) => startedWorkflow(publish).file.path === path || publish.workflow.file.path === path,
  );
  const published = own.flatMap(({ packages }) => possibleValues(packages).flat());
  return names.length === 0 || published.some(({ manifest }) => names.includes(manifest.name?.value ?? ""));
}

/** How a migration ends whose files are written or shown: a job that isn't understood is never the end of it. */
export function codeOf({ files, assumptions, manualSteps, tasks }: Migration): ExitCode {
  if (files.length === 0 && manualSteps.length > 0 && tasks.length === 0) return 1;
  const isOpen = manualSteps.some(({ about }) => about === "unclear");
  return isOpen || assumptions.some(({ about }) => about === "publish") ? 1 : 0;
}

/** Writes all files after a yes, or none: 0 if they are written, 1 after a no, 2 where they can't be. As JSON, nobody is asked. */
export async function writeAfterQuestion(
  root: string,
  files: Migration["files"],
  { yes, format }: Pick<Options, "yes" | "format">,
  io: Io,
): Promise<ExitCode> {
  const ask = format === "json" ? undefined : io.ask;
  if (!yes && ask === undefined) {
    io.tell("There is no terminal to ask at: --yes writes the files, --dry-run shows them.");
    return 2;
  }
  const question = `Write ${counted(files.length, "file")}? [y/N] `;
  if (!yes && !/^y(?:es)?$/i.test((await ask?.(`\n${question}`))?.trim() ?? "")) {
    io.tell("Nothing is written.");
    return 1;
  }
  const failure = await writeTogether(root, files);
  if (failure !== undefined) {
    io.tell(`Nothing is written: ${printable(failure.path)}: ${failure.why}.`);
    return 2;
  }
  if (format === "text") io.out(`\n${counted(files.length, "file")} written.\n`);
  return 0;
}

interface MigrationTarget {
  /** Absolute. */
  readonly root: string;
  /** As a person would type it. */
  readonly folder: string;
  /** The workflow's path, relative to the root, where one is named. */
  readonly named: string | undefined;
}

/** The repository of a folder or workflow as typed, where a workflow's bare name will do; or one sentence that says what is wrong. */
async function targetOf(typed: string, cwd: string): Promise<MigrationTarget | string> {
  const places = /^[^/\\]+\.ya?ml$/.test(typed) ? [typed, join(".github", "workflows", typed)] : [typed];
  let problem = "";
  for (const place of places) {
    const path = resolve(cwd, place);
    const state = await stateOf(path);
    if (typeof state === "string") problem ||= `${typed} can't be read: ${state}.`;
    else {
      const workflows = path.lastIndexOf(join(sep, ".github", "workflows", sep));
      const root = workflows < 0 ? ((await above(join(path, "x"), ".git")) ?? path) : path.slice(0, workflows) || sep;
      const named = state.isDirectory ? undefined : relative(root, path).replaceAll(sep, "/");
      return { root, folder: isAbsolute(place) ? root : relative(cwd, root) || ".", named };
    }
  }
  return problem;
}

/** The workflow to migrate: the one that was named, else the only one that there is; or why there is none. */
function chosen(
  named: string | undefined,
  candidates: ReturnType<typeof migratable>,
): string | { readonly code: 0 | 2; readonly sentence: string } {
  const list = (paths: typeof candidates): string => paths.map(({ path }) => basename(path)).join(", ");
  if (named !== undefined) {
    const by = candidates.find(({ path }) => path === named)?.by;
    return by === "oidc" ? { code: 0, sentence: `${named} publishes through OIDC already.` } : named;
  }
  const kinds = ["token", "nothing", "unclear"] as const;
  const kind = kinds.find((each) => candidates.some(({ by }) => by === each));
  const found = candidates.filter(({ by }) => by === kind);
  const [only, ...others] = found;
  if (only === undefined)
    return candidates.length > 0
      ? { code: 0, sentence: `${list(candidates)} publishes through OIDC already.` }
      : { code: 2, sentence: "No workflow here is known to publish to npm: trusted-publishing init writes one." };
  if (others.length === 0) return only.path;
  const how = { token: "publish by a token", nothing: "can't publish as they are", unclear: "may publish" };
  return {
    code: 2,
    sentence: `${found.length} workflows ${how[kind ?? "unclear"]}, so name one of them: ${list(found)}.`,
  };
}

function optionsOf(args: readonly string[]): Options | string {
  const found = commandOptions("migrate", args, ["text", "json"], {
    "remove-token": { type: "boolean" },
    split: { type: "boolean" },
    yes: { type: "boolean", short: "y" },
    "dry-run": { type: "boolean" },
    check: { type: "boolean" },
  });
  if (typeof found === "string") return found;
  const { values, positionals, shared } = found;
  const [place = ".", ...others] = positionals;
  if (others.length > 0) return "migrate takes one workflow at a time.";
  return {
    place,
    ...shared,
    removeToken: values["remove-token"] === true,
    split: values.split === true,
    yes: values.yes === true,
    dryRun: values["dry-run"] === true,
    check: values.check === true,
  };
}
