import { certain } from "../publish/fact.ts";
import { publishesOf } from "../publish/publishes.ts";
import { join } from "../repository/paths.ts";
import { secretsIn } from "../repository/secrets.ts";
import { workflowPaths } from "../repository/workflows.ts";
import type { Rule } from "../rule.ts";

export const literalToken: Rule = {
  id: "literal-token",
  severities: ["error"],
  summary: "No token stands in a file of the repository.",
  *check(repository) {
    const { publishes, unclear } = publishesOf(repository);
    const folders = new Set(
      publishes.flatMap(({ packages }) => certain(packages)?.map(({ directory }) => directory) ?? []),
    );
    // Of a repository that publishes nothing only the workflows are read.
    const own =
      publishes.length + unclear.length === 0
        ? []
        : [
            ".github/trusted-publishers.json",
            ...["", ...folders].flatMap((folder) => [join(folder, ".npmrc"), join(folder, "package.json")]),
          ];
    for (const path of [...workflowPaths(repository), ...own]) {
      const file = repository.file(path);
      for (const { what, span } of typeof file === "string" ? [] : secretsIn(file))
        yield {
          severity: "error",
          span,
          message: `${what} stands here for everyone who can read the file. Revoke it: removing the line isn't enough.`,
          redact: [span],
        };
    }
  },
};
