import { commitOf } from "../git/refs.ts";
import { storeOf } from "../git/store.ts";
import { interrupted, unknownAnswer, type ExitCode, type Io } from "../io.ts";
import { errorWords, npmIn, unusable } from "../npm-site/npm.ts";
import { interruptionsIn } from "../npm-site/outside.ts";
import { stagesOf } from "../../npm-site/stages.ts";
import { stageReport } from "../../npm-site/stage-report.ts";
import { commandOptions } from "../shared-options.ts";
import { printable } from "../terminal.ts";
import { checkoutIn, namesIn } from "../trust/checkout.ts";
import { stageLines } from "./text.ts";

export const stageHelp = `Lists the staged releases of this repository's packages, and approves nothing.

Usage: trusted-publishing stage [options] [folder]

It runs your own npm, 11.15 or later, with your login. Each stage is shown with its age,
run and commit where npm says them, what was announced already, and the lines that
approve or reject it, in the order in which packages depend on each other.

Options:
  --package <name>     this package alone; may be repeated
  --repo <owner/name>  the repository on GitHub, if no git remote says it
  --format <format>    text or json
  --offline            send no requests: stage then does nothing
  --[no-]color         colours, whatever the terminal says

Exits with 0, with 2 for bad usage, with 3 if npm couldn't be asked, with 130 after
Ctrl+C, with 70 if trusted-publishing itself failed.
`;

export async function stageCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const stop = (sentence: string, code: ExitCode = 2): ExitCode => {
    io.tell(printable(sentence));
    return code;
  };
  const found = commandOptions("stage", args, ["text", "json"], {});
  if (typeof found === "string") return stop(found);
  const { positionals, shared } = found;
  if (positionals.length > 1) return stop("stage takes one folder: see trusted-publishing stage --help.");
  if (shared.offline) return stop("stage asks npm, and --offline forbids it.");
  const checkout = await checkoutIn(positionals[0] ?? ".", io);
  if ("sentence" in checkout) return stop(checkout.sentence);
  const names = namesIn(checkout, shared.packages);
  if ("sentence" in names) return stop(names.sentence);
  const { signal, end } = interruptionsIn(io);
  const npm = npmIn(io);
  try {
    const problem = await unusable(npm, signal);
    if (problem !== undefined) return stop(problem, unknownAnswer);
    const { output, error } = await npm.run(["stage", "list", "--json"], "read", signal);
    if (signal.aborted) return interrupted;
    if (error !== undefined) return stop(`The staged releases can't be listed (${errorWords(error)}).`, unknownAnswer);
    const stages = stagesOf(output);
    if (stages === undefined)
      return stop(`The staged releases can't be listed (${errorWords("unknown")}).`, unknownAnswer);
    const store = storeOf(checkout.root);
    const report = stageReport(stages, {
      names,
      repository: checkout.repository,
      packages: checkout.packages,
      given: shared.repo,
      tags: checkout.tags,
      commitOf: (tag) => {
        const commit = store && commitOf(store, tag);
        return commit !== undefined && "id" in commit ? commit.id : undefined;
      },
    });
    const terminal = { ...io.terminal, color: shared.color ?? io.terminal.color };
    const now = io.now?.() ?? new Date();
    io.out(
      shared.format === "json"
        ? `${JSON.stringify(report, undefined, 2)}\n`
        : `${stageLines(report, now, terminal).join("\n")}\n`,
    );
    return 0;
  } finally {
    npm.end();
    end();
  }
}
