import { describe } from "../../server/src/editor/describe.ts";
import { repositoryOf } from "../../server/src/repository/repository.ts";
import { placed } from "../pages/portrait.ts";
import type { Trial } from "../pages/trial.ts";

/** All that lint says of an example, as one line of JSON. */
export function lineOf(name: string, trial: Pick<Trial, "input" | "linted" | "findings">): string {
  const { findings, understood, failures, secrets } = trial.linted;
  return JSON.stringify({
    name,
    findings: findings.map((finding) => ({
      rule: finding.rule.id,
      severity: finding.severity,
      at: placed(finding.span),
      message: finding.message,
      related: (finding.related ?? []).map(({ span, message }) => [placed(span), message]),
      redact: (finding.redact ?? []).map(placed),
      fixes: (finding.fixes ?? []).map(({ title, kind, edits }) => ({
        title,
        kind,
        edits: edits.map(({ span, text }) => [placed(span), text]),
      })),
    })),
    shown: trial.findings.map(({ rule, severity }) => `${rule.id} ${severity}`),
    understood: {
      workflows: understood.workflows,
      publishes: understood.publishes,
      unknown: understood.unknown.map(({ span, why }) => [placed(span), why]),
      unread: understood.unread.map(({ path, why }) => [path, why]),
    },
    failures,
    secrets,
    described: describe(repositoryOf(trial.input)).map((each) => ({
      ...each,
      spans: each.spans.map(placed),
      lines: each.lines.map(({ label, phrases }) => [
        label,
        phrases.map(({ text, span, known }) => [text, placed(span), known]),
      ]),
    })),
  });
}
