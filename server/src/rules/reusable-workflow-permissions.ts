import { idTokenFix } from "../fixes/grant-id-token.ts";
import { refusedCalls } from "../publish/refused-calls.ts";
import type { Rule } from "../rule.ts";

export const reusableWorkflowPermissions: Rule<"workflow"> = {
  id: "reusable-workflow-permissions",
  stops: "start",
  severities: ["error"],
  summary: "A caller grants the `id-token: write` that a reusable workflow requests.",
  about: "workflow",
  needs: {},
  *check({ workflow: callee }, { repository }) {
    for (const { job, workflow, refusing, askingJob, asking } of refusedCalls(repository, callee)) {
      const decided = { granted: false, decidedBy: refusing, job, workflow, refusedByCaller: true };
      const fix = idTokenFix({ job: askingJob }, decided);
      const scope = refusing.grants.kind === "scopes" ? refusing.grants.scopes.get("id-token") : undefined;
      const calls = job.uses?.value.endsWith(callee.file.path) === true ? "calls" : "leads to";
      yield {
        severity: "error",
        span: scope?.span ?? refusing.span,
        message: `Job "${job.id.value}" ${calls} ${callee.file.path}, which asks for \`id-token: write\`, but doesn't grant it: GitHub doesn't start the run.`,
        related: [{ span: asking.span, message: "The called workflow asks for it here." }],
        fixes: fix === undefined ? [] : [{ ...fix, kind: "review" }],
      };
    }
  },
};
