import type { RuleFinding } from "../../server/src/rule.ts";
import { lineStart, textOf, type Span } from "../../server/src/text.ts";
import type { Trial } from "./trial.ts";

/**
 * Everything that lint says of a trial, as lines of text: where (from 1; a BOM and the line endings don't count),
 * what is quoted there, the message, related places and the fixes' titles.
 */
export function portrait(trial: Trial): readonly string[] {
  return trial.linted.findings.flatMap((finding) => [
    `${placed(finding.span)} ${finding.severity} ${finding.rule.id}: ${finding.message}`,
    ...(finding.related ?? []).map(({ span, message }) => `  ${placed(span)} ${message}`),
    ...(finding.redact ?? []).map((span) => `  ${placed(span)} is secret`),
    ...(finding.fixes ?? []).map(({ title, kind }) => `  fix "${title}" (${kind})`),
  ]);
}

/** The portrait with the fixes' edits, which depend on the line endings. */
export function fullPortrait(trial: Trial): readonly string[] {
  return [...portrait(trial), ...trial.linted.findings.flatMap(editsOf)];
}

function editsOf(finding: RuleFinding): readonly string[] {
  return (finding.fixes ?? []).flatMap(({ title, edits }) =>
    edits.map(({ span, text }) => `${title}: ${placed(span)} becomes ${JSON.stringify(text)}`),
  );
}

/** Such as `package.json:3:11 "left-pad"`. */
export function placed(span: Span): string {
  const { file, start } = span;
  const from = lineStart(file.text, start);
  const line = file.text.slice(0, from).split("\n").length;
  const bom = line === 1 && file.text.startsWith("\uFEFF") ? 1 : 0;
  return `${file.path}:${line}:${start - from + 1 - bom} ${JSON.stringify(textOf(span))}`;
}

/** A finding in one line. */
export function told(finding: RuleFinding): string {
  return `${placed(finding.span)} ${finding.severity} ${finding.rule.id}: ${finding.message}`;
}
