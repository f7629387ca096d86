import { bugs, version } from "../product.ts";
import { checkCommand, checkHelp } from "./check/check.ts";
import { claimsCommand, claimsHelp } from "./claims/claims.ts";
import { explainCommand, explainHelp } from "./explain/explain.ts";
import { initCommand, initHelp } from "./init.ts";
import { internalFailure, type ExitCode, type Io } from "./io.ts";
import { lintCommand, lintHelp } from "./lint.ts";
import { migrateCommand, migrateHelp } from "./migrate.ts";
import { preflightCommand, preflightHelp } from "./preflight/preflight.ts";
import { recoverCommand, recoverHelp } from "./recover/recover.ts";
import { stageCommand, stageHelp } from "./stage/stage.ts";
import { withoutCommands } from "./terminal.ts";
import { trustCommand, trustHelp } from "./trust/trust.ts";

const help = `Tells you before the push why an npm release from GitHub Actions will fail, and fixes it.

Usage: trusted-publishing [command] [options]

Commands:
  check     say for each package whether its release will work; the default command
  lint      check the release workflows of a repository
  claims    say what GitHub tells npm about each release job, and who refuses it
  preflight ask npm, in a job, whether it trusts the workflow for each package
  explain   say why a publish failed, from the log of its run
  recover   say how far a release came, and how to go on
  trust     compare what npm trusts with the record, and add what is missing
  stage     list staged releases, with the lines that approve them
  init      write a release workflow that publishes without a token
  migrate   turn a release that uses a token into one that doesn't
  lsp       the language server, for editors (docs/editors.md)
  mcp       tools for agents, which only read (docs/editors.md)

Options:
  --help      this text; after a command, that command's
  --version   the version
`;

const lspHelp = `The language server. An editor starts it and is its client.

Usage: trusted-publishing lsp [--stdio | --node-ipc | --socket=PORT | --pipe=NAME]

Options:
  --stdio     messages come and go on standard input and output: the default
  --node-ipc  they go over the channel of a process that Node started
  --socket    they go over a connection to this port of this machine
  --pipe      they go over this named pipe
  --help      this text
`;

const mcpHelp = `Offers check, claims, explain and plan_migration to agents, by the Model Context Protocol
on standard input and output. A client starts it.

Usage: trusted-publishing mcp [folder]

It reads only files in the folder, or in the current one if you name none. It writes
nothing, runs nothing and makes no request.
`;

const commands = new Map([
  ["check", { run: checkCommand, help: checkHelp }],
  ["lint", { run: lintCommand, help: lintHelp }],
  ["claims", { run: claimsCommand, help: claimsHelp }],
  ["explain", { run: explainCommand, help: explainHelp }],
  ["recover", { run: recoverCommand, help: recoverHelp }],
  ["preflight", { run: preflightCommand, help: preflightHelp }],
  ["trust", { run: plain(trustCommand), help: trustHelp }],
  ["stage", { run: plain(stageCommand), help: stageHelp }],
  ["init", { run: plain(initCommand), help: initHelp }],
  ["migrate", { run: plain(migrateCommand), help: migrateHelp }],
]);

/** A command all of whose output is text for people. */
function plain(command: typeof initCommand): typeof initCommand {
  return (args, io) => command(args, { ...io, out: (text) => io.out(withoutCommands(text)) });
}

/** Runs the command line; bad usage is one sentence for `io.tell`, and 2. It never rejects. */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  try {
    return await runCommand(args, { ...io, tell: (line) => io.tell(withoutCommands(line)) });
  } catch (error) {
    // Its message may quote a file, and with it a secret: the places in this program say enough.
    const [name, places] = error instanceof Error ? [error.name, framesOf(error)] : [typeof error, ""];
    io.tell(`trusted-publishing ${version} failed (${name}${places}). This is a bug: please report it at ${bugs}.`);
    return internalFailure;
  }
}

/** The first places of a stack, without the folder of the bundle. */
function framesOf({ stack = "" }: Error): string {
  const frames = [...stack.matchAll(/^ {4}at (?:(\S+) \()?.*?([\w.-]+:\d+:\d+)\)?$/gm)].slice(0, 3);
  return frames.map(([, name = "", place = ""]) => `, ${name === "" ? place : `${name} ${place}`}`).join("");
}

async function runCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const [name, ...rest] = isCheck(args[0]) ? ["check", ...args] : args;
  const command = commands.get(name ?? "");
  if (command !== undefined && !rest.includes("--help") && !rest.includes("-h")) return command.run(rest, io);
  if (command !== undefined) {
    io.out(command.help);
    return 0;
  }
  switch (name) {
    case "--help":
    case "-h":
    case "help":
      io.out(help);
      return 0;
    case "lsp":
      // With a transport it never gets here: the server is a program of its own (main.ts).
      io.out(lspHelp);
      return 0;
    case "mcp":
      // The server too is a program of its own.
      if (rest.includes("--help") || rest.includes("-h")) {
        io.out(mcpHelp);
        return 0;
      }
      io.tell("mcp takes one folder, and no options: see trusted-publishing mcp --help.");
      return 2;
    case "--version":
    case "-v":
      io.out(`${version}\n`);
      return 0;
    default:
      io.tell(`There is no command "${name}": see trusted-publishing --help.`);
      return 2;
  }
}

/** Without a command's name, options and a folder are those of check. */
function isCheck(first: string | undefined): boolean {
  if (first === undefined) return true;
  return /^(?:-|\.{1,2}$|.*\/)/.test(first) && !/^(?:-h|-v|--help|--version)$/.test(first);
}
