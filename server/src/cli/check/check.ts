import { join, resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { nodeHost } from "../../host/node.ts";
import { present } from "../../lint/present.ts";
import { withTeam } from "../../lint/team.ts";
import { reportOf } from "../../report/build.ts";
import { changeMarkdown } from "../../report/change-markdown.ts";
import type { Comparison } from "../../report/change.ts";
import { comparisonOf } from "../../report/compare.ts";
import { reportMarkdown } from "../../report/markdown.ts";
import { overviewMarkdown } from "../../report/organization/overview.ts";
import { packagesHere, type Here } from "../../report/registry/here.ts";
import type { Report, RepositoryReport } from "../../report/report.ts";
import { repositoryReport, type Linting } from "../../report/repository.ts";
import type { Remote } from "../../repository/input.ts";
import { repositoryOf } from "../../repository/repository.ts";
import { exitCodes, internalFailure, type ExitCode, type Io } from "../io.ts";
import { sarifReport } from "../formats/sarif.ts";
import { githubReport } from "../github.ts";
import { workspacePath } from "../lint.ts";
import { lintingAt } from "../loaded.ts";
import { detached, secretsOf, type Report as FindingsReport } from "../report.ts";
import { above, stateOf, targetsOf, type Target } from "../targets.ts";
import { printable, withoutCommands } from "../terminal.ts";
import { aboutOf, lintedBefore, type Stop } from "./against.ts";
import { checkOptions, isAboutFindings, type CheckOptions } from "./options.ts";
import { mergedFiles } from "./merge.ts";
import { registryOfNames, registryOfPackages } from "./registry.ts";
import { checkText } from "./text.ts";

export const checkHelp = `Says for each package whether its release will work, what stops it and what is left to do.

Usage: trusted-publishing check [options] [folder ...]
       trusted-publishing check --merge [options] file ...

It checks the repositories in the current folder unless you name others. It also runs if
you name no command.

Options:
  --against <ref>       show what has changed since a commit, a branch or a folder
  --package <name>      this package alone; may be repeated
  --registry            ask npm's public registry too: what it has, and how it got there
  --scope <@acme>       with --registry: the packages of a scope, without a repository
  --list <file>         with --registry: the packages in a file, one a line; - for stdin
  --merge               make one report of those in files, as --format json wrote them
  --repo <owner/name>   the repository on GitHub, if no git remote says it
  --format <format>     text, json, markdown, sarif or github; overview: a page about
                        many repositories, with a token, through OIDC, not yet
  --max-warnings <n>    more warnings than that are a failure
  --quiet               show only what is blocked
  --date <date>         resolve "latest" and "lts/*" as of that day, YYYY-MM-DD
  --pedantic            also count what works but could be better
  --verbose             show what is known of each publish
  --offline             send no requests; check sends some only with --registry
  --[no-]color          colours, whatever the terminal says

Exits with 0 if nothing is known to stop a publish, 1 if something is, 2 for bad usage
or a record that can't be read, 3 if npm gave no answer, 70 if trusted-publishing itself
failed.
`;

/** Prints the report of the repositories in a folder. */
export async function checkCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const options = checkOptions(args);
  const stop = ({ sentence, code }: Stop): ExitCode => {
    io.tell(printable(sentence));
    return code;
  };
  if (typeof options === "string") return stop({ sentence: options, code: 2 });
  if (options.scope !== undefined || options.list !== undefined) {
    const table = await registryOfNames(options, io);
    return "sentence" in table
      ? stop(table)
      : finish(reportOf([], options.date ?? io.today, options, null, table), [], options, io);
  }
  if (options.merge) {
    const merged = await mergedFiles(options, io);
    return typeof merged === "string" ? stop({ sentence: merged, code: 2 }) : finish(merged, [], options, io);
  }
  const targets = await targetsIn(options.places, io);
  if (typeof targets === "string") return stop({ sentence: targets, code: 2 });
  const [first] = targets;
  const several = targets.length > 1;
  if (targets.length !== 1 && (options.against !== undefined || options.repo !== undefined)) {
    const option = options.repo === undefined ? "--against compares" : "--repo names";
    return stop({ sentence: `${option} one repository, and there are several here.`, code: 2 });
  }
  const checked: Checked[] = [];
  for (const target of targets) {
    checked.push(await checkedIn(target, { ...options, several }, io));
    // What weak references have named in this turn of the event loop is kept until its end: hundreds of repositories otherwise.
    await setImmediate();
  }
  const reports = checked.map(({ report }) => report);
  const unknown = options.packages.filter((name) => !reports.some((report) => holds(report, name)));
  if (unknown.length > 0)
    return stop({ sentence: `No package here is called ${unknown.join(" or ")}: --package takes a name.`, code: 2 });
  const [after] = checked;
  let comparison: Comparison | null = null;
  if (options.against !== undefined && first !== undefined && after !== undefined) {
    const before = await lintedBefore(options.against, first, after.remotes, options, io);
    if ("sentence" in before) return stop(before);
    comparison = comparisonOf(repositoryReport(before.linting), after.report, {
      name: options.against,
      commit: before.commit,
    });
  }
  const registry = options.registry
    ? await registryOfPackages(
        checked.flatMap(({ here }) => here),
        io,
      )
    : null;
  if (registry !== null && "sentence" in registry) return stop(registry);
  return finish(reportOf(reports, options.date ?? io.today, options, comparison, registry), checked, options, io);
}

function finish(report: Report, checked: readonly Checked[], options: CheckOptions, io: Io): ExitCode {
  io.out(isAboutFindings(options.format) ? findingsOf(checked, options, io) : formatted(report, options, io));
  if (options.format !== "text" && report.exit.code > 0) io.tell(printable(report.exit.reason));
  return exitCode(report.exit.code);
}

function holds({ packages, unpublished, others }: RepositoryReport, name: string): boolean {
  // A publish of unknown packages may be of this one.
  return [...packages, ...unpublished].some((each) => each.name === name) || others.length > 0;
}

function exitCode(code: number): ExitCode {
  return exitCodes.find((each) => each === code) ?? internalFailure;
}

function formatted(report: Report, options: CheckOptions, io: Io): string {
  const { format, color } = options;
  const { against } = report;
  if (format === "json") return `${JSON.stringify(report, undefined, 2)}\n`;
  if (format === "overview") return withoutCommands(printableLines(overviewMarkdown(report)));
  if (against !== null) return withoutCommands(printableLines(changeMarkdown(report, against)));
  if (format === "markdown") return withoutCommands(printableLines(reportMarkdown(report)));
  return withoutCommands(checkText(report, { ...io.terminal, color: color ?? io.terminal.color }, options));
}

function printableLines(text: string): string {
  return text.split("\n").map(printable).join("\n");
}

/** The repository that each folder is in, else those that are in it, in the order of their folders. */
async function targetsIn(folders: readonly string[], io: Io): Promise<readonly Target[] | string> {
  const places: string[] = [];
  for (const folder of folders) {
    const path = resolve(io.cwd, folder);
    const state = await stateOf(path);
    if (typeof state === "string") return `${folder} can't be read: ${state}.`;
    if (!state.isDirectory) return `${folder} is a file: check takes a folder.`;
    const root = await above(resolve(path, "package.json"), ".git");
    places.push(root === undefined || root === path ? folder : root);
  }
  const targets = await targetsOf(
    places,
    io.cwd,
    nodeHost(() => undefined),
  );
  return typeof targets === "string" ? targets : targets.toSorted((a, b) => (a.folder < b.folder ? -1 : 1));
}

/** The findings alone, as `lint` has them, for code scanning and annotations. */
function findingsOf(checked: readonly Checked[], { format }: CheckOptions, io: Io): string {
  const write = format === "sarif" ? sarifReport : githubReport;
  return write(
    checked.flatMap(({ findings }) => findings ?? []),
    ({ root }, path) => workspacePath(io, join(root, path)),
  );
}

/** What is kept of a repository that was linted as it is on the disk: nothing of its files and trees, as there may be hundreds. */
interface Checked {
  readonly report: RepositoryReport;
  readonly remotes: readonly Remote[];
  /** Its packages, if npm's registry is asked about them. */
  readonly here: readonly Here[];
  /** If the format shows nothing else. */
  readonly findings: FindingsReport | undefined;
}

async function checkedIn(
  target: Target,
  options: CheckOptions & { readonly several: boolean },
  io: Io,
): Promise<Checked> {
  const linting = { ...(await lintingAt(target.root, target.folder, options, io)), ...aboutOf(options) };
  const { input, linted } = linting;
  return {
    report: repositoryReport(linting),
    remotes: input.remotes,
    here: options.registry ? packagesHere(repositoryOf(input), linted.publishes, options.packages) : [],
    findings: isAboutFindings(options.format) ? findingsIn(target, linting, options) : undefined,
  };
}

function findingsIn(target: Target, { linted, config }: Linting, { quiet }: CheckOptions): FindingsReport {
  return detached({
    ...target,
    findings: present(linted.findings, withTeam(config, linted.team)).filter(
      ({ severity }) => !quiet || severity === "error",
    ),
    understood: linted.understood,
    described: [],
    found: [],
    read: [...linted.read.files.keys()],
    secrets: secretsOf([linted]),
    failures: linted.failures,
    fixed: [],
  });
}
