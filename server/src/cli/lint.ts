import { isAbsolute, join, relative, sep } from "node:path";
import { setImmediate } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { counted } from "../editor/words.ts";
import type { Severity } from "../finding.ts";
import { describe } from "../editor/describe.ts";
import { foundIn } from "../editor/found.ts";
import { load, type Base, type Loaded } from "../host/checkout.ts";
import type { Host } from "../host/host.ts";
import { nodeHost } from "../host/node.ts";
import { replayed } from "../host/replay.ts";
import { present, defaultConfig } from "../lint/present.ts";
import { withTeam } from "../lint/team.ts";
import { possibleValues } from "../publish/fact.ts";
import { monorepoPackages } from "../repository/package/monorepo.ts";
import { publishersOf, publishersPath } from "../repository/settings/publishers.ts";
import { repositoryOf } from "../repository/repository.ts";
import type { RuleFinding } from "../rule.ts";
import { fixFiles, type Written } from "./fix.ts";
import { githubReport } from "./github.ts";
import { internalFailure, type ExitCode, type Io } from "./io.ts";
import { baseOf, uriOfRoot } from "./loaded.ts";
import { sarifReport } from "./formats/sarif.ts";
import { jsonReport } from "./json.ts";
import { lintOptions, type LintOptions } from "./options.ts";
import { countsOf, detached, secretsOf, shownPath, type Counts, type Report } from "./report.ts";
import { targetsOf, type Target } from "./targets.ts";
import { printable } from "./terminal.ts";
import { textReport } from "./text.ts";

export const lintHelp = `Checks the release workflows of a repository, or of every repository in a folder.

Usage: trusted-publishing lint [options] [folder or file …]

Without a path the current folder is checked.
Of a file's repository only that file's findings are shown.

Options:
  --fix              apply the fixes that keep every run that succeeds today succeeding
  --fix=all          apply those that need a review as well
  --package <name>   this package's findings alone; may be repeated
  --repo <name>      owner/name on GitHub, if no git remote says it
  --format <format>  text, json, sarif, or github (annotations of a workflow run)
  --max-warnings <n> more warnings than that are a failure
  --quiet            show errors alone
  --date <date>      what "latest" and "lts/*" mean on that day, YYYY-MM-DD
  --pedantic         show also what is right but could be better
  --verbose          show what is known of each publish, rules' pages, files read
  --offline          ask nobody; lint never does
  --[no-]color       colours, whatever the terminal says

What a team wants of the rules is set in .github/trusted-publishing.json.

Exits with 0 without errors, 1 with errors, 2 for bad usage or a path, a record or
settings that can't be read, 70 if trusted-publishing itself failed.
`;

/** Lints what the arguments name, prints it, and applies fixes where asked. */
export async function lintCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const options = lintOptions(args);
  if (typeof options === "string") {
    io.tell(options);
    return 2;
  }
  const host = nodeHost((line) => io.tell(printable(line.replace(/^file:\S+/, (uri) => shownUri(uri, io.cwd)))));
  const walk = replayed(host);
  const targets = await targetsOf(options.paths, io.cwd, walk.first);
  if (typeof targets === "string") {
    io.tell(targets);
    return 2;
  }
  const linted: LintedTarget[] = [];
  for (const target of targets) {
    linted.push(await lintedIn(target, targets, { host, walked: walk.again }, options, io));
    // Until the event loop turns, V8 keeps whatever a WeakRef led to: all files of all repositories.
    await setImmediate();
  }
  const reports = linted.map(({ report }) => report);
  const missing = options.packages.filter((name) => !linted.some(({ names }) => names.has(name)));
  if (missing.length > 0) {
    io.tell(printable(`No package here is called ${missing.join(" or ")}: --package takes a name.`));
    return 2;
  }
  for (const problem of linted.flatMap(({ problems }) => problems)) io.tell(printable(problem));
  io.out(formatted(reports, options, io));
  if (linted.some(({ report }) => report.failures.length > 0)) return internalFailure;
  if (linted.some(({ problems }) => problems.length > 0)) return 2;
  const count = (severity: Severity): number => linted.reduce((sum, { counts }) => sum + counts[severity], 0);
  if (options.maxWarnings !== undefined && count("warning") > options.maxWarnings) {
    io.tell(`${counted(count("warning"), "warning")}, and --max-warnings allows ${options.maxWarnings}.`);
    return 1;
  }
  return count("error") > 0 ? 1 : 0;
}

/** A repository's report, with what `--quiet` leaves out of it. */
interface LintedTarget {
  readonly report: Report;
  readonly counts: Counts;
  /** The packages that are published, or may be, and those that are listed. */
  readonly names: ReadonlySet<string>;
  /** Why its record or its settings can't be read, one sentence each. */
  readonly problems: readonly string[];
}

async function lintedIn(
  target: Target,
  targets: readonly Target[],
  { host, walked }: { readonly host: Host; readonly walked: Host },
  { fix, date, pedantic, verbose, format, packages, quiet, repo }: LintOptions,
  io: Io,
): Promise<LintedTarget> {
  const { root, only } = target;
  const several = targets.length > 1;
  const base: Base = { ...baseOf({ repo, date, several }, io), nested: nestedIn(root, targets) };
  const uri = uriOfRoot(root);
  const first = await load(walked, uri, base);
  const config = withTeam({ ...defaultConfig, pedantic }, first.linted.team);
  const counts = (finding: RuleFinding): boolean =>
    (only === undefined || only.has(finding.span.file.path)) &&
    (packages.length === 0 || packages.some((name) => isOf(finding, name)));
  const seen = ({ linted }: Loaded) => present(linted.findings, config).filter(counts);
  let last = first;
  let written: Written | undefined;
  if (fix.length > 0) {
    written = await fixFiles(root, first.input, config, fix, counts);
    for (const { path, why } of written.skipped) io.tell(`${shownPath(target, path)} isn't fixed: ${why}.`);
    last = await load(host, uri, base);
  }
  for (const { what, error } of last.linted.failures) {
    io.tell(printable(`${what} failed in ${target.folder}, its findings are missing: ${error}`));
  }
  const all = seen(last);
  const report: Report = {
    ...target,
    findings: quiet ? all.filter(({ severity }) => severity === "error") : all,
    understood: last.linted.understood,
    found: format === "json" ? foundIn(repositoryOf(last.input)) : [],
    described: verbose ? describe(repositoryOf(last.input)) : [],
    read: [...last.linted.read.files].flatMap(([path, state]) => (typeof state === "object" ? path : [])),
    secrets: secretsOf([first.linted, last.linted]),
    failures: last.linted.failures,
    fixed: written?.fixed(seen(first), all) ?? [],
  };
  return { report: detached(report), counts: countsOf(all), names: namesIn(last), problems: problemsIn(last) };
}

/** Whether a finding is about a package: it is in its package.json, or about a publish of it. */
function isOf({ publishes, span }: RuleFinding, name: string): boolean {
  const published = publishes.flatMap(({ packages }) => possibleValues(packages).flat());
  const own = published.filter(({ manifest }) => manifest.name?.value === name);
  const others = published.some(({ manifest }) => manifest.file === span.file && manifest.name?.value !== name);
  return own.length > 0 && !others;
}

function namesIn({ input, linted }: Loaded): ReadonlySet<string> {
  const published = linted.publishes.flatMap(({ packages }) => possibleValues(packages).flat());
  const listed = monorepoPackages(repositoryOf(input), "") ?? [];
  const all = [...listed, ...published.map(({ manifest }) => manifest)];
  return new Set(all.flatMap(({ name }) => name?.value ?? []));
}

function problemsIn({ input, linted }: Loaded): readonly string[] {
  const repository = repositoryOf(input);
  const unreadable = repository.file(publishersPath) !== "absent" && publishersOf(repository)?.sound !== true;
  return [
    ...(unreadable ? [`${publishersPath} can't be read: it is no JSON object without errors.`] : []),
    ...linted.team.problems,
  ];
}

/** The other repositories inside a root, relative to it. */
function nestedIn(root: string, targets: readonly Target[]): readonly string[] {
  const folder = root.endsWith(sep) ? root : root + sep;
  return targets
    .filter((target) => target.root.startsWith(folder))
    .map((target) => target.root.slice(folder.length).replaceAll(sep, "/"));
}

function formatted(reports: readonly Report[], { format, verbose, color }: LintOptions, io: Io): string {
  switch (format) {
    case "json":
      return jsonReport(reports);
    case "sarif":
      return sarifReport(reports, ({ root }, path) => workspacePath(io, join(root, path)));
    case "github":
      return githubReport(reports, ({ root }, path) => workspacePath(io, join(root, path)));
    case "text":
      return textReport(reports, { ...io.terminal, color: color ?? io.terminal.color }, verbose);
  }
}

/** A file outside of the workspace keeps its absolute path. */
export function workspacePath({ env, cwd }: Io, path: string): string {
  const workspace = env["GITHUB_WORKSPACE"] ?? cwd;
  const inside = relative(workspace, path);
  return (inside.startsWith("..") || isAbsolute(inside) ? path : inside).replaceAll(sep, "/");
}

/** A host knows files by their URI, a person by their path. */
function shownUri(uri: string, cwd: string): string {
  const path = fileURLToPath(uri);
  const inside = relative(cwd, path);
  return inside.startsWith("..") ? path : inside;
}
