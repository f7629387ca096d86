import type { Fix } from "../finding.ts";
import { removeCommand } from "../fixes/remove-command.ts";
import { loginsAlone } from "./oidc-unsupported-command/login-alone.ts";
import { usesOidc } from "../publish/mode.ts";
import { withoutOidc, type WithoutOidc } from "../publish/login-commands.ts";
import { publishedHere } from "../publish/published-here.ts";
import { grantsIdToken } from "../repository/workflow/permissions.ts";
import type { Job, Workflow } from "../repository/workflow/workflow.ts";
import type { Context, Rule } from "../rule.ts";

export const oidcUnsupportedCommand: Rule<"job"> = {
  id: "oidc-unsupported-command",
  stops: "job",
  severities: ["error"],
  summary: "A job without a token runs only npm commands that can use OIDC.",
  about: "job",
  needs: { tool: "known", client: "likely", registry: "likely", idToken: "likely", credential: "likely" },
  *check({ workflow, job, publishes, elsewhere, unsure }, context) {
    const { repository } = context;
    for (const publish of publishes)
      for (const found of withoutOidc(repository, publish)) {
        const edits = found.name === "whoami" ? removeCommand(found.command) : undefined;
        const fix: Fix | undefined = edits && { title: "Remove `npm whoami`", kind: "review", edits };
        yield {
          severity: "error",
          span: found.command.span,
          message: messageOf(found, job.id.value),
          related: [publishedHere(publish.command.span, ", through OIDC")],
          fixes: fix === undefined ? [] : [fix],
        };
      }
    if (publishes.length + elsewhere.length + unsure.length > 0 || !isMeant(workflow, job, context)) return;
    for (const found of loginsAlone(repository, workflow, job))
      yield {
        severity: "error",
        span: found.command.span,
        message: `${doesOf(found)}, and no token reaches it here: it fails, and job "${job.id.value}" with it.`,
      };
  },
};

/** A job that may ask for an OIDC token, or stands next to one that publishes through OIDC. */
function isMeant(workflow: Workflow, job: Job, { publishes }: Context): boolean {
  const block = job.permissions ?? workflow.permissions;
  return (block !== undefined && grantsIdToken(block) === true) || publishes.some(usesOidc);
}

function doesOf({ name }: WithoutOidc): string {
  return name.startsWith("dist-tag")
    ? `\`npm ${name}\` uses OIDC from npm 11.21.0 and 12.2.0 on`
    : `\`npm ${name}\` doesn't use OIDC`;
}

function messageOf(found: WithoutOidc, job: string): string {
  return `${doesOf(found)}, and no token reaches it here: it fails, and job "${job}" ends ${found.before ? "before the package is published" : "with an error"}.`;
}
