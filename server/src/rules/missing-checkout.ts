import { uncheckedOut } from "../publish/unchecked-out.ts";
import type { Rule } from "../rule.ts";

export const missingCheckout: Rule = {
  id: "missing-checkout",
  severities: ["warning"],
  summary: "A job that publishes the repository's files has them.",
  *check(repository) {
    for (const { span, what, job } of uncheckedOut(repository))
      yield {
        severity: "warning",
        span,
        message: `\`${what}\` needs the repository's files, and job "${job.id.value}" starts without any: no step before it checks them out or downloads them.`,
      };
  },
};
