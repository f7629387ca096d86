import { resolve } from "node:path";
import { explain, explainCode, type About } from "../../explain/explain.ts";
import type { Explanation } from "../../explain/explanation.ts";
import { explanationMarkdown } from "../../explain/markdown.ts";
import type { Reading } from "../../explain/reading.ts";
import { reportOf } from "../../report/build.ts";
import { explanationReport, ruleExplanation, type ExplanationReport } from "../../report/explanation.ts";
import { repositoryReport, type Linting } from "../../report/repository.ts";
import { repositoryOf } from "../../repository/repository.ts";
import { rules } from "../../rules/index.ts";
import { ruleUrl } from "../../product.ts";
import { unknownAnswer, type ExitCode, type Io } from "../io.ts";
import { positionOf } from "../../report/position.ts";
import { commandOptions, withRunValue } from "../shared-options.ts";
import { lintingAt, rootAbove } from "../loaded.ts";
import { stateOf } from "../targets.ts";
import { readRun } from "./gh.ts";
import { logFile, readLog } from "./log-file.ts";
import { explanationText } from "./text.ts";

export const explainHelp = `Says why a publish to npm failed, from the log of its run, and what to change.

Usage: trusted-publishing explain [options] [file | - | code]

Reads a log from a file or, with - or without an argument, from its input:
  gh run view 123 --log | trusted-publishing explain
A code such as E404 or ENEEDAUTH, or a rule's id, is explained without a log.
If the current folder is a repository, its files help to tell causes apart.

Options:
  --run [id]         fetch the log with your own gh; asks you first;
                     without an id, the log of the last run that failed
  --format <format>  text, json or markdown
  --package <name>   only failures of this package; may be repeated
  --repo <name>      owner/name on GitHub, if no git remote says it
  --folder <folder>  the repository in this folder instead of the current one
  --no-repository    explain by the log alone
  --offline          send no requests; explain sends some only with --run
  --[no-]color       colours, whatever the terminal says

Exits with 0 if it explained something, 2 for bad usage or a file that can't be read,
3 if nothing in the log is a known failure of publishing to npm, or gh gave no log,
70 if trusted-publishing itself failed.
`;

/** Explains what the arguments name, and prints it. */
export async function explainCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const options = optionsOf(args);
  if (typeof options === "string") {
    io.tell(options);
    return 2;
  }
  const source = await sourceOf(options, io);
  if (typeof source === "string") {
    io.tell(source);
    return 2;
  }
  if ("unanswered" in source) {
    io.tell(source.unanswered);
    return unknownAnswer;
  }
  if ("rule" in source) {
    const { rule } = source;
    io.out(options.format === "json" ? json(ruleExplanation(rule), undefined, io) : `${ruleUrl(rule)}\n`);
    return 0;
  }
  const linting = await lintingIn(options, io);
  const about: About = linting === undefined ? {} : { checkout: checkoutOf(linting) };
  const all =
    "code" in source ? explainCode(source.code, about) : explain(source.reading, { ...source.about, ...about });
  const explanation = all && ofPackages(all, options.packages);
  if (explanation === undefined) {
    io.tell("Not a failure of publishing to npm that I know.");
    return unknownAnswer;
  }
  io.out(
    options.format === "json"
      ? json(explanationReport(explanation), linting, io)
      : formatted(explanation, options.format, options, io),
  );
  return 0;
}

function checkoutOf({ input, linted, commit }: Linting): NonNullable<About["checkout"]> {
  return { repository: repositoryOf(input), linted, commit: commit?.id };
}

/** The failures of some packages, and those of which the log doesn't say whose they are; undefined where there are none. */
function ofPackages({ failures, notes }: Explanation, names: readonly string[]): Explanation | undefined {
  const [first, ...others] = failures.filter(
    ({ packages }) => names.length === 0 || packages.length === 0 || packages.some((name) => names.includes(name)),
  );
  return first && { failures: [first, ...others], notes };
}

interface Options {
  readonly format: "text" | "json" | "markdown";
  /** A file, `-`, or a code. */
  readonly what: string | undefined;
  /** An id, or "" for the last run that failed. */
  readonly run: string | undefined;
  /** Undefined: none. */
  readonly folder: string | undefined;
  /** `owner/name`. */
  readonly repo: string | undefined;
  /** The names of packages; empty for all. */
  readonly packages: readonly string[];
  /** Undefined: as the terminal is. */
  readonly color: boolean | undefined;
}

function optionsOf(args: readonly string[]): Options | string {
  const own = { run: { type: "string" }, folder: { type: "string" }, repository: { type: "boolean" } } as const;
  const read = commandOptions("explain", withRunValue(args), ["text", "json", "markdown"], own);
  if (typeof read === "string") return read;
  const { values, positionals, shared } = read;
  const { run, folder = ".", repository = true } = values;
  const [what, ...others] = positionals;
  if (others.length > 0) return "explain takes one log at a time: see trusted-publishing explain --help.";
  if (run !== undefined && what !== undefined) return "Name a log or --run, not both.";
  if (run !== undefined && shared.offline) return "--run asks GitHub, and --offline forbids it.";
  if (run !== undefined && !/^\d*$/.test(run)) return `--run takes the number of a run, not "${run}".`;
  return { ...shared, what, run, folder: repository ? folder : undefined };
}

type Source =
  | { readonly code: string }
  | { readonly reading: Reading; readonly about: About }
  | { readonly rule: string }
  | { readonly unanswered: string };

/** What is to be explained, or a sentence that says what is wrong with the arguments. */
async function sourceOf({ what, run }: Options, io: Io): Promise<Source | string> {
  if (run !== undefined) {
    const log = await readRun(run, io);
    return "unanswered" in log ? log : { reading: log.reading, about: log.about };
  }
  if (what === undefined || what === "-") {
    if (io.input === undefined) return "Name a log, or pipe one in: see trusted-publishing explain --help.";
    return { reading: await readLog(io.input), about: {} };
  }
  const path = resolve(io.cwd, what);
  const state = await stateOf(path);
  if (typeof state !== "string") {
    return state.isDirectory
      ? `${what} is a folder: name a log.`
      : { reading: await readLog(logFile(path)), about: {} };
  }
  if (rules.some(({ id }) => id === what)) return { rule: what };
  if (explainCode(what) !== undefined || /^[A-Z][A-Z\d_]+$/.test(what)) return { code: what };
  return `${what} can't be read: ${state}.`;
}

/** The repository that a folder belongs to; undefined where there is none with workflows. */
async function lintingIn({ folder, repo }: Options, io: Io): Promise<Linting | undefined> {
  if (folder === undefined) return undefined;
  const root = await rootAbove(resolve(io.cwd, folder));
  return root === undefined ? undefined : lintingAt(root, folder, { repo }, io);
}

/** The report of the repository, if there is one, with what explain adds; of the packages that failed, if each failure names some. */
function json(explanation: ExplanationReport, linting: Linting | undefined, io: Io): string {
  const named = explanation.failures.map(({ packages }) => packages);
  const packages = named.every((each) => each.length > 0) ? named.flat() : [];
  const repositories = linting === undefined ? [] : [repositoryReport({ ...linting, packages })];
  const report = reportOf(repositories, io.today, { maxWarnings: undefined });
  const exit = { code: 0, reason: "It is explained." };
  return `${JSON.stringify({ ...report, explanation, exit }, undefined, 2)}\n`;
}

function formatted(explanation: Explanation, format: "text" | "markdown", { color }: Options, io: Io): string {
  if (format === "text") return explanationText(explanation, { ...io.terminal, color: color ?? io.terminal.color });
  return explanationMarkdown(explanation, ({ file, start }) => {
    const { line, column } = positionOf(file, start);
    return { path: file.path, line, column };
  });
}
