import { publishOfJob } from "../../server/src/publish/find/stranger.ts";
import type { Publish } from "../../server/src/publish/publish.ts";
import { workflowsOf } from "../../server/src/repository/workflow/workflows.ts";
import type { Rule } from "../../server/src/rule.ts";
import type { Trial } from "../pages/trial.ts";
import { gravityOf, saferFixes, sceneOf, shownBy } from "./outcomes.ts";

/** Law 13. With a publish in every job of which nothing is known, nothing appears, nothing is graver, and no fix is safer. */
export function strangerProblems(rule: Rule, trial: Trial): readonly string[] {
  const { repository, found } = sceneOf(trial);
  const strangers = workflowsOf(repository).flatMap((workflow) =>
    workflow.jobs.flatMap((job): readonly Publish[] => {
      const others = found.publishes.filter((publish) => publish.job === job);
      const callPaths = others.length === 0 ? [{ calls: [] }] : [...new Set(others.map(({ callPath }) => callPath))];
      return callPaths.map((callPath) =>
        publishOfJob(repository, workflow, job, callPath, { kind: "tool", name: "a tool", span: job.id.span }),
      );
    }),
  );
  const before = shownBy(rule, repository, found);
  const after = shownBy(rule, repository, { ...found, publishes: [...found.publishes, ...strangers] });
  return [...after].flatMap(([place, shown]) => {
    const safer = saferFixes(before.get(place), shown);
    return [
      ...(gravityOf(shown) < gravityOf(before.get(place)) ? [`says ${shown.severity}: ${shown.finding.message}`] : []),
      ...safer.map((title) => `offers a safer fix "${title}"`),
    ].map((what) => `${rule.id} at ${place}: next to a publish of which nothing is known it ${what}`);
  });
}
