import { DiagnosticSeverity, type Diagnostic } from "vscode-languageserver";
import { ruleUrl } from "../product.ts";
import type { RuleFinding } from "../rule.ts";
import { textOf } from "../text.ts";
import type { Client } from "./client.ts";
import { rangeOf } from "./positions.ts";

/** A finding as the client can show it; `uriOf` gives the URI of a path of its repository. */
export function diagnosticOf(finding: RuleFinding, client: Client, uriOf: (path: string) => string): Diagnostic {
  const { id } = finding.rule;
  const related = client.relatedInformation ? (finding.related ?? []) : [];
  return {
    range: rangeOf(finding.span),
    severity: severities[finding.severity],
    code: id,
    ...(client.codeDescription ? { codeDescription: { href: ruleUrl(id) } } : {}),
    source: "trusted-publishing",
    message: withoutSecrets(finding.message, finding),
    ...(related.length === 0
      ? {}
      : {
          relatedInformation: related.map(({ span, message }) => ({
            location: { uri: uriOf(span.file.path), range: rangeOf(span) },
            message: withoutSecrets(message, finding),
          })),
        }),
  };
}

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const;

/** A finding's words with its secrets, should any be in them, left out. */
export function withoutSecrets(words: string, finding: RuleFinding): string {
  const secrets = (finding.redact ?? []).map(textOf).filter((secret) => secret !== "");
  return secrets.reduce((text, secret) => text.replaceAll(secret, "…"), words);
}
