import { resolve } from "node:path";
import { explain } from "../../explain/explain.ts";
import type { Reading } from "../../explain/reading.ts";
import { releaseStateOf, type SaidByLog } from "../../npm-site/release-state.ts";
import { publishesOf } from "../../publish/find/publishes.ts";
import { goesTo } from "../../publish/goes-to.ts";
import { reportOf } from "../../report/build.ts";
import { recoveryExit, type RecoveryReport } from "../../report/recovery.ts";
import { packagesHere } from "../../report/registry/here.ts";
import { repositoryReport } from "../../report/repository.ts";
import { isPackageName } from "../../repository/package/publishable.ts";
import { repositoryOf, type Repository } from "../../repository/repository.ts";
import { logFile, readLog } from "../explain/log-file.ts";
import { readRun } from "../explain/gh.ts";
import { interrupted, unknownAnswer, type ExitCode, type Io } from "../io.ts";
import { lintingAt, rootAbove } from "../loaded.ts";
import { siteIn } from "../npm-site/outside.ts";
import { publicPackages, type PublicAnswer } from "../npm-site/public.ts";
import { commandOptions, withRunValue } from "../shared-options.ts";
import { stateOf } from "../targets.ts";
import { taggedVersion } from "./git-tags.ts";
import { planOf, type Plan, type Recovered } from "./plan.ts";
import { recoverText } from "./text.ts";
import { wantedOf, type WantedHere } from "./wanted.ts";

export const recoverHelp = `Says how far a release came, and how to go on. It changes nothing.

Usage: trusted-publishing recover [options] [log | -]

Asks npm's public registry, once for each package of the repository, which versions are
there. The log of the run, from a file or with - from its input, shows what npm has
accepted but doesn't list yet:
  gh run view 123 --log | trusted-publishing recover -
Versions are those of the package.json files, so check out the commit of the release.

Options:
  --run [id]         fetch the log with your own gh; asks you first
  --package <name>   this package, NAME or NAME@VERSION; may be repeated
  --folder <folder>  the repository in this folder instead of the current one
  --repo <name>      owner/name on GitHub, if no git remote says it
  --format <format>  text or json
  --offline          send no requests; recover then does nothing
  --[no-]color       colours, whatever the terminal says

Exits with 0 if everything is published, 1 if something is left to do, 2 for bad usage,
3 if npm gave no answer for a package, or gh gave no log, 70 if trusted-publishing itself
failed.
`;

/** Asks npm how far the release of a repository came, and prints what is left to do. */
export async function recoverCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const options = optionsOf(args);
  if (typeof options === "string") return stop(io, options, 2);
  const log = await logOf(options, io);
  if ("stop" in log) return stop(io, log.stop, log.code);
  const folder = resolve(io.cwd, options.folder);
  const root = (await rootAbove(folder)) ?? folder;
  const linting = await lintingAt(root, options.folder, options, io);
  const { linted } = linting;
  const repository = repositoryOf(linting.input);
  const publishes = publishesOf(repository).publishes.filter((publish) => goesTo(publish) !== "elsewhere");
  const wanted = chosen(wantedOf(repository, publishes, await taggedVersion(root)), options.packages);
  if (wanted.length === 0)
    return stop(io, "No package that is published is known here: name each with --package NAME@VERSION.", 2);
  const site = siteIn(io);
  const seen = await publicPackages(
    wanted.map(({ name }) => name),
    site.ask,
    site.cache,
  ).finally(() => site.end());
  if (site.signal.aborted) return stop(io, "Interrupted: nothing was changed.", interrupted);
  const said = log.reading === undefined ? nothingSaid : saidBy(log.reading);
  const all = wanted.map((each, index) => recovered(each, seen[index], said, repository));
  const about = { checkout: { repository, linted, commit: undefined } };
  const plan = planOf(all, log.reading && explain(log.reading, about));
  const { color = io.terminal.color } = options;
  const recovery = recoveryOf(all, plan);
  const exit = recoveryExit(recovery);
  if (options.format === "text") io.out(recoverText(all, plan, { ...io.terminal, color }));
  else {
    const report = reportOf([repositoryReport(linting)], io.today, { maxWarnings: undefined });
    io.out(`${JSON.stringify({ ...report, recovery, exit }, undefined, 2)}\n`);
  }
  return exit.code;
}

function stop(io: Io, sentence: string, code: ExitCode): ExitCode {
  io.tell(sentence);
  return code;
}

interface Options {
  readonly format: "text" | "json";
  readonly what: string | undefined;
  readonly run: string | undefined;
  readonly folder: string;
  readonly repo: string | undefined;
  readonly packages: readonly { readonly name: string; readonly version: string | undefined }[];
  readonly color: boolean | undefined;
}

function optionsOf(args: readonly string[]): Options | string {
  const own = { run: { type: "string" }, folder: { type: "string" } } as const;
  const read = commandOptions("recover", withRunValue(args), ["text", "json"], own);
  if (typeof read === "string") return read;
  const { values, positionals, shared } = read;
  const { run, folder = "." } = values;
  const [what, ...others] = positionals;
  if (others.length > 0) return "recover takes one log: see trusted-publishing recover --help.";
  if (run !== undefined && what !== undefined) return "Name a log or --run, not both.";
  if (run !== undefined && !/^\d*$/.test(run)) return `--run takes the number of a run, not "${run}".`;
  if (shared.offline) return "recover asks npm, and --offline forbids it.";
  const packages = shared.packages.map((typed) => ({
    typed,
    name: typed.replace(/(?<=.)@.*$/, ""),
    version: /(?<=.)@(\d[\w.+-]*)$/.exec(typed)?.[1],
  }));
  const bad = packages.find(
    ({ typed, name, version }) => !isPackageName(name) || (typed !== name && version === undefined),
  );
  if (bad !== undefined) return `--package takes NAME or NAME@VERSION, not "${bad.typed}".`;
  return { ...shared, what, run, folder, packages };
}

type Log = { readonly reading: Reading | undefined } | { readonly stop: string; readonly code: ExitCode };

async function logOf({ what, run }: Options, io: Io): Promise<Log> {
  if (run !== undefined) {
    const log = await readRun(run, io);
    return "unanswered" in log ? { stop: log.unanswered, code: unknownAnswer } : { reading: log.reading };
  }
  if (what === undefined) return { reading: undefined };
  if (what === "-")
    return io.input === undefined
      ? { stop: "recover - reads a log that is piped in.", code: 2 }
      : { reading: await readLog(io.input) };
  const path = resolve(io.cwd, what);
  const state = await stateOf(path);
  if (typeof state === "string") return { stop: `${what} can't be read: ${state}.`, code: 2 };
  return state.isDirectory
    ? { stop: `${what} is a folder: name a log, and the folder with --folder.`, code: 2 }
    : { reading: await readLog(logFile(path)) };
}

/** Those that are named, or all; one that is named isn't left out because no publish of it is known. */
function chosen(all: readonly WantedHere[], packages: Options["packages"]): readonly WantedHere[] {
  if (packages.length === 0) return all;
  return packages.map(({ name, version }) => {
    const here = all.find((each) => each.name === name);
    const unknown = { name, version, tag: undefined, directory: "", publish: undefined };
    return here === undefined ? unknown : { ...here, version: version ?? here.version };
  });
}

const nothingSaid: SaidByLog = { taken: new Set(), staged: new Set() };

function saidBy({ jobs }: Reading): SaidByLog {
  const failed = (...ids: readonly string[]) =>
    jobs.flatMap(({ segments }) =>
      segments.flatMap(({ failures }) =>
        [...failures].flatMap(([id, { packages }]) => (ids.includes(id) ? [...packages] : [])),
      ),
    );
  return {
    taken: new Set([...jobs.flatMap(({ published }) => [...published]), ...failed("E409", "E409-staged")]),
    staged: new Set(failed("staged")),
  };
}

function recovered(
  wanted: WantedHere,
  seen: PublicAnswer | undefined,
  said: SaidByLog,
  repository: Repository,
): Recovered {
  const { publish, directory } = wanted;
  const empty = { publish, directory, why: undefined, create: [] };
  if (seen === undefined || "unanswered" in seen)
    return { ...wanted, ...empty, state: "not asked", tags: [], latest: undefined, why: seen?.why };
  const state = releaseStateOf(wanted, seen, said);
  const create =
    state.state === "new" ? packagesHere(repository, publish === undefined ? [] : [publish], [wanted.name]) : [];
  return { ...empty, ...state, create: create.flatMap((each) => each.create) };
}

function recoveryOf(all: readonly Recovered[], { first, steps }: Plan): RecoveryReport {
  const packages = all.map(({ name, version, state, tag, tags, latest, why, publish }) => ({
    name,
    version: version ?? null,
    state,
    tag: tag ?? null,
    tags,
    latest: latest ?? null,
    tool: publish?.tool.name ?? null,
    why: why ?? null,
  }));
  return { packages, first: first ?? null, steps };
}
