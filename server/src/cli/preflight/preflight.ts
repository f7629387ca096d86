import { resolve } from "node:path";
import { preflightJob } from "../../generate/preflight-job.ts";
import { preflightProgram } from "../../generate/preflight-program.ts";
import { indented } from "../../generate/steps.ts";
import { tooOldClients } from "../../generate/too-old.ts";
import { certain } from "../../publish/fact.ts";
import { sortedPublishes } from "../../publish/find/sorted.ts";
import { reportOf } from "../../report/build.ts";
import { preflightExit, preflightReport, type PreflightAnswer, type PreflightReport } from "../../report/preflight.ts";
import type { Report } from "../../report/report.ts";
import { repositoryReport } from "../../report/repository.ts";
import { repositoryOf } from "../../repository/repository.ts";
import { internalFailure, unknownAnswer, type ExitCode, type Io } from "../io.ts";
import { lintingAt, rootAbove } from "../loaded.ts";
import { commandOptions } from "../shared-options.ts";
import { columns, printable, styled, withoutCommands, type Style } from "../terminal.ts";
import { runProgram } from "./program.ts";

export const preflightHelp = `Asks npm whether it knows this workflow, for every package. Publishes nothing.

Usage: trusted-publishing preflight [options] [folder]

Runs in a job of the workflow that publishes, with \`id-token: write\` and the same
environment: it makes a real exchange for each package, and prints no token.
Accepted means that npm knows the workflow. It doesn't say whether the workflow may
publish directly or only stage, or whether the rest of the release is right.

Options:
  --package <name>     this package, NAME or NAME@VERSION; may be repeated
  --print              print a job that does the same in 40 lines of Node, to paste
  --format <format>    text, json (the report, with its part \`preflight\`) or markdown
  --repo <owner/name>  the repository on GitHub, if no git remote says it
  --offline            send no requests: then only --print works
  --[no-]color         colours, whatever the terminal says

Exits with 0 if npm accepts all, 1 if it refuses one or the client is too old for it,
2 for bad usage, 3 if one couldn't be asked, 70 if trusted-publishing itself failed.
`;

/** Asks npm about each package, with the OIDC tokens of the job that this runs in. */
export async function preflightCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const options = optionsOf(args);
  if (typeof options === "string") return stop(io, options);
  const found = await publishedIn(options, io);
  const names = options.packages.length > 0 ? options.packages : found.packages.filter(isPackage);
  if (names.length === 0) return stop(io, "The packages to publish aren't known here: name them with --package.");
  if (options.print) {
    io.out(withoutCommands(`${indented(2, preflightJob(names, found.environment, found.tooOld)).join("\n")}\n`));
    return 0;
  }
  if (options.offline) return stop(io, "preflight asks npm, and --offline forbids it.");
  if (io.env["ACTIONS_ID_TOKEN_REQUEST_URL"] === undefined) {
    io.tell("npm can be asked only in a job of GitHub Actions with `id-token: write`: --print shows one.");
    return unknownAnswer;
  }
  const env = { ...io.env, PACKAGES: names.join(" "), TOO_OLD: JSON.stringify(found.tooOld) };
  const ran = await runProgram(preflightProgram, env, io);
  const said = preflightReport(ran.out);
  const exit = preflightExit(said);
  if (ran.code !== exit.code || said.packages.length !== names.length) return internalFailure;
  io.out(formatted(options, said, { ...found.report, preflight: said, exit }, ran.out, io));
  return exit.code;
}

function stop(io: Io, sentence: string): ExitCode {
  io.tell(sentence);
  return 2;
}

interface Options {
  readonly folder: string;
  readonly format: "text" | "json" | "markdown";
  /** Empty for those that the repository publishes. */
  readonly packages: readonly string[];
  readonly print: boolean;
  readonly offline: boolean;
  readonly repo: string | undefined;
  readonly color: boolean | undefined;
}

function optionsOf(args: readonly string[]): Options | string {
  const read = commandOptions("preflight", args, ["text", "json", "markdown"], { print: { type: "boolean" } });
  if (typeof read === "string") return read;
  const { values, positionals, shared } = read;
  const [folder = ".", ...others] = positionals;
  if (others.length > 0) return "preflight takes one folder: see trusted-publishing preflight --help.";
  const wrong = shared.packages.find((name) => !isPackage(name));
  if (wrong !== undefined) return `--package takes NAME or NAME@VERSION, not "${wrong}".`;
  return { ...shared, folder, print: values.print === true };
}

/** A name as npm has it, with or without a version. */
function isPackage(name: string): boolean {
  return /^(?:@[a-z\d~-][\w.~-]*\/)?[a-z\d~-][\w.~-]*(?:@[\w.+-]+)?$/.test(name);
}

interface PublishedHere {
  readonly packages: readonly string[];
  /** Where all jobs agree on one. */
  readonly environment: string | undefined;
  readonly tooOld: Readonly<Record<string, string>>;
  readonly report: Report;
}

/** What the repository publishes. */
async function publishedIn({ folder: typed, repo }: Options, io: Io): Promise<PublishedHere> {
  const folder = resolve(io.cwd, typed);
  const linting = await lintingAt((await rootAbove(folder)) ?? folder, typed, { repo }, io);
  const { publishes } = sortedPublishes(repositoryOf(linting.input));
  const names = publishes.flatMap(({ packages }) =>
    (certain(packages) ?? []).flatMap(({ manifest }) => (manifest.private ? [] : (manifest.name?.value ?? []))),
  );
  const [environment, ...more] = new Set(publishes.map((publish) => certain(publish.environment)));
  return {
    packages: [...new Set(names)],
    environment: more.length > 0 || environment === "" ? undefined : environment,
    tooOld: tooOldClients(publishes),
    report: reportOf([repositoryReport(linting)], io.today, { maxWarnings: undefined }),
  };
}

function formatted({ format, color }: Options, said: PreflightReport, report: Report, table: string, io: Io): string {
  if (format === "json") return `${JSON.stringify(report, undefined, 2)}\n`;
  if (format === "markdown") return withoutCommands(table);
  const terminal = { ...io.terminal, color: color ?? io.terminal.color };
  const first = Math.max(...said.packages.map(({ answer }) => answer.length));
  const second = Math.max(...said.packages.map(({ name }) => columns(name)));
  const lines = said.packages.map(({ name, answer, why }) => {
    const left = `${styled(terminal, styles[answer], answer.padEnd(first))}  ${name}${" ".repeat(second - columns(name))}  `;
    return `${left}${printable(why)}`;
  });
  return withoutCommands(`${lines.join("\n")}\n`);
}

const styles: Readonly<Record<PreflightAnswer, Style>> = {
  accepted: "green",
  "published already": "green",
  refused: "red",
  "client too old": "red",
  "not on npm": "red",
  "couldn't be asked": "yellow",
};
