import { modeOf } from "../publish/mode.ts";
import { lacksOf } from "../publish/tool/oidc.ts";
import type { Lacks } from "../publish/tool/tool.ts";
import type { Rule } from "../rule.ts";

export const releaseToolWithoutOidc: Rule<"publish"> = {
  id: "release-tool-without-oidc",
  stops: "exchange",
  severities: ["error"],
  summary: "A tool that can't use OIDC isn't used without a token.",
  about: "publish",
  needs: { registry: "likely", idToken: "likely", credential: "likely" },
  *check(publish) {
    const { tool, command } = publish;
    const lacks = lacksOf(publish);
    const mode = modeOf(publish);
    if (lacks?.kind !== "never" || (mode !== "none" && mode !== "oidc-only")) return;
    yield {
      severity: "error",
      span: command.span,
      message: messageOf(tool.name, lacks),
    };
  },
};

function messageOf(name: string, { ends, instead }: Extract<Lacks, { kind: "never" }>): string {
  const end = ends === undefined ? "" : `: ${ends}`;
  return `\`${name}\` can't publish through OIDC in any version, and no token reaches it here${end}. Instead, ${instead}.`;
}
