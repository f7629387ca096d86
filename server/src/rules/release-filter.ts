import { setValue } from "../edit/edit.ts";
import { startedWorkflow } from "../publish/auth/call-path.ts";
import { triggersOf } from "../publish/triggers.ts";
import { releaseTrigger } from "../repository/workflow/release-trigger.ts";
import { speaksOf } from "../repository/workflow/written.ts";
import type { Rule } from "../rule.ts";

export const releaseFilter: Rule<"workflow"> = {
  id: "release-filter",
  stops: "start",
  severities: ["warning", "info"],
  summary: "A `release` trigger matches exactly the releases it is meant for.",
  about: "workflow",
  needs: { registry: "likely" },
  *check({ workflow }, { publishes }) {
    const trigger = releaseTrigger(workflow);
    if (trigger === undefined) return;
    const released = publishes.filter(
      (publish) => triggersOf(publish)?.some(({ value }) => value === "release") === true,
    );
    if (!released.some((publish) => startedWorkflow(publish) === workflow)) return;
    // Whoever compares the branch in a condition has a filter.
    const compared = [workflow, ...released.map((publish) => publish.workflow)].some((each) =>
      speaksOf(each, /target_commitish/),
    );
    for (const { name, span } of compared ? [] : trigger.filters)
      yield {
        severity: "warning",
        span,
        message: `GitHub ignores \`${name}\` under \`release\`: every release starts this workflow and publishes.`,
      };
    const [only, ...others] = trigger.types ?? [];
    if (only?.value !== "created" || others.length > 0) return;
    const edits = speaksOf(workflow, /event\.action|activity/) ? undefined : setValue(only.node, "published");
    yield {
      severity: "info",
      span: only.span,
      message:
        "GitHub doesn't send `created` for a release that was first saved as a draft, so it never reaches npm. `published` covers both cases.",
      fixes: edits === undefined ? [] : [{ title: "Use `published` instead of `created`", kind: "review", edits }],
    };
  },
};
