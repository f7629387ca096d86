import { mentioned } from "../../repository/command/own-words.ts";
import type { Job, Step } from "../../repository/workflow/workflow.ts";
import { isTokenName } from "./evidence.ts";

/** Whether a script of a job takes an npm token: `npm config set` with a secret, say. */
export function holdsScriptToken({ steps }: Job): boolean {
  return steps.some(scriptToken);
}

/** Whether a step's script takes a secret that is called as npm's tokens are. */
export function scriptToken({ run }: Step): boolean {
  if (run === undefined) return false;
  return mentioned(run).some(({ text }) => (text.match(/\bsecrets\.\w+/g) ?? []).some((secret) => isTokenName(secret)));
}
