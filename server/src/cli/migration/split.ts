import type { Migration } from "../../generate/migrate/migrate.ts";
import { splitJobs } from "../../generate/split/split.ts";
import type { Checkout } from "../../host/checkout.ts";

/** The migration with its workflow's jobs split, in which a build and a publish share one; what can't be split, and why, as sentences. */
export async function withSplit(
  files: Checkout,
  migration: Migration,
  path: string,
): Promise<{ readonly migration: Migration; readonly notes: readonly string[] }> {
  for (const file of migration.files) files.open(file.path, file.text);
  const written = new Map(migration.files.map((file) => [file.path, file]));
  const notes: string[] = [];
  const done = new Set<string>();
  for (;;) {
    await files.settle();
    const found = await files.ask((repository) => splitJobs(repository, path));
    notes.push(...found.flatMap((each) => ("problem" in each && !notes.includes(each.problem) ? [each.problem] : [])));
    const next = found.find((each) => !("problem" in each) && !done.has(each.job));
    if (next === undefined || "problem" in next) break;
    done.add(next.job);
    notes.push(...next.notes);
    const { file } = next;
    written.set(path, { ...file, before: written.get(path)?.before ?? file.before });
    files.open(path, file.text);
  }
  if (done.size === 0 && notes.length === 0) notes.push(`${path}: no job builds and publishes.`);
  return { migration: { ...migration, files: [...written.values()] }, notes };
}
