import { code, phrase, type Phrase } from "../editor/words.ts";
import { startedWorkflow } from "../publish/auth/call-path.ts";
import { foreignRunner } from "../publish/job/own-machine.ts";
import type { Publish } from "../publish/publish.ts";
import { lacksOf } from "../publish/tool/oidc.ts";
import { isRefused } from "../trust/proof.ts";

/**
 * Why a publish can't go through OIDC, whatever else is changed in its job; undefined where nothing known stands in the way. An old
 * version isn't such a reason: a newer one can be installed.
 */
export function withoutOidc(publish: Publish): Phrase | undefined {
  const { command, scope, tool } = publish;
  const lacks = lacksOf(publish);
  if (lacks?.kind === "never")
    return phrase(`${code(tool.name)} can't publish through OIDC; ${lacks.instead}`, command.span);
  const runner = foreignRunner(scope);
  if (runner !== undefined)
    return phrase(`the job runs on ${code(runner.value)}, and npm trusts only runners of GitHub`, runner.span);
  const triggers = startedWorkflow(publish).triggers ?? [];
  const [trigger] = triggers;
  if (trigger !== undefined && triggers.every(({ value }) => isRefused(value)))
    return phrase(`${code(trigger.value)} starts it, for which npm trusts no workflow`, trigger.span);
  return undefined;
}
