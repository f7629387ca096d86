import type { Repository } from "./repository.ts";
import { readWorkflow, type Workflow } from "./workflow.ts";

const directory = ".github/workflows";

/** The paths of the files that GitHub takes for workflows. */
export function workflowPaths(repository: Repository): readonly string[] {
  const names = repository.directory(directory);
  if (typeof names === "string") return [];
  return names.filter((name) => /\.ya?ml$/.test(name)).map((name) => `${directory}/${name}`);
}

/** Every workflow that can be read, in the order of the file names. */
export function workflowsOf(repository: Repository): readonly Workflow[] {
  return workflowPaths(repository).flatMap((path) => {
    const file = repository.file(path);
    return typeof file === "string" ? [] : (readWorkflow(file) ?? []);
  });
}
