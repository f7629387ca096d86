import type { Publish } from "../../server/src/publish/publish.ts";
import { sortedPublishes } from "../../server/src/publish/find/sorted.ts";
import { wordsOf } from "../../server/src/reason-words.ts";
import { startOfPath } from "../../server/src/repository/command/command.ts";
import { repositoryOf } from "../../server/src/repository/repository.ts";
import type { Job, Step, Workflow } from "../../server/src/repository/workflow/workflow.ts";
import { workflowsOf } from "../../server/src/repository/workflow/workflows.ts";
import { textOf, type Span } from "../../server/src/text.ts";
import type { Example, Page } from "../pages/read.ts";
import type { Trial } from "../pages/trial.ts";

/** What lint made of one step of an example, or of one job that calls a workflow. */
export interface Seen {
  readonly page: Page;
  readonly example: Example;
  /** `elsewhere` publishes to another registry or nothing, `unreachable` never runs, and of `silent` nothing is said. */
  readonly kind: "publish" | "elsewhere" | "unclear" | "unreachable" | "silent";
  readonly publish: Publish | undefined;
  /** Of `unclear`: why it isn't understood. */
  readonly why: string;
  /** As they are written; of a job that calls a workflow, `step` is the job. */
  readonly step: string;
  readonly job: string;
  readonly workflow: Workflow;
  /** How many findings the whole example shows. */
  readonly findings: number;
}

/** Every step of an example's workflows, each as often as something was made of it. */
export function seenIn(page: Page, { example, input, findings }: Trial): readonly Seen[] {
  const repository = repositoryOf(input);
  const { publishes, elsewhere, unclear, unreachable } = sortedPublishes(repository);
  const found: readonly { readonly span: Span; readonly says: Pick<Seen, "kind" | "publish" | "why"> }[] = [
    ...[...publishes, ...elsewhere].map((publish) => ({
      span: startOfPath(publish.command),
      says: { kind: publishes.includes(publish) ? "publish" : "elsewhere", publish, why: "" } as const,
    })),
    ...unclear.map(({ span, reason }) => ({
      span,
      says: { kind: "unclear", publish: undefined, why: wordsOf(reason) } as const,
    })),
    ...unreachable.map((span) => ({ span, says: { kind: "unreachable", publish: undefined, why: "" } as const })),
  ];
  return workflowsOf(repository).flatMap((workflow) =>
    workflow.jobs.flatMap((job) =>
      placesIn(job).flatMap((span): readonly Seen[] => {
        const said = found.filter((each) => isIn(each.span, span)).map(({ says }) => says);
        const texts = {
          page,
          example,
          workflow,
          findings: findings.length,
          step: textOf(span).trim(),
          job: textOf(job.block.span),
        };
        if (said.length === 0) return [{ ...texts, kind: "silent", publish: undefined, why: "" }];
        return said.map((each) => ({ ...texts, ...each }));
      }),
    ),
  );
}

/** A job's own steps: those of the actions that they call belong to them. */
function placesIn(job: Job): readonly Span[] {
  if (job.uses !== undefined) return [job.block.span];
  return [...new Set(job.steps.map((step) => outermost(step).block.span))];
}

function outermost(step: Step): Step {
  return step.caller === undefined ? step : outermost(step.caller.step);
}

function isIn(inner: Span, outer: Span): boolean {
  return inner.file.path === outer.file.path && outer.start <= inner.start && inner.end <= outer.end;
}
