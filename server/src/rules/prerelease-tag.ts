import type { Finding } from "../finding.ts";
import { every } from "../publish/every.ts";
import { inWords } from "../publish/outcome/outcome.ts";
import { madePrerelease, untaggedPrerelease } from "../publish/outcome/untagged.ts";
import type { Publish } from "../publish/publish.ts";
import type { Rule } from "../rule.ts";

export const prereleaseTag: Rule<"publish"> = {
  id: "prerelease-tag",
  stops: "client",
  severities: ["warning"],
  summary: "A prerelease is published under its own dist-tag.",
  about: "publish",
  needs: {
    tool: "known",
    client: "likely",
    registry: "likely",
    packages: "likely",
    version: "committed",
    publishConfig: "committed",
  },
  *check(publish, context) {
    const at: Pick<Finding, "severity" | "span"> = { severity: "warning", span: publish.command.span };
    const made = madePrerelease(publish);
    if (made !== undefined) {
      yield {
        ...at,
        message: `This job makes a prerelease, \`${made.shown}\`, and gives no tag. Since version 11 npm then ${stops}.`,
        related: [{ span: made.span, message: "The version is set here." }],
      };
      return;
    }
    const found = untaggedPrerelease(publish);
    const isUntagged = (other: Publish): boolean => other === publish || !other.options.options.has("tag");
    if (found?.version === undefined || !every(context, isUntagged) || !context.elsewhere.every(isUntagged)) return;
    yield {
      ...at,
      message: `${found.file.path} holds the prerelease ${found.version.value}, and no tag is given. Since version 11 npm then ${stops}.`,
      related: [{ span: found.version.span, message: "The version is set here." }],
    };
  },
};

const stops = inWords("untagged") ?? "stops";
