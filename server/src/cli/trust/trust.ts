import { interrupted, unknownAnswer, type ExitCode, type Io } from "../io.ts";
import { interruptionsIn } from "../npm-site/outside.ts";
import { npmIn, unusable } from "../npm-site/npm.ts";
import type { Npm } from "../npm-site/npm-type.ts";
import { printable } from "../terminal.ts";
import { apply } from "./apply.ts";
import { checkoutIn, namesIn } from "./checkout.ts";
import { diff } from "./diff.ts";
import { importTrust, importGiven, printLoop } from "./import.ts";
import { lock } from "./lock.ts";
import { trustOptions } from "./options.ts";
import type { Running } from "./running.ts";

export const trustHelp = `Compares what npm trusts with the record, .github/trusted-publishers.json, and adds to npm
what is missing.

Usage: trusted-publishing trust import|diff|apply|lock [options] [folder]

  import  make the record from npm's lists, and print it
  diff    compare the record with npm's lists
  apply   add what npm lacks, for the packages that the next release publishes
  lock    print a loop that makes npm refuse tokens for the packages that were released
          through OIDC

They run your own npm, 11.15 or later, which asks you for login and second factor; no
token passes through here. Entries that no release uses expire after 48 hours, so apply
adds them shortly before a release, and only for the packages that it publishes.

Options:
  --package <name>     this package alone; may be repeated
                       apply: even if no release of it is pending
  --repo <owner/name>  the repository that npm is to trust, if git and package.json differ
  --write              import: write the record
  --stdin              import: read npm's output for one package, or as JSON for several
  --print              import: print the loop whose output --stdin reads
  --dry-run            apply: print the plan alone
  --yes                apply: don't ask before it begins
  --prune              apply: revoke entries of this repository that the record lacks, each
                       once a release through the new one was seen
  --format <format>    text, or json for diff and apply --dry-run
  --offline            send no requests: then only --stdin and --print work
  --[no-]color         colours, whatever the terminal says

Exits with 0 if npm and the record agree, 1 if they differ, 2 for bad usage or if it
isn't clear which repository is meant, 3 if npm couldn't be asked, 130 after Ctrl+C,
70 if trusted-publishing itself failed.
`;

export async function trustCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const options = trustOptions(args);
  const stop = (sentence: string, code: ExitCode = 2): ExitCode => {
    io.tell(printable(sentence));
    return code;
  };
  if (typeof options === "string") return stop(options);
  const checkout = await checkoutIn(options.folder, io);
  if ("sentence" in checkout) return stop(checkout.sentence);
  const names = namesIn(checkout, options.packages);
  if ("sentence" in names) return stop(names.sentence);
  const { signal, end } = interruptionsIn(io);
  const running: Running = { options, checkout, names, io, signal };
  try {
    const code = await runAction(running);
    if (!signal.aborted) return code;
    io.tell("Interrupted. Run the same command again: it goes on with what is left.");
    return interrupted;
  } finally {
    end();
  }
}

async function runAction(running: Running): Promise<ExitCode> {
  const { options, io, signal } = running;
  if (options.print) return printLoop(running);
  if (options.stdin) return importGiven(running);
  if (options.action === "lock") return lock(running);
  // npm takes neither OIDC nor tokens without a second factor here.
  if (io.ask === undefined || !["", "0", "false", undefined].includes(io.env["CI"])) {
    io.tell(
      `${options.action} needs a person at a terminal: npm shows and changes what it trusts only after a login with a second factor, and refuses OIDC and tokens that skip it.`,
    );
    return unknownAnswer;
  }
  const npm = npmIn(io);
  try {
    const problem = await unusable(npm, signal);
    if (problem === undefined) return await withNpm(running, npm);
    io.tell(problem);
    return unknownAnswer;
  } finally {
    npm.end();
  }
}

async function withNpm(running: Running, npm: Npm): Promise<ExitCode> {
  if (running.signal.aborted) return interrupted;
  switch (running.options.action) {
    case "import":
      return importTrust(running, npm);
    case "diff":
      return diff(running, npm);
    default:
      return apply(running, npm);
  }
}
