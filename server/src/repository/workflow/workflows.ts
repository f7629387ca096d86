import { derived } from "../recall.ts";
import type { Repository } from "../repository.ts";
import { withActions } from "./composite.ts";
import { readWorkflow, type Workflow } from "./workflow.ts";

const directory = ".github/workflows";

/** The paths of the files that GitHub takes for workflows. */
export function workflowPaths(repository: Repository): readonly string[] {
  const names = repository.directory(directory);
  if (typeof names === "string") return [];
  return names.filter((name) => /\.ya?ml$/.test(name)).map((name) => `${directory}/${name}`);
}

/** Every workflow that can be read, as it is written, in the order of the file names. */
export function writtenWorkflows(repository: Repository): readonly Workflow[] {
  return workflowPaths(repository).flatMap((path) => {
    const file = repository.file(path);
    return typeof file === "string" ? [] : (readWorkflow(file) ?? []);
  });
}

/** Every workflow that can be read, with the steps of the repository's own actions. */
export function workflowsOf(repository: Repository): readonly Workflow[] {
  return derived(repository, allIn, "");
}

function allIn(repository: Repository): readonly Workflow[] {
  return writtenWorkflows(repository).map((workflow) => withActions(repository, workflow));
}
