import { manifestsOf } from "../publish/tool/published.ts";
import { certain } from "../publish/fact.ts";
import { join } from "../repository/paths.ts";
import { secretsIn } from "../repository/settings/secrets.ts";
import { workflowPaths } from "../repository/workflow/workflows.ts";
import { everyFact, type Rule } from "../rule.ts";

export const literalToken: Rule<"repository"> = {
  id: "literal-token",
  severities: ["error"],
  summary: "No token is committed to the repository.",
  about: "repository",
  needs: everyFact,
  *check(repository, { publishes, unclear }) {
    const packages = new Set(publishes.flatMap((publish) => certain(manifestsOf(publish.packages)) ?? []));
    const npmrcs = Array.from(packages, ({ directory }) => join(directory, ".npmrc"));
    // Of a repository that publishes nothing only the workflows are read.
    const own =
      publishes.length + unclear.length === 0
        ? []
        : [".github/trusted-publishers.json", ".npmrc", "package.json", ...npmrcs];
    const read = [...workflowPaths(repository), ...own].map((path) => repository.file(path));
    for (const file of new Set([...read, ...Array.from(packages, (each) => each.file)])) {
      for (const { what, span } of typeof file === "string" ? [] : secretsIn(file))
        yield {
          severity: "error",
          span,
          message: `This file contains ${what} in plain text. Revoke it: removing the line isn't enough.`,
          redact: [span],
        };
    }
  },
};
