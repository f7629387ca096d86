import { version } from "../product.ts";
import { initCommand, initHelp } from "./init.ts";
import type { ExitCode, Io } from "./io.ts";
import { lintCommand, lintHelp } from "./lint.ts";

const help = `Says before the push why an npm release from GitHub Actions will fail, and fixes it.

Usage: trusted-publishing <command> [options]

Commands:
  lint    check the release workflows of a repository
  init    write one that publishes without a token

Options:
  --help      this text; after a command, that command's
  --version   the version
`;

/** Runs the command line; bad usage is one sentence for `io.tell`, and 2. */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const [command, ...rest] = args;
  switch (command) {
    case "lint":
      if (rest.includes("--help") || rest.includes("-h")) {
        io.out(lintHelp);
        return 0;
      }
      return lintCommand(rest, io);
    case "init":
      if (rest.includes("--help") || rest.includes("-h")) {
        io.out(initHelp);
        return 0;
      }
      return initCommand(rest, io);
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
      io.tell(`There is no command "${command}": see trusted-publishing --help.`);
      return 2;
  }
}
