import { mentioned } from "../../repository/command/own-words.ts";
import type { Span } from "../../text.ts";
import type { Job, Step } from "../../repository/workflow/workflow.ts";
import { isTokenName } from "./evidence.ts";

/** Whether a script of a job takes an npm token: `npm config set` with a secret, say. */
export function holdsScriptToken({ steps }: Job): boolean {
  return steps.some((step) => scriptTokens(step).length > 0);
}

/** The secrets in a step's script that are called as npm's tokens are, each with the word it is in. */
export function scriptTokens({ run }: Step): readonly { readonly secret: string; readonly span: Span }[] {
  if (run === undefined) return [];
  return mentioned(run).flatMap(({ text, span }) =>
    (text.match(/\bsecrets\.\w+/g) ?? []).filter(isTokenName).map((secret) => ({ secret, span })),
  );
}
