import { version } from "../product.ts";
import { initCommand, initHelp } from "./init.ts";
import type { ExitCode, Io } from "./io.ts";
import { lintCommand, lintHelp } from "./lint.ts";
import { migrateCommand, migrateHelp } from "./migrate.ts";

const help = `Says before the push why an npm release from GitHub Actions will fail, and fixes it.

Usage: trusted-publishing <command> [options]

Commands:
  lint      check the release workflows of a repository
  init      write one that publishes without a token
  migrate   turn a release by token into one without

Options:
  --help      this text; after a command, that command's
  --version   the version
`;

const commands = new Map([
  ["lint", { run: lintCommand, help: lintHelp }],
  ["init", { run: initCommand, help: initHelp }],
  ["migrate", { run: migrateCommand, help: migrateHelp }],
]);

/** Runs the command line; bad usage is one sentence for `io.tell`, and 2. */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const [name, ...rest] = args;
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
    case "--version":
    case "-v":
      io.out(`${version}\n`);
      return 0;
    case undefined:
      io.tell(help.trimEnd());
      return 2;
    default:
      io.tell(`There is no command "${name}": see trusted-publishing --help.`);
      return 2;
  }
}
