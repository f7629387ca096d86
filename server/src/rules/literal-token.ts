import { certain } from "../publish/fact.ts";
import { join } from "../repository/paths.ts";
import { secretsIn } from "../repository/settings/secrets.ts";
import { workflowPaths } from "../repository/workflow/workflows.ts";
import type { Rule } from "../rule.ts";

export const literalToken: Rule<"repository"> = {
  id: "literal-token",
  severities: ["error"],
  summary: "No token is committed to the repository.",
  about: "repository",
  needs: { packages: "likely" },
  *check(repository, { publishes, elsewhere, unsure, lost }) {
    const all = [...publishes, ...elsewhere, ...unsure];
    const packages = new Set(
      all.flatMap(({ packages: each }) => (certain(each) ?? []).map(({ manifest }) => manifest)),
    );
    const npmrcs = Array.from(packages, ({ directory }) => join(directory, ".npmrc"));
    // Of a repository that publishes nothing only the workflows are read.
    const own =
      all.length + lost.length === 0 ? [] : [".github/trusted-publishers.json", ".npmrc", "package.json", ...npmrcs];
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
