import { inWords } from "../publish/outcome/outcome.ts";
import { untaggedPrerelease } from "../publish/outcome/untagged.ts";
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
    const found = tagged ? undefined : untaggedPrerelease(publish);
    if (found?.version === undefined) return;
    yield {
      severity: "warning",
      span: publish.command.span,
      message: `${found.file.path} holds the prerelease ${found.version.value}, and no tag is given. Since version 11 npm then ${inWords("untagged") ?? "stops"}.`,
      related: [{ span: found.version.span, message: "The version is set here." }],
    };
  },
};
