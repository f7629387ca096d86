import type { RuleFinding } from "../rule.ts";

/** The findings without those about files of which a finding says that nobody can read them: what they say is a guess. */
export function withoutGuesses(findings: readonly RuleFinding[]): readonly RuleFinding[] {
  const files = new Set(findings.flatMap(({ rule, span }) => (rule.alone === true ? [span.file] : [])));
  if (files.size === 0) return findings;
  return findings.filter(({ rule, span, publishes }) => {
    const guessed = publishes.length > 0 && publishes.every(({ workflow }) => files.has(workflow.file));
    return rule.alone === true || !(guessed || files.has(span.file));
  });
}
