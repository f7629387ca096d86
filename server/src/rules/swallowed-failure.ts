import { publishesOf } from "../publish/publishes.ts";
import type { Publish } from "../publish/publish.ts";
import { swallowOf } from "../publish/swallow.ts";
import type { Rule } from "../rule.ts";

export const swallowedFailure: Rule = {
  id: "swallowed-failure",
  severities: ["warning"],
  summary: "A publish that fails stops its job.",
  *check(repository) {
    for (const publish of publishesOf(repository).publishes) {
      const swallow = swallowOf(publish);
      if (swallow === undefined) continue;
      yield { severity: "warning", span: swallow.span, message: messageOf(publish, swallow.kind) };
    }
  },
};

function messageOf({ job, tool }: Publish, kind: "or" | "pipe" | "step"): string {
  const end = `job "${job.id.value}" ends well where nothing was published.`;
  if (kind === "or") return `What stands behind \`||\` hides that ${tool.name} failed: ${end}`;
  if (kind === "step") return `\`continue-on-error\` hides that the publish failed: ${end}`;
  return `A pipe ends as its last command does, unless \`pipefail\` is set: where ${tool.name} fails, ${end}`;
}
