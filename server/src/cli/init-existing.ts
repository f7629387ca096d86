import { basename } from "node:path";
import type { Assumption } from "../generate/migrate/assume.ts";
import type { ExistingRelease } from "../generate/migrate/existing.ts";
import type { ManualStep } from "../generate/migrate/manual-step.ts";
import { migrate } from "../generate/migrate/migrate.ts";
import type { FileChange } from "../generate/publishers.ts";
import type { Task } from "../generate/settings.ts";
import type { Checkout } from "../host/checkout.ts";
import { positionOf } from "../report/position.ts";
import { planJson } from "./formats/plan-json.ts";
import type { InitOptions } from "./init-options.ts";
import type { ExitCode, Io } from "./io.ts";
import { codeOf, writeAfterQuestion } from "./migrate.ts";
import { migrationText } from "./migration/text.ts";
import { withSplit } from "./migration/split.ts";
import { printable } from "./terminal.ts";

interface Place {
  /** Absolute. */
  readonly root: string;
  /** As a person would type it. */
  readonly folder: string;
  readonly files: Checkout;
}

/**
 * Goes on from the releases that exist, rather than adding a second publisher: those by a token are migrated in place, those through
 * OIDC are left, and of what isn't understood is said where it is. All of it is one change, written after one question.
 */
export async function continueRelease(
  existing: readonly ExistingRelease[],
  { root, folder, files }: Place,
  options: InitOptions,
  io: Io,
): Promise<ExitCode> {
  const json = options.format === "json";
  const say = (text: string): void => (json ? undefined : io.out(text));
  const terminal = { ...io.terminal, color: options.color ?? io.terminal.color };
  const written = new Map<string, FileChange>();
  const [tasks, assumptions, manualSteps]: readonly [Task[], Assumption[], ManualStep[]] = [[], [], []];
  const migrated = new Set<ExistingRelease>();
  let code: ExitCode = 0;
  for (const release of existing) {
    const { path, by, span, why } = release;
    const place = printable(`${path}:${positionOf(span.file, span.start).line}`);
    if (by === "oidc") {
      say(`${place} publishes through OIDC already: there is nothing to create.\n`);
      continue;
    }
    if (by === "unclear" || (by === "likely" && options.yes)) {
      const how = by === "likely" ? "most likely publishes" : "may publish";
      const migrating =
        by === "likely" ? `: trusted-publishing migrate ${basename(path)} changes it, and lists what that assumes` : "";
      io.tell(printable(`${place} ${how} to npm (${why ?? "not understood"})${migrating}.`));
      code = 1;
      continue;
    }
    say(`${place} publishes to npm already: it is migrated in place, without a second publisher.\n\n`);
    const { linted } = await files.settle();
    const plain = await files.ask((repository) => migrate(repository, path, false));
    const { migration, notes } = options.split ? await withSplit(files, plain, path) : { migration: plain, notes: [] };
    for (const note of notes) io.tell(printable(note));
    say(migrationText(migration, path, { folder }, linted.secrets, terminal));
    for (const file of migration.files) {
      written.set(file.path, {
        ...file,
        before: written.has(file.path) ? written.get(file.path)?.before : file.before,
      });
      files.open(file.path, file.text);
    }
    tasks.push(...migration.tasks);
    assumptions.push(...migration.assumptions);
    manualSteps.push(...migration.manualSteps);
    migrated.add(release);
    code = codeOf(migration) === 1 ? 1 : code;
  }
  const change = [...written.values()];
  const ended = change.length === 0 || options.dryRun ? undefined : await writeAfterQuestion(root, change, options, io);
  if (json && ended !== 2) {
    const { linted } = await files.settle();
    const releases = existing.map((each) => ({ span: each.span, by: each.by, migrated: migrated.has(each) }));
    io.out(planJson({ files: change, tasks, assumptions, manualSteps, releases }, ended === 0, linted.secrets));
  }
  if (ended === 2 || ended === 1) return ended;
  if (existing.every(({ by }) => by === "oidc") || existing.some((each) => each.by !== "oidc" && !migrated.has(each)))
    io.tell("--force writes a new workflow all the same: a second publisher, unless you remove the first.");
  return code;
}
