import { newerTool } from "../fixes/newer-tool.ts";
import { modeOf } from "../publish/mode.ts";
import { publishedHere } from "../publish/published-here.ts";
import { lacksOf } from "../publish/tool/oidc.ts";
import type { Lacks } from "../publish/tool/tool.ts";
import type { Rule } from "../rule.ts";
import { sameSpan } from "../text.ts";

export const releaseToolTooOld: Rule<"publish"> = {
  id: "release-tool-too-old",
  stops: "exchange",
  severities: ["error"],
  summary: "The release tool is new enough to publish through OIDC.",
  about: "publish",
  needs: { toolVersion: "likely", registry: "likely", idToken: "likely", credential: "likely" },
  *check(publish) {
    const { command } = publish;
    const lacks = lacksOf(publish);
    if (lacks?.kind !== "too-old" || modeOf(publish) !== "oidc-only") return;
    const { span } = lacks.version;
    const fix = newerTool(lacks);
    yield {
      severity: "error",
      span,
      message: messageOf(lacks),
      related: sameSpan(span, command.span) ? [] : [publishedHere(command.span)],
      fixes: fix === undefined ? [] : [fix],
    };
  },
};

type TooOld = Extract<Lacks, { kind: "too-old" }>;

function messageOf({ of, version, minimum, ends }: TooOld): string {
  const { shown, where } = version.value;
  const place = where === "" ? "" : `, ${where},`;
  return `${of} ${shown}${place} can't publish through OIDC: ${ends}. Trusted publishing needs ${of} ${minimum} or later.`;
}
