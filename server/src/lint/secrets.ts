import type { FileState } from "../repository/input.ts";
import { secretsIn } from "../repository/settings/secrets.ts";
import type { RuleFinding } from "../rule.ts";
import { memo, textOf } from "../text.ts";

/** A text with every secret in it replaced by `•••`; `secrets` are in order, the longest first. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const { length, byBeginning } = indexed(secrets);
  if (length === 0) return text;
  let shown = "";
  let from = 0;
  for (let at = 0; at + length <= text.length; at++) {
    const found = byBeginning.get(text.slice(at, at + length))?.find((secret) => text.startsWith(secret, at));
    if (found === undefined) continue;
    shown += `${text.slice(from, at)}•••`;
    from = at + found.length;
    at = from - 1;
  }
  return shown + text.slice(from);
}

/** Secrets by their first characters, as many as the shortest has: a text with many of them is gone through once. */
const indexed = memo((secrets: readonly string[]) => {
  const length = Math.min(8, secrets.at(-1)?.length ?? 0);
  const byBeginning = new Map<string, string[]>();
  for (const secret of secrets) {
    const beginning = secret.slice(0, length);
    const same = byBeginning.get(beginning);
    if (same === undefined) byBeginning.set(beginning, [secret]);
    else same.push(secret);
  }
  return { length, byBeginning };
});

/** The secrets in files, the longest first. */
export function secretsOf(files: readonly FileState[]): readonly string[] {
  const found = files.flatMap((file) => (typeof file === "object" ? secretsIn(file) : []));
  return [...new Set(found.map(({ span }) => textOf(span)))].toSorted((a, b) => b.length - a.length);
}

/** No word of a finding shows a secret; a fix whose edits would write one is left out, as no adapter could show it. */
export function hidden(finding: RuleFinding, hide: (text: string) => string): RuleFinding {
  const { message, related, fixes } = finding;
  return {
    ...finding,
    message: hide(message),
    ...(related && { related: related.map((place) => ({ ...place, message: hide(place.message) })) }),
    ...(fixes && {
      fixes: fixes
        .filter(({ edits }) => edits.every(({ text }) => hide(text) === text))
        .map((fix) => ({ ...fix, title: hide(fix.title) })),
    }),
  };
}
