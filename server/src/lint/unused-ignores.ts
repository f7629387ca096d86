import { doubtsIn } from "../publish/change-facts.ts";
import type { Found } from "../publish/publish.ts";
import { understoodOf } from "../publish/understood.ts";
import type { Repository } from "../repository/repository.ts";
import { workflowPaths } from "../repository/workflow/workflows.ts";
import type { Ignore, Rule, RuleFinding } from "../rule.ts";
import { rules } from "../rules/index.ts";
import { ignoresIn } from "./ignore.ts";

/**
 * The ids in ignore comments of the workflows that silence none of these findings. While anything is in doubt, a finding may be
 * missing for which a comment is there: then only those that name no rule.
 */
export function unusedIgnores(
  repository: Repository,
  found: Found,
  ruleSet: readonly Rule[],
  findings: readonly RuleFinding[],
): readonly Ignore[] {
  const all = workflowPaths(repository).flatMap((path) => {
    const file = repository.file(path);
    return typeof file === "string" ? [] : ignoresIn(file);
  });
  if (all.length === 0) return [];
  const last = new Set(ruleSet.filter((rule) => rule.last === true).map(({ id }) => id));
  const ids = new Set([...rules, ...ruleSet].map(({ id }) => id));
  const clear =
    found.publishes.every((publish) => doubtsIn(publish).length === 0) && understoodOf(repository).unread.length === 0;
  return all.flatMap(({ covers, ...ignore }) => {
    const isRule = ids.has(ignore.id);
    if (last.has(ignore.id) || (isRule && !clear)) return [];
    const silences = findings.some(({ rule, span }) => rule.id === ignore.id && covers(span));
    return silences ? [] : [{ ...ignore, isRule }];
  });
}
