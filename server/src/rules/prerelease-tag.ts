import { publishesOf } from "../publish/publishes.ts";
import { untaggedPrerelease } from "../publish/untagged.ts";
import type { Rule } from "../rule.ts";

export const prereleaseTag: Rule = {
  id: "prerelease-tag",
  severities: ["warning"],
  summary: "A prerelease is published under a tag of its own.",
  *check(repository) {
    const { publishes, elsewhere } = publishesOf(repository);
    for (const publish of publishes) {
      const found = untaggedPrerelease(publish, [...publishes, ...elsewhere]);
      if (found?.version === undefined) continue;
      yield {
        severity: "warning",
        span: publish.command.span,
        message: `${found.file.path} holds the prerelease ${found.version.value}, and no tag is given. npm 11 and later then stop: "You must specify a tag using --tag when publishing a prerelease version".`,
        related: [{ span: found.version.span, message: "The version is written here." }],
      };
    }
  },
};
