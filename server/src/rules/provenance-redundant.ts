import type { Fix } from "../finding.ts";
import { certain, located } from "../publish/fact.ts";
import { isHosted } from "../publish/job/node.ts";
import { modeOf } from "../publish/mode.ts";
import { outcomeOf } from "../publish/outcome/outcome.ts";
import type { Publish } from "../publish/publish.ts";
import type { Rule } from "../rule.ts";

export const provenanceRedundant: Rule<"publish"> = {
  id: "provenance-redundant",
  severities: ["info"],
  summary: "A publish through OIDC leaves provenance to npm.",
  pedantic: true,
  about: "publish",
  needs: {
    tool: "known",
    client: "likely",
    registry: "likely",
    idToken: "likely",
    credential: "likely",
    provenance: "likely",
    access: "likely",
  },
  *check(publish) {
    const { tool, provenance, access, options, job, scope } = publish;
    const asked = located(provenance);
    if (modeOf(publish) !== "oidc-only" || tool.isNpm !== true || outcomeOf(publish) !== "exchange") return;
    if (asked?.value !== "asked" || options.options.has("provenance-file")) return;
    if ((access !== undefined && certain(access) !== "public") || !isHosted(job, scope)) return;
    const { span } = asked;
    if (span.start === span.end) return;
    const fix = fixOf(publish);
    yield {
      severity: "info",
      span,
      message:
        "Provenance is requested here. npm signs it by itself when it publishes a public package from a public repository through OIDC.",
      fixes: fix === undefined ? [] : [fix],
    };
  },
};

/** Only the option is in the way of nobody else. */
function fixOf({ command }: Publish): Fix | undefined {
  const word = command.words.find(({ value }) => value === "--provenance" || value === "--provenance=true");
  if (word === undefined) return undefined;
  const { file, start, end } = command.wordSpan(word);
  return file.text[start - 1] === " " && file.text.slice(start, end) === word.value
    ? { title: "Remove `--provenance`", kind: "review", edits: [{ span: { file, start: start - 1, end }, text: "" }] }
    : undefined;
}
