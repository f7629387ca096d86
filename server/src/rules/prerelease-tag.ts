import { inWords } from "../publish/outcome/outcome.ts";
import { untaggedPrerelease } from "../publish/outcome/untagged.ts";
import { publishesOf } from "../publish/publishes.ts";
import type { Rule } from "../rule.ts";

export const prereleaseTag: Rule = {
  id: "prerelease-tag",
  severities: ["warning"],
  summary: "A prerelease is published under a tag of its own.",
  *check(repository) {
    const { publishes, elsewhere } = publishesOf(repository);
    const tagged = [...publishes, ...elsewhere].filter(({ options }) => options.options.has("tag"));
    for (const publish of publishes) {
      const found = tagged.some((other) => other !== publish) ? undefined : untaggedPrerelease(publish);
      if (found?.version === undefined) continue;
      yield {
        severity: "warning",
        span: publish.command.span,
        message: `${found.file.path} holds the prerelease ${found.version.value}, and no tag is given. Since version 11 npm then ${inWords("untagged") ?? "stops"}.`,
        related: [{ span: found.version.span, message: "The version is written here." }],
      };
    }
  },
};
