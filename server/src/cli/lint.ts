import { isAbsolute, join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe } from "../editor/describe.ts";
import { foundIn } from "../editor/found.ts";
import { load, type Base, type Loaded } from "../host/checkout.ts";
import type { Host } from "../host/host.ts";
import { nodeHost } from "../host/node.ts";
import { replayed } from "../host/replay.ts";
import { present, defaultConfig } from "../lint/present.ts";
import { repositoryOf } from "../repository/repository.ts";
import type { RuleFinding } from "../rule.ts";
import { fixFiles, type Written } from "./fix.ts";
import { githubReport } from "./github.ts";
import { internalFailure, type ExitCode, type Io } from "./io.ts";
import { jsonReport } from "./json.ts";
import { lintOptions, type LintOptions } from "./options.ts";
import { secretsOf, shownPath, type Report } from "./report.ts";
import { targetsOf, type Target } from "./targets.ts";
import { printable } from "./terminal.ts";
import { textReport } from "./text.ts";

export const lintHelp = `Checks the release workflows of a repository, or of every repository in a folder.

Usage: trusted-publishing lint [options] [folder or file …]

Without a path the current folder is checked.
Of a file's repository only that file's findings are shown.

Options:
  --fix              apply the fixes that keep every run that succeeds today succeeding
  --fix=all          apply those that want an eye as well
  --format <format>  text, json, or github (annotations of a workflow run)
  --date <date>      what "latest" and "lts/*" mean on that day, YYYY-MM-DD
  --pedantic         show also what is right but could be better
  --verbose          show what is known of each publish, rules' pages, files read
  --[no-]color       colours, whatever the terminal says

Exits with 0 without errors, 1 with errors, 2 for bad usage or a path that can't be read,
70 if trusted-publishing itself failed and findings may be missing.
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
  const reports: Report[] = [];
  for (const target of targets)
    reports.push(await reportOf(target, targets, { host, walked: walk.again }, options, io));
  io.out(formatted(reports, options, io));
  if (reports.some(({ failures }) => failures.length > 0)) return internalFailure;
  return reports.some(({ findings }) => findings.some(({ severity }) => severity === "error")) ? 1 : 0;
}

async function reportOf(
  target: Target,
  targets: readonly Target[],
  { host, walked }: { readonly host: Host; readonly walked: Host },
  { fix, date, pedantic, verbose, format }: LintOptions,
  io: Io,
): Promise<Report> {
  const { root, only } = target;
  const github = targets.length === 1 && io.env["CI"] !== undefined ? io.env["GITHUB_REPOSITORY"] : undefined;
  const base: Base = {
    today: () => date ?? io.today,
    nested: nestedIn(root, targets),
    ...(github === undefined ? {} : { github }),
  };
  const config = { ...defaultConfig, pedantic };
  const counts = (finding: RuleFinding): boolean => only === undefined || only.has(finding.span.file.path);
  const seen = ({ linted }: Loaded) => present(linted.findings, config).filter(counts);
  const uri = pathToFileURL(root).href.replace(/\/$/, "");
  const first = await load(walked, uri, base);
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
  return {
    ...target,
    findings: seen(last),
    understood: last.linted.understood,
    found: format === "json" ? foundIn(repositoryOf(last.input)) : [],
    described: verbose ? describe(repositoryOf(last.input)) : [],
    read: [...last.linted.read.files].flatMap(([path, state]) => (typeof state === "object" ? path : [])),
    secrets: secretsOf([first.linted, last.linted]),
    failures: last.linted.failures,
    fixed: written?.fixed(seen(first), seen(last)) ?? [],
  };
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
    case "github": {
      const workspace = io.env["GITHUB_WORKSPACE"] ?? io.cwd;
      return githubReport(reports, ({ root }, path) => workspacePath(workspace, join(root, path)));
    }
    case "text":
      return textReport(reports, { ...io.terminal, color: color ?? io.terminal.color }, verbose);
  }
}

/** A file outside of the workspace keeps its absolute path. */
function workspacePath(workspace: string, path: string): string {
  const inside = relative(workspace, path);
  return (inside.startsWith("..") || isAbsolute(inside) ? path : inside).replaceAll(sep, "/");
}

/** A host knows files by their URI, a person by their path. */
function shownUri(uri: string, cwd: string): string {
  const path = fileURLToPath(uri);
  const inside = relative(cwd, path);
  return inside.startsWith("..") ? path : inside;
}
