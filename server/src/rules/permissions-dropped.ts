import { inWords, scopesFix } from "../fixes/grant-id-token.ts";
import type { Rule } from "../rule.ts";
import { missingScopesIn, suspectIn } from "./permissions-dropped/missing-permissions.ts";

export const permissionsDropped: Rule<"job"> = {
  id: "permissions-dropped",
  severities: ["warning"],
  summary: "A release job's `permissions` include what its steps need.",
  about: "job",
  needs: { tool: "known" },
  *check({ workflow, job }, { repository, publishes, elsewhere, unsure }) {
    const isRelease = [...publishes, ...elsewhere, ...unsure].some(({ toolDoubt }) => toolDoubt === undefined);
    const suspect = isRelease ? suspectIn(workflow, job) : undefined;
    if (suspect === undefined) return;
    const { block } = suspect;
    const missing = missingScopesIn(repository, workflow, suspect);
    const [first] = missing;
    if (first === undefined) return;
    const { scopes, what, step } = first;
    const own = job.permissions === block ? "the job's" : "the workflow's";
    const all = [...new Set(missing.flatMap((each) => each.scopes))];
    const { span, title, kind, edits } = scopesFix(workflow, job, block, all);
    yield {
      severity: "warning",
      span,
      message: `\`${what}\` in job "${job.id.value}" needs ${inWords(scopes)}, which ${own} \`permissions\` don't grant: GitHub refuses it.`,
      related: [{ span: step.span, message: "It is needed here." }],
      fixes: edits.length === 0 ? [] : [{ title, kind, edits }],
    };
  },
};
