import { resolve } from "node:path";
import { load } from "../../host/checkout.ts";
import { nodeHost } from "../../host/node.ts";
import { claimsReport } from "../../report/claims.ts";
import { claimsMarkdown } from "../../report/claims-markdown.ts";
import { notesOf, recordState } from "../../report/notes.ts";
import { packageIn } from "../../repository/package/package.ts";
import { repositoryOf } from "../../repository/repository.ts";
import { publishersPath } from "../../repository/settings/publishers.ts";
import type { ExitCode, Io } from "../io.ts";
import { baseOf, uriOfRoot } from "../loaded.ts";
import { stateOf, targetsOf, type Target } from "../targets.ts";
import { printable, withoutCommands } from "../terminal.ts";
import { claimsOptions, type ClaimsOptions } from "./options.ts";
import { claimsText } from "./text.ts";

export const claimsHelp = `Says what GitHub puts into the OIDC token of each release job, by what starts it,
and who stops its publish: GitHub before the job, npm at the exchange, or npm at the PUT.

Usage: trusted-publishing claims [options] [workflow or folder]

Options:
  --trigger <event>          this event alone; may be repeated, also as EVENT@REF: push@refs/tags/v1.0.0
  --all                      the events too that don't start the workflow today
  --package <name>           the jobs that publish this package; may be repeated
  --repo <owner/name>        the repository on GitHub, if no git remote says it
  --default-branch <name>    the default branch, if it isn't main
  --default-permissions <p>  read or write: what a job may do without any \`permissions\`
  --visibility <v>           public, private or internal
  --format <format>          text, json or markdown
  --verbose                  every claim of each run
  --offline                  send no requests; claims never sends any
  --[no-]color               colours, whatever the terminal says

Exits with 0, or with 2 for bad usage or a record that can't be read.
`;

/** Prints the claims of the release jobs of one repository. */
export async function claimsCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const options = claimsOptions(args);
  const stop = (sentence: string): ExitCode => {
    io.tell(printable(sentence));
    return 2;
  };
  if (typeof options === "string") return stop(options);
  const found = await targetOf(options.workflow, io);
  if (typeof found === "string") return stop(found);
  const { target, workflow } = found;
  const host = nodeHost((line) => io.tell(printable(line)));
  const { input, linted } = await load(host, uriOfRoot(target.root), baseOf(options, io));
  const repository = repositoryOf(input);
  if (recordState(repository) === "unreadable")
    return stop(`${publishersPath} isn't valid JSON, or isn't an object: trusted-publishing lint says where.`);
  const voice = { secrets: linted.secrets, today: io.today };
  const asked = { runs: options.runs, workflow, packages: options.packages, settings: settingsOf(options, io) };
  const report = claimsReport(repository, asked, voice);
  if (report === undefined) return stop(`There is no workflow ${workflow ?? ""} in ${target.folder}.`);
  const root = packageIn(repository, "");
  for (const { text } of notesOf(repository, typeof root === "string" ? [] : [root], null, voice))
    io.tell(printable(text));
  if (recordState(repository) === "absent")
    io.tell(`There is no ${publishersPath}, so what npmjs.com trusts isn't known here.`);
  if (report.jobs.length === 0) io.tell("No job here publishes to npm, or has an id-token to do so.");
  const terminal = { ...io.terminal, color: options.color ?? io.terminal.color };
  switch (options.format) {
    case "json":
      io.out(`${JSON.stringify(report, undefined, 2)}\n`);
      break;
    case "markdown":
      io.out(withoutCommands(claimsMarkdown(report)));
      break;
    case "text":
      if (report.jobs.length > 0)
        io.out(withoutCommands(claimsText(report, terminal, options.verbose || typeof options.runs === "object")));
  }
  return 0;
}

/** GitHub's own ids are in the environment of its runs. */
function settingsOf({ defaultBranch, visibility, defaultPermissions }: ClaimsOptions, { env }: Io) {
  const [owner, repository] = [env["GITHUB_REPOSITORY_OWNER_ID"], env["GITHUB_REPOSITORY_ID"]];
  return {
    ...(defaultBranch === undefined ? {} : { defaultBranch }),
    ...(visibility === undefined ? {} : { visibility }),
    ...(defaultPermissions === undefined ? {} : { defaultPermissions }),
    ...(owner === undefined || repository === undefined ? {} : { ids: { owner, repository } }),
  };
}

/** The repository, and the workflow in it if one is named: by its path, or by its name alone. */
async function targetOf(
  typed: string | undefined,
  io: Io,
): Promise<{ readonly target: Target; readonly workflow: string | undefined } | string> {
  const state = await stateOf(resolve(io.cwd, typed ?? "."));
  const isName = typeof state === "string" && typed !== undefined && /^[^/\\]+\.ya?ml$/.test(typed);
  if (typeof state === "string" && !isName) return `${typed ?? "."} can't be read: ${state}.`;
  const host = nodeHost(() => undefined);
  const targets = await targetsOf([isName ? "." : (typed ?? ".")], io.cwd, host);
  if (typeof targets === "string") return targets;
  const [target, ...others] = targets;
  if (target === undefined || others.length > 0) return "claims takes one repository, and this folder holds several.";
  return { target, workflow: isName ? typed : [...(target.only ?? [])][0] };
}
