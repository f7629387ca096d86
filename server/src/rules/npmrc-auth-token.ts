import { removeLine } from "../edit/line.ts";
import type { Fix, Related } from "../finding.ts";
import { isGiven } from "../fixes/token-places.ts";
import type { Credential } from "../publish/auth/credential.ts";
import { exchangeOf } from "../publish/exchange.ts";
import { located } from "../publish/fact.ts";
import { usesOidc } from "../publish/mode.ts";
import { emptyBlocksPublish, ifEmpty, ifRefused } from "../publish/outcome/outcome.ts";
import type { Publish } from "../publish/publish.ts";
import { publishedHere } from "../publish/published-here.ts";
import type { Repository } from "../repository/repository.ts";
import { holdsSecret } from "../repository/settings/secrets.ts";
import type { Rule } from "../rule.ts";
import type { Span } from "../text.ts";

export const npmrcAuthToken: Rule<"publish"> = {
  id: "npmrc-auth-token",
  stops: "exchange",
  severities: ["error", "warning", "info"],
  summary: "A publish through OIDC finds no token in the project's `.npmrc`.",
  about: "publish",
  needs: { client: "likely", registry: "likely", idToken: "likely", credential: "likely", provenance: "likely" },
  *check(publish, { repository }) {
    const sent = located(publish.credential);
    if (!usesOidc(publish) || sent === undefined) return;
    const { value, span } = sent;
    if (value.via?.level !== "project" || publish.npm === undefined || exchangeOf(publish) !== "yes") return;
    // A token that is written out is literal-token's.
    const message = holdsSecret(span) ? undefined : messageOf(publish, value);
    if (message === undefined) return;
    yield {
      severity: emptyBlocksPublish(publish) === true ? "error" : value.kind === "placeholder" ? "info" : "warning",
      span: value.via.span,
      message,
      related: relatedTo(publish, value.via.span, value, span),
      fixes: value.via.by === "commit" ? [fixOf(repository, value, value.via.span)] : [],
    };
  },
};

/** Undefined where the token does nothing, or is another rule's: one that a step writes, or that is there in full. */
function messageOf(publish: Publish, { kind, via, variable }: Credential): string | undefined {
  const where = `job "${publish.job.id.value}"`;
  if (kind === "none") {
    const consequence = ifEmpty(publish);
    const empty = variable === undefined ? "The token" : `\`\${${variable}}\``;
    return consequence && `${empty} is empty in ${where}. ${consequence}`;
  }
  if (via?.by !== "commit" || variable === undefined) return undefined;
  // In the line's place, setup-node's file would send a placeholder as well.
  if (kind === "placeholder" && publish.job.steps.some((step) => step.with.texts.has("registry-url"))) return undefined;
  const sent = `\`\${${variable}}\``;
  return kind === "token"
    ? `npm publishes through OIDC here and falls back to ${sent} only if that is refused. ${ifRefused("A bad token")}`
    : `npm publishes through OIDC here and, if that is refused, sends a placeholder: ${where} doesn't set ${sent}. ${ifRefused("That")}`;
}

function relatedTo(publish: Publish, line: Span, { kind, variable }: Credential, given: Span): readonly Related[] {
  const { span } = publish.command;
  const published = publishedHere(span);
  if (variable === undefined || kind === "placeholder" || given.file === line.file || given === span)
    return [published];
  return [published, { span: given, message: `${variable} is set here.` }];
}

/** Where no workflow gives the variable a value, no step can miss the line. */
function fixOf(repository: Repository, { kind, variable }: Credential, line: Span): Fix {
  const edits = removeLine(line);
  if (kind === "none" && (variable === undefined || !isGiven(repository, variable)))
    return { title: "Remove the line", kind: "review", edits };
  return {
    title: "Remove the line (check the trusted publisher first, and that no install needs it)",
    kind: "manual",
    edits,
  };
}
