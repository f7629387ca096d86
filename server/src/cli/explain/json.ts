import type { Explanation } from "../../explain/explanation.ts";
import { ruleUrl } from "../../product.ts";
import { rangeOf } from "../../report/position.ts";

/** One JSON object for programs; `version` grows when a field changes its meaning or goes. Lines and columns count from 1. */
export function explanationJson({ failures, notes }: Explanation): string {
  const result = {
    version: 1,
    failures: failures.map(({ causes, observed, experiment, ...failure }) => ({
      ...failure,
      observed: Object.fromEntries(observed.map(({ label, text }) => [label, text])),
      causes: causes.map(({ changes, compare, ...cause }) => ({
        ...cause,
        compare: Object.fromEntries(compare),
        changes: changes.map(({ rule, span, message, fixes = [] }) => ({
          ...(rule === undefined ? {} : { rule, url: ruleUrl(rule) }),
          path: span.file.path,
          ...rangeOf(span),
          message,
          fixes: fixes.map(({ title, kind }) => ({ title, kind })),
        })),
      })),
      ...(experiment && {
        experiment: {
          says: experiment.says,
          outcomes: experiment.outcomes.map(([seen, means]) => ({ seen, means })),
        },
      }),
    })),
    notes,
  };
  return `${JSON.stringify(result, undefined, 2)}\n`;
}
