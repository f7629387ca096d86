import type { Fix } from "../finding.ts";
import { removeCommand } from "../fixes/remove-command.ts";
import { withoutOidc, type WithoutOidc } from "../publish/login-commands.ts";
import { publishedHere } from "../publish/published-here.ts";
import type { Rule } from "../rule.ts";

export const oidcUnsupportedCommand: Rule<"publish"> = {
  id: "oidc-unsupported-command",
  stops: "job",
  severities: ["error"],
  summary: "A job without a token runs only npm commands that can use OIDC.",
  about: "publish",
  needs: { tool: "known", client: "likely", registry: "likely", idToken: "likely", credential: "likely" },
  *check(publish, { repository }) {
    for (const found of withoutOidc(repository, publish)) {
      const edits = found.name === "whoami" ? removeCommand(found.command) : undefined;
      const fix: Fix | undefined = edits && { title: "Remove `npm whoami`", kind: "review", edits };
      yield {
        severity: "error",
        span: found.command.span,
        message: messageOf(found, publish.job.id.value),
        related: [publishedHere(publish.command.span, ", through OIDC")],
        fixes: fix === undefined ? [] : [fix],
      };
    }
  },
};

function messageOf({ name, before }: WithoutOidc, job: string): string {
  const does = name.startsWith("dist-tag")
    ? `\`npm ${name}\` uses OIDC from npm 11.21.0 and 12.2.0 on`
    : `\`npm ${name}\` doesn't use OIDC`;
  return `${does}, and no token reaches it here: it fails, and job "${job}" ends ${before ? "before the package is published" : "with an error"}.`;
}
