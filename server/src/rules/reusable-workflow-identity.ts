import { startedWorkflow } from "../publish/auth/call-path.ts";
import { mayBeDeclared } from "../publish/declared.ts";
import { usesOidc } from "../publish/mode.ts";
import { fileName } from "../repository/paths.ts";
import type { Rule } from "../rule.ts";

export const reusableWorkflowIdentity: Rule<"workflow"> = {
  id: "reusable-workflow-identity",
  severities: ["info"],
  summary: "For a reusable workflow, npmjs.com must name the calling workflow.",
  about: "workflow",
  needs: { registry: "likely", idToken: "likely", credential: "likely", packages: "likely", name: "likely" },
  *check({ workflow, publishes }) {
    const span = workflow.triggers?.find(({ value }) => value === "workflow_call")?.span;
    const called = publishes.filter(
      (publish) =>
        publish.callPath.calls.length > 0 &&
        usesOidc(publish) &&
        // Declared publishers say already which file npm trusts.
        !mayBeDeclared(publish),
    );
    if (span === undefined || called.length === 0) return;
    const names = new Set(called.map((publish) => fileName(startedWorkflow(publish).file.path)));
    const own = `\`${fileName(workflow.file.path)}\``;
    // Runs that start here come under the file's own name.
    const direct = publishes.some((each) => each.callPath.calls.length === 0);
    const all = [...names, ...(direct ? [fileName(workflow.file.path)] : [])].map((name) => `\`${name}\``);
    const [last = "", ...others] = (all.length > 5 ? [...all.slice(0, 3), `${all.length - 3} more`] : all).toReversed();
    const wanted =
      others.length === 0
        ? `the trusted publisher on npmjs.com names ${last}, not ${own}`
        : `npmjs.com needs a trusted publisher each for ${others.toReversed().join(", ")} and ${last}${direct ? "" : `, and none for ${own}`}`;
    yield { severity: "info", span, message: `npm sees the workflow that GitHub starts: ${wanted}.` };
  },
};
