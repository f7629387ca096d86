import { basename, join } from "node:path";
import type { ExistingRelease } from "../generate/migrate/existing.ts";
import type { InitOptions } from "./init-options.ts";
import type { ExitCode, Io } from "./io.ts";
import { migrateCommand } from "./migrate.ts";
import { positionOf } from "../report/position.ts";
import { printable } from "./terminal.ts";

/**
 * Goes on from the releases that exist, rather than adding a second publisher: those by a token are migrated in place, those through
 * OIDC are left, and of what isn't understood is said where it stands.
 */
export async function continueRelease(
  existing: readonly ExistingRelease[],
  root: string,
  options: InitOptions,
  io: Io,
): Promise<ExitCode> {
  const flags = [
    ...(options.yes ? ["--yes"] : []),
    ...(options.dryRun ? ["--dry-run"] : []),
    ...(options.format === "json" ? ["--format=json"] : []),
    ...(options.chosen.repository === undefined ? [] : [`--repo=${options.chosen.repository}`]),
    ...(options.color === undefined ? [] : [options.color ? "--color" : "--no-color"]),
  ];
  const say = (line: string): void => (options.format === "json" ? io.tell(line) : io.out(`${line}\n`));
  let code: ExitCode = 0;
  for (const { path, by, span, why } of existing) {
    const place = printable(`${path}:${positionOf(span.file, span.start).line}`);
    if (by === "oidc") {
      say(`${place} publishes through OIDC already: there is nothing to create.`);
      continue;
    }
    if (by === "unclear" || (by === "likely" && options.yes)) {
      const migrating =
        by === "likely" ? `: trusted-publishing migrate ${basename(path)} changes it, and lists what that assumes` : "";
      io.tell(
        printable(
          `${place} ${by === "likely" ? "most likely publishes" : "may publish"} to npm (${why ?? "not understood"})${migrating}.`,
        ),
      );
      code = 1;
      continue;
    }
    say(`${place} publishes to npm already: it is migrated in place, without a second publisher.\n`);
    const migrated = await migrateCommand([...flags, join(root, path)], io);
    if (migrated !== 0 && code !== 2) code = migrated;
  }
  if (code !== 0 || existing.every(({ by }) => by === "oidc"))
    io.tell("--force writes a new workflow all the same: a second publisher, unless you remove the first.");
  return code;
}
