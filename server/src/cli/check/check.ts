import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { load, type Base, type Loaded } from "../../host/checkout.ts";
import { nodeHost } from "../../host/node.ts";
import { defaultConfig, type Config } from "../../lint/present.ts";
import { reportOf } from "../../report/build.ts";
import { repositoryReport, type Linting } from "../../report/repository.ts";
import type { ExitCode, Io } from "../io.ts";
import { stateOf, targetsOf, above, type Target } from "../targets.ts";
import { printable, withoutCommands } from "../terminal.ts";
import { checkOptions, type CheckOptions } from "./options.ts";
import { checkText } from "./text.ts";

export const checkHelp = `Says of each package whether its release will work, what stops it, and what is left to do.

Usage: trusted-publishing check [options] [folder]

Without a folder the current one is checked; without a command, this one runs.

Options:
  --against <ref>       compare with a commit, a branch or a folder: what a change does
  --package <name>      this package alone; may be repeated
  --repo <owner/name>   the repository on GitHub, where no git remote says it
  --format <format>     text, json, markdown, sarif or github
  --max-warnings <n>    more warnings than that are a failure
  --quiet               nothing but what is blocked
  --date <date>         what "latest" and "lts/*" mean on that day, YYYY-MM-DD
  --pedantic            count also what is right but could be better
  --verbose             show what is known of each publish
  --offline             ask nobody; check never does
  --[no-]color          colours, whatever the terminal says

Exits with 0 if nothing is known to stop a publish, 1 if something is, 2 for bad usage
or a record that can't be read, 70 if trusted-publishing itself failed.
`;

/** Prints the report of the repositories in a folder. */
export async function checkCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const options = checkOptions(args);
  const stop = (sentence: string): ExitCode => {
    io.tell(printable(sentence));
    return 2;
  };
  if (typeof options === "string") return stop(options);
  const targets = await targetsIn(options.folder, io);
  if (typeof targets === "string") return stop(targets);
  const lintings: Linting[] = [];
  for (const target of targets) lintings.push(await lintingOf(target, options, io));
  const today = options.date ?? io.today;
  const report = reportOf(lintings.map(repositoryReport), today, options);
  const terminal = { ...io.terminal, color: options.color ?? io.terminal.color };
  if (options.format === "json") io.out(`${JSON.stringify(report, undefined, 2)}\n`);
  else io.out(withoutCommands(checkText(report, terminal, options)));
  return report.exit.code as ExitCode;
}

/** The repository that a folder lies in, else those that lie in it. */
async function targetsIn(folder: string, io: Io): Promise<readonly Target[] | string> {
  const path = resolve(io.cwd, folder);
  const state = await stateOf(path);
  if (typeof state === "string") return `${folder} can't be read: ${state}.`;
  if (!state.isDirectory) return `${folder} is a file: check takes a folder.`;
  const root = await above(resolve(path, "package.json"), ".git");
  return targetsOf(
    [root === undefined || root === path ? folder : root],
    io.cwd,
    nodeHost(() => undefined),
  );
}

async function lintingOf(target: Target, { date, pedantic, repo, packages }: CheckOptions, io: Io): Promise<Linting> {
  const config: Config = { ...defaultConfig, pedantic };
  const github = repo ?? (io.env["CI"] === undefined ? undefined : io.env["GITHUB_REPOSITORY"]);
  const base: Base = { today: () => date ?? io.today, ...(github === undefined ? {} : { github }) };
  const host = nodeHost((line) => io.tell(printable(line)));
  const uri = pathToFileURL(target.root).href.replace(/\/$/, "");
  const loaded: Loaded = await load(host, uri, base);
  return {
    ...loaded,
    folder: target.folder,
    config,
    commit: null,
    namedBy: repo === undefined ? "GITHUB_REPOSITORY" : "--repo",
    packages,
  };
}
