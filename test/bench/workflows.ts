import { readdirSync } from "node:fs";
import { join } from "node:path";

/** The paths of a checkout's workflows; none where it has none. */
export function workflowsIn(folder: string): readonly string[] {
  const workflows = join(folder, ".github", "workflows");
  try {
    return readdirSync(workflows)
      .filter((name) => /\.ya?ml$/.test(name))
      .map((name) => join(workflows, name));
  } catch {
    return [];
  }
}
