import type { Repository } from "../../repository/repository.ts";
import { checkoutFolders, innerSteps } from "../../repository/workflow/composite.ts";
import type { Job, Step, Workflow } from "../../repository/workflow/workflow.ts";
import { lineStart, memo, memoByValue } from "../../text.ts";
import { recall } from "../../repository/recall.ts";

/**
 * What `compute` gave for a job before, in whichever file: while its own text, that of its workflow without the jobs, and everything that
 * was read are the same. A file is typed in at one place, and the other jobs stay what they are. Only what holds no place of the
 * file may last; `question` says what is computed, and what it depends on besides.
 */
export function recallJob<T>(
  repository: Repository,
  workflow: Workflow,
  job: Job,
  question: string,
  compute: (repository: Repository) => T,
  lasts: (result: T) => boolean,
): T {
  // What an alias stands for is written elsewhere.
  if (workflow.anchored) return compute(repository);
  const { text } = workflow.file;
  const own = text.slice(lineStart(text, job.id.span.start), job.block.span.end);
  const asking = (recorded: Repository): T => {
    askForActions(recorded, job);
    return compute(recorded);
  };
  return recall(repository, subjectNamed(`${question}\n${headOf(workflow)}\n${own}`), asking, lasts);
}

const subjectNamed = memoByValue((_name: string) => ({}));

/** The workflow's text without its jobs. */
const headOf = memo(({ file: { text }, block }: Workflow): string => {
  const jobs = block.entries.find(({ key }) => key.value === "jobs");
  return jobs === undefined ? text : text.slice(0, jobs.key.span.end) + text.slice(jobs.value?.span.end);
});

/** The actions whose steps the job has. */
function askForActions(repository: Repository, { steps }: Job): void {
  const seen = new Set<Step>();
  const folders = checkoutFolders(steps);
  for (const step of steps)
    for (let each: Step | undefined = step; each !== undefined && !seen.has(each); each = each.caller?.step) {
      seen.add(each);
      if (each.uses !== undefined) innerSteps(repository, each, folders);
    }
}
