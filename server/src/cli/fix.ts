import type { FixKind } from "../finding.ts";
import { fixAll } from "../lint/fix.ts";
import type { Config } from "../lint/present.ts";
import type { RepositoryInput } from "../repository/input.ts";
import type { RuleFinding } from "../rule.ts";
import { replaceFile } from "./write.ts";

/** A finding that is gone. */
export interface Fixed {
  readonly finding: RuleFinding;
  /** The title of the fix that did it, else the finding's message. */
  readonly what: string;
}

export interface Written {
  /** The files that a fix couldn't be written to. */
  readonly skipped: readonly { readonly path: string; readonly why: string }[];
  /** Of the findings in `before`, those that aren't in `after`. */
  fixed(before: readonly RuleFinding[], after: readonly RuleFinding[]): readonly Fixed[];
}

/** Writes what the fixes of these kinds make of the repository's files, for the findings that count. */
export async function fixFiles(
  root: string,
  input: RepositoryInput,
  config: Config,
  kinds: readonly FixKind[],
  counts: (finding: RuleFinding) => boolean,
): Promise<Written> {
  const titles = new Map<string, string>();
  const changed = fixAll(input, config, (fix, finding) => {
    const accepted = kinds.includes(fix.kind) && counts(finding);
    if (accepted) titles.set(keyOf(finding), fix.title);
    return accepted;
  });
  const skipped: { path: string; why: string }[] = [];
  for (const [path, { text }] of changed) {
    const read = input.reader.file(path);
    if (typeof read !== "object" || read.text === text) continue;
    const why = await replaceFile(root, read, text);
    if (why !== undefined) skipped.push({ path, why });
  }
  return {
    skipped,
    fixed: (before, after) =>
      goneFrom(before, after).map((finding) => ({ finding, what: titles.get(keyOf(finding)) ?? finding.message })),
  };
}

/** A finding whose words changed, because something next to it was fixed, isn't gone. */
function goneFrom(before: readonly RuleFinding[], after: readonly RuleFinding[]): readonly RuleFinding[] {
  const [changed, fresh] = [without(before, after, keyOf), without(after, before, keyOf)];
  return without(changed, fresh, placeOf);
}

/** The findings but those that have a counterpart of the same key, one for one. */
function without(
  findings: readonly RuleFinding[],
  others: readonly RuleFinding[],
  key: (finding: RuleFinding) => string,
): readonly RuleFinding[] {
  const left = new Map<string, number>();
  for (const other of others) left.set(key(other), (left.get(key(other)) ?? 0) + 1);
  return findings.filter((finding) => {
    const count = left.get(key(finding)) ?? 0;
    if (count > 0) left.set(key(finding), count - 1);
    return count === 0;
  });
}

function keyOf(finding: RuleFinding): string {
  return `${placeOf(finding)} ${finding.message}`;
}

function placeOf({ rule, span }: RuleFinding): string {
  return `${rule.id} ${span.file.path}`;
}
