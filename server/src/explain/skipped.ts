import { sortedPublishes } from "../publish/find/sorted.ts";
import type { Repository } from "../repository/repository.ts";

/** Whether one of these jobs, named as GitHub shows them, is one that publishes: by its id, or by its `name`. */
export function publishSkipped(skipped: readonly string[], repository: Repository): boolean {
  const shown = new Set(skipped.map((name) => name.replace(/^.* \/ /, "").replace(/ \([^)]*\)$/, "")));
  return sortedPublishes(repository).publishes.some(({ job }) => {
    const name = job.block.entries.find(({ key }) => key.value === "name")?.value;
    return shown.has(job.id.value) || (name?.kind === "scalar" && shown.has(String(name.value)));
  });
}
