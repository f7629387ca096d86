import type { Fix } from "../finding.ts";
import { withFiles, type RepositoryInput } from "../repository/input.ts";
import type { RuleFinding, Rule } from "../rule.ts";
import { rules } from "../rules/index.ts";
import { type Span, sameSpan, type Edit, applyEdits, type SourceFile } from "../text.ts";
import { present, type Config } from "./present.ts";
import { lint } from "./run.ts";

/**
 * The files that change when every accepted fix is applied, and those of what it brings to light, to the end.
 * Identical edits merge; of overlapping fixes the first wins, and lint runs again.
 */
export function fixAll(
  input: RepositoryInput,
  config: Config,
  accept: (fix: Fix, finding: RuleFinding) => boolean,
  ruleSet: readonly Rule[] = rules,
): ReadonlyMap<string, SourceFile> {
  const changed = new Map<string, SourceFile>();
  let current = input;
  // Each round removes a finding for good; the bound only guards against a fix that doesn't.
  for (let round = 0; round < 50; round++) {
    const edits = compatible(present(lint(current, ruleSet).findings, config), accept);
    if (edits.length === 0) break;
    for (const [file, text] of applyToFiles(edits)) changed.set(file.path, { path: file.path, text });
    current = { ...input, reader: withFiles(input.reader, new Map(changed)) };
  }
  return changed;
}

/** The new text of each file that the edits touch; a file whose edits overlap is left out. */
export function applyToFiles(edits: readonly Edit[]): ReadonlyMap<SourceFile, string> {
  const byFile = new Map<SourceFile, Edit[]>();
  for (const edit of edits) byFile.set(edit.span.file, [...(byFile.get(edit.span.file) ?? []), edit]);
  const texts = new Map<SourceFile, string>();
  for (const [file, own] of byFile) {
    const text = applyEdits(file.text, own);
    if (text !== undefined) texts.set(file, text);
  }
  return texts;
}

/** The edits of the first accepted fix of each finding, without those that meet an earlier one. */
function compatible(
  findings: readonly RuleFinding[],
  accept: (fix: Fix, finding: RuleFinding) => boolean,
): readonly Edit[] {
  const taken: Edit[] = [];
  for (const finding of findings) {
    const fix = finding.fixes?.find((candidate) => accept(candidate, finding));
    if (fix === undefined) continue;
    const fresh = fix.edits.filter((edit) => !taken.some((other) => sameEdit(edit, other)));
    if (fresh.some((edit) => taken.some((other) => meets(edit.span, other.span)))) continue;
    taken.push(...fresh);
  }
  return taken;
}

function sameEdit(a: Edit, b: Edit): boolean {
  return a.text === b.text && sameSpan(a.span, b.span);
}

/** Two insertions at one place meet as well: their order would be an accident. */
function meets(a: Span, b: Span): boolean {
  return a.file === b.file && a.start <= b.end && b.start <= a.end;
}
