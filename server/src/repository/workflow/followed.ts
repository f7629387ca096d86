import { readableText, textsOf } from "../value.ts";
import type { Repository } from "../repository.ts";
import type { Workflow } from "./workflow.ts";
import { workflowsOf } from "./workflows.ts";

/** A workflow whose runs another one follows, by the name that this one gives it. */
interface Followed {
  readonly name: string;
  readonly workflow: Workflow;
}

/** The workflows of the repository that one names under `workflow_run`: by their names, or their paths. */
export function followedWorkflows(repository: Repository, { block }: Workflow): readonly Followed[] {
  const on = block.entries.find(({ key }) => key.value === "on")?.value;
  const run = on?.kind === "mapping" ? on.entries.find(({ key }) => key.value === "workflow_run")?.value : undefined;
  const list = run?.kind === "mapping" ? run.entries.find(({ key }) => key.value === "workflows")?.value : undefined;
  const names = new Set(textsOf(list)?.map(({ value }) => value));
  return workflowsOf(repository).flatMap((workflow) => {
    const name = readableText(workflow.block, "name")?.value ?? workflow.file.path;
    return names.has(name) ? [{ name, workflow }] : [];
  });
}
