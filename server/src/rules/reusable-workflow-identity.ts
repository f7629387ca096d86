import { declaredFor } from "../publish/declared.ts";
import { publishesOf } from "../publish/publishes.ts";
import { startedWorkflow } from "../publish/triggers.ts";
import { fileName } from "../repository/paths.ts";
import type { Workflow } from "../repository/workflow/workflow.ts";
import type { Rule } from "../rule.ts";

export const reusableWorkflowIdentity: Rule = {
  id: "reusable-workflow-identity",
  severities: ["info"],
  summary: "For a publish in a reusable workflow, npmjs.com names the workflow that calls it.",
  *check(repository) {
    const callers = new Map<Workflow, Set<string>>();
    const { publishes } = publishesOf(repository);
    for (const publish of publishes) {
      const { workflow, entry, mode, packages } = publish;
      // Declared publishers say already which file npm trusts.
      if (entry.calls.length === 0 || !mode.startsWith("oidc") || declaredFor(repository, packages).length > 0)
        continue;
      const names = callers.get(workflow) ?? new Set();
      callers.set(workflow, names.add(fileName(startedWorkflow(publish).file.path)));
    }
    for (const [workflow, names] of callers) {
      const span = workflow.triggers?.find(({ value }) => value === "workflow_call")?.span;
      if (span === undefined) continue;
      const own = `\`${fileName(workflow.file.path)}\``;
      // Runs that start here come under the file's own name.
      const direct = publishes.some((each) => each.workflow === workflow && each.entry.calls.length === 0);
      const all = [...names, ...(direct ? [fileName(workflow.file.path)] : [])].map((name) => `\`${name}\``);
      const [last = "", ...others] = (
        all.length > 5 ? [...all.slice(0, 3), `${all.length - 3} more`] : all
      ).toReversed();
      const wanted =
        others.length === 0
          ? `the trusted publisher on npmjs.com names ${last}, not ${own}`
          : `npmjs.com needs a trusted publisher each for ${others.toReversed().join(", ")} and ${last}${direct ? "" : `, and none for ${own}`}`;
      yield { severity: "info", span, message: `npm sees the workflow that GitHub starts: ${wanted}.` };
    }
  },
};
