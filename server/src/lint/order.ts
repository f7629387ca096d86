import type { Severity } from "../finding.ts";
import type { Publish } from "../publish/publish.ts";
import type { RuleFinding } from "../rule.ts";
import type { SourceFile } from "../text.ts";

/** Several publishes may lead to the same finding: it is reported once, at its gravest. */
export function unique(findings: readonly RuleFinding[]): readonly RuleFinding[] {
  const bySpan = new Map<SourceFile, Map<string, Same>>();
  for (const finding of findings) {
    const own = bySpan.get(finding.span.file) ?? new Map<string, Same>();
    bySpan.set(finding.span.file, own);
    const key = `${finding.span.start}:${finding.span.end}:${finding.rule.id}`;
    const known = own.get(key);
    const graver = known === undefined || gravityOf(finding) < gravityOf(known.finding);
    const publishes = known?.publishes ?? new Set();
    for (const publish of finding.publishes) publishes.add(publish);
    own.set(key, { finding: graver ? finding : known.finding, publishes });
  }
  return [...bySpan.values()].flatMap((own) =>
    Array.from(own.values(), ({ finding, publishes }) => ({ ...finding, publishes: [...publishes] })),
  );
}

/** Findings of one rule at one place: the gravest, and what all are about. */
interface Same {
  readonly finding: RuleFinding;
  readonly publishes: Set<Publish>;
}

/** What is only likely counts as one level lower. */
function gravityOf({ severity, unless, repaired }: RuleFinding): number {
  return gravity[severity] + (unless === undefined ? 0 : repaired === true && severity === "error" ? 2 : 1);
}

const gravity: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

export function inOrder(findings: readonly RuleFinding[]): readonly RuleFinding[] {
  return findings.toSorted(
    (a, b) =>
      compare(a.span.file.path, b.span.file.path) ||
      a.span.start - b.span.start ||
      a.span.end - b.span.end ||
      compare(a.rule.id, b.rule.id),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
