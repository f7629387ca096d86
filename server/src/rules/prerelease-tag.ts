import type { Finding } from "../finding.ts";
import { inWords } from "../publish/outcome/outcome.ts";
import { madePrerelease, untaggedPrerelease } from "../publish/outcome/untagged.ts";
import { everyFact, type Rule } from "../rule.ts";

export const prereleaseTag: Rule<"publish"> = {
  id: "prerelease-tag",
  stops: "client",
  severities: ["warning"],
  summary: "A prerelease is published under its own dist-tag.",
  about: "publish",
  needs: everyFact,
  *check(publish, { publishes, elsewhere }) {
    const tagged = [...publishes, ...elsewhere].some((other) => other !== publish && other.options.options.has("tag"));
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
    const found = tagged ? undefined : untaggedPrerelease(publish);
    if (found?.version === undefined) return;
    yield {
      ...at,
      message: `${found.file.path} holds the prerelease ${found.version.value}, and no tag is given. Since version 11 npm then ${stops}.`,
      related: [{ span: found.version.span, message: "The version is set here." }],
    };
  },
};

const stops = inWords("untagged") ?? "stops";
