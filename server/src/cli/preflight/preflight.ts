import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { preflightJob } from "../../generate/preflight-job.ts";
import { preflightProgram } from "../../generate/preflight-program.ts";
import { indented } from "../../generate/steps.ts";
import { load } from "../../host/checkout.ts";
import { nodeHost } from "../../host/node.ts";
import { certain } from "../../publish/fact.ts";
import { sortedPublishes } from "../../publish/find/sorted.ts";
import { repositoryOf } from "../../repository/repository.ts";
import { internalFailure, unknownAnswer, type ExitCode, type Io } from "../io.ts";
import { parsed, sharedOptions } from "../shared-options.ts";
import { above } from "../targets.ts";
import { printable } from "../terminal.ts";
import { runProgram } from "./program.ts";

export const preflightHelp = `Asks npm whether it knows this workflow, for every package. Publishes nothing.

Usage: trusted-publishing preflight [options] [folder]

Runs in a job of the workflow that publishes, with \`id-token: write\` and the same
environment: it makes a real exchange for each package, and prints no token.
Accepted means that npm knows the workflow. Whether it may publish directly or only
stage isn't told, and neither is whether everything else of the release is right.

Options:
  --package <name>  this package, NAME or NAME@VERSION; may be repeated
  --print           print a job that does the same in 40 lines of Node, to paste
  --offline         ask nobody: then only --print is left

Exits with 0 if npm accepts all, 1 if it refuses one, 2 for bad usage,
3 if one couldn't be asked, 70 if trusted-publishing itself failed.
`;

/** Asks npm about each package, with the OIDC tokens of the job that this runs in. */
export async function preflightCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const { package: packages, offline } = sharedOptions;
  const read = parsed("preflight", args, { package: packages, offline, print: { type: "boolean" } });
  if (typeof read === "string") return stop(io, read);
  const { values, positionals } = read;
  const [folder = ".", ...others] = positionals;
  if (others.length > 0) return stop(io, "preflight takes one folder: see trusted-publishing preflight --help.");
  const wrong = values.package?.find((name) => !isPackage(name));
  if (wrong !== undefined) return stop(io, `--package takes NAME or NAME@VERSION, not "${wrong}".`);
  const found = await publishedIn(resolve(io.cwd, folder), io);
  const names = values.package ?? found.packages.filter(isPackage);
  if (names.length === 0) return stop(io, "The packages to publish aren't known here: name them with --package.");
  if (values.print === true) {
    io.out(`${indented(2, preflightJob(names, found.environment)).join("\n")}\n`);
    return 0;
  }
  if (values.offline === true) return stop(io, "preflight asks npm, and --offline forbids it.");
  if (io.env["ACTIONS_ID_TOKEN_REQUEST_URL"] === undefined) {
    io.tell("npm can be asked only in a job of GitHub Actions with `id-token: write`: --print shows one.");
    return unknownAnswer;
  }
  const code = await runProgram(preflightProgram, { ...io.env, PACKAGES: names.join(" ") }, io);
  return code === 0 || code === 1 || code === unknownAnswer ? code : internalFailure;
}

function stop(io: Io, sentence: string): ExitCode {
  io.tell(sentence);
  return 2;
}

/** A name as npm has it, with or without a version. */
function isPackage(name: string): boolean {
  return /^(?:@[a-z\d~-][\w.~-]*\/)?[a-z\d~-][\w.~-]*(?:@[\w.+-]+)?$/.test(name);
}

/** The packages that the repository publishes, and the environment, where all jobs agree on one. */
async function publishedIn(
  folder: string,
  io: Io,
): Promise<{ readonly packages: readonly string[]; readonly environment: string | undefined }> {
  const root = (await above(join(folder, "x"), ".git")) ?? (await above(join(folder, "x"), ".github")) ?? folder;
  const host = nodeHost((line) => io.tell(printable(line)));
  const { input } = await load(host, pathToFileURL(root).href.replace(/\/$/, ""), { today: () => io.today });
  const { publishes } = sortedPublishes(repositoryOf(input));
  const names = publishes.flatMap(({ packages }) =>
    (certain(packages) ?? []).flatMap(({ manifest }) => (manifest.private ? [] : (manifest.name?.value ?? []))),
  );
  const [environment, ...more] = new Set(publishes.map((publish) => certain(publish.environment)));
  return {
    packages: [...new Set(names)],
    environment: more.length > 0 || environment === "" ? undefined : environment,
  };
}
