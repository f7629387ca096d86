import { actionWords } from "../data/actions/words.ts";
import { isGranted } from "../publish/id-token-use.ts";
import { actionName, type Step } from "../repository/workflow/workflow.ts";
import type { Rule } from "../rule.ts";
import type { Span } from "../text.ts";

export const releaseCache: Rule<"job"> = {
  id: "release-cache",
  severities: ["info"],
  pedantic: true,
  summary: "A job that can publish restores no cache.",
  about: "job",
  needs: { registry: "known", idToken: "known" },
  *check({ job, publishes }) {
    if (!isGranted(publishes)) return;
    for (const span of job.steps.flatMap((step) => cacheOf(step) ?? []))
      yield {
        severity: "info",
        span,
        message: `Job "${job.id.value}" can publish, and takes files from a cache that earlier runs wrote: whoever ran code in one of those could have changed them.`,
      };
  },
};

/** Where a step asks for a cache: the input that names it, or the action that is there for it. */
function cacheOf({ uses, with: { texts } }: Step): Span | undefined {
  if (uses === undefined) return undefined;
  if (texts.get("lookup-only")?.value === "true") return undefined;
  if (actionWords.restoresCache.test(actionName(uses))) return uses.span;
  const input = texts.get("cache");
  return input === undefined || /^(?:false|)$|\$\{\{/.test(input.value.trim()) ? undefined : input.span;
}
