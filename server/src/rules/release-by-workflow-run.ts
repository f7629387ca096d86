import { insertKey, setValue } from "../edit/edit.ts";
import type { Fix } from "../finding.ts";
import { startedWorkflow } from "../publish/auth/call-path.ts";
import type { Publish } from "../publish/publish.ts";
import { publishedHere } from "../publish/published-here.ts";
import { triggersOf } from "../publish/triggers.ts";
import type { Repository } from "../repository/repository.ts";
import { followedWorkflows } from "../repository/workflow/followed.ts";
import type { Workflow } from "../repository/workflow/workflow.ts";
import { speaksOf } from "../repository/workflow/written.ts";
import type { Rule } from "../rule.ts";

export const releaseByWorkflowRun: Rule<"workflow"> = {
  id: "release-by-workflow-run",
  severities: ["error"],
  summary: "A release that follows another workflow checks what started that one.",
  about: "workflow",
  needs: { registry: "likely" },
  *check({ workflow }, { repository, publishes }) {
    const trigger = workflow.triggers?.find(({ value }) => value === "workflow_run");
    if (trigger === undefined) return;
    const released = publishes.filter((publish) => startedWorkflow(publish) === workflow && followsAnother(publish));
    const [first] = released;
    if (first === undefined) return;
    if ([workflow, ...released.map((publish) => publish.workflow)].some((each) => speaksOf(each, checks))) return;
    const followed = forksStart(repository, workflow);
    if (followed === undefined) return;
    const fix = fixOf(first, workflow);
    yield {
      severity: "error",
      span: trigger.span,
      message: `A pull request from a fork starts \`${followed.name}\`, and so this release: nothing here asks what started that run, and \`branches\` compares a name that the fork chooses.`,
      related: [publishedHere(first.command.span)],
      fixes: fix === undefined ? [] : [fix],
    };
  },
};

/** A look at what started the run before, or where its commit comes from (docs/facts/github.md#runs-after-other-runs). */
const checks =
  /workflow_run\.(?:event\b|head_repository|pull_requests|actor|triggering_actor)|workflow_run\[|GITHUB_EVENT_PATH|github\.event\.workflow_run(?![.\w])|toJSON\(github/i;

/** By such a run, and without an environment, whose rules may ask somebody. */
function followsAnother(publish: Publish): boolean {
  return (
    publish.job.environment === undefined && triggersOf(publish)?.some(({ value }) => value === "workflow_run") === true
  );
}

/** A followed workflow that a fork's pull request starts; undefined where none is known to be. */
function forksStart(repository: Repository, workflow: Workflow): { readonly name: string } | undefined {
  return followedWorkflows(repository, workflow).find((each) =>
    each.workflow.triggers?.some(({ value }) => /^pull_request(?:_target)?$/.test(value)),
  );
}

function fixOf({ job, workflow: own }: Publish, workflow: Workflow): Fix | undefined {
  if (own !== workflow || job.if === "unreadable") return undefined;
  const alone = workflow.triggers?.length === 1;
  const pushed = "github.event.workflow_run.event == 'push'";
  const asked = alone ? pushed : `(github.event_name != 'workflow_run' || ${pushed})`;
  const before = job.if?.value.trim().replace(/^\$\{\{\s*([^{}]*?)\s*\}\}$/, "$1");
  if (before?.includes("${{") === true) return undefined;
  const both = before === undefined ? asked : `${before.includes("||") ? `(${before})` : before} && ${asked}`;
  const edits =
    job.if === undefined
      ? insertKey(job.block, "if", asked, { before: ["needs", "runs-on", "permissions", "environment", "steps"] })
      : setValue(job.if.node, job.if.value.includes("${{") ? `\${{ ${both} }}` : both);
  return edits && { title: "Let only pushes release", kind: "review", edits };
}
