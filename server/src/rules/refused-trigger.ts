import { exchangeOf } from "../publish/exchange.ts";
import { usesOidc, modeOf } from "../publish/mode.ts";
import { onceRefused } from "../publish/outcome/outcome.ts";
import { publishedHere } from "../publish/published-here.ts";
import { triggersOf } from "../publish/triggers.ts";
import type { Rule } from "../rule.ts";

export const refusedTrigger: Rule<"publish"> = {
  id: "refused-trigger",
  stops: "exchange",
  severities: ["error", "warning"],
  summary: "No publish through OIDC runs on `pull_request_target` or `issue_comment`.",
  about: "publish",
  needs: { registry: "likely", idToken: "likely", credential: "likely" },
  *check(publish) {
    if (!usesOidc(publish) || exchangeOf(publish) === "no") return;
    const triggers = triggersOf(publish) ?? [];
    const refused = triggers.filter(({ value }) => value === "pull_request_target" || value === "issue_comment");
    const all = refused.length === triggers.length;
    const certain = all ? refused : refused.filter(({ reaches }) => reaches === "yes");
    const end = onceRefused(publish);
    const then = end === undefined ? "" : `, and ${publish.tool.isNpm ? "npm" : "its npm"} ${end}`;
    for (const { value, span } of certain)
      yield {
        severity: all && modeOf(publish) === "oidc-only" ? "error" : "warning",
        span,
        message: `npmjs.com refuses to exchange the token of a run that \`${value}\` starts. Such a run reaches job "${publish.job.id.value}": the exchange fails${then}.`,
        related: [publishedHere(publish.command.span)],
      };
  },
};
