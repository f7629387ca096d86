import type { FileState } from "../repository/input.ts";
import { secretsIn } from "../repository/settings/secrets.ts";
import type { RuleFinding } from "../rule.ts";
import { textOf } from "../text.ts";

/** A text with every secret in it replaced by `•••`; `secrets` are in order, the longest first. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((shown, secret) => shown.replaceAll(secret, "•••"), text);
}

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
