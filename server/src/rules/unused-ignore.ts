import { factNames } from "../publish/change-facts.ts";
import type { Rule } from "../rule.ts";

export const unusedIgnore: Rule<"repository"> = {
  id: "unused-ignore",
  severities: ["info"],
  summary: "An ignore comment silences a finding.",
  about: "repository",
  last: true,
  // What isn't known may hide what the comment is there for.
  needs: Object.fromEntries(factNames.map((name) => [name, "known"])),
  *check(_repository, { ignores }) {
    for (const { id, span, isRule, alone, edits } of ignores)
      yield {
        severity: "info",
        span,
        message: isRule
          ? `\`${id}\` reports nothing here, so this comment silences nothing.`
          : `There is no rule \`${id}\`, so this comment silences nothing.`,
        fixes: [{ title: alone ? "Remove the comment" : `Remove \`${id}\` from the comment`, kind: "safe", edits }],
      };
  },
};
