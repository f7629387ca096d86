import type { FixKind, Severity } from "../../server/src/finding.ts";
import { judge } from "../../server/src/lint/judge.ts";
import { lowered } from "../../server/src/lint/likely.ts";
import { unique } from "../../server/src/lint/order.ts";
import { publishesOf } from "../../server/src/publish/find/publishes.ts";
import type { Found } from "../../server/src/publish/publish.ts";
import { repositoryOf, type Repository } from "../../server/src/repository/repository.ts";
import type { Rule, RuleFinding } from "../../server/src/rule.ts";
import { memo } from "../../server/src/text.ts";
import { placed } from "../pages/portrait.ts";
import type { Trial } from "../pages/trial.ts";

/** The repository of a trial, and what publishes in it. */
export const sceneOf = memo(({ input }: Trial): { readonly repository: Repository; readonly found: Found } => {
  const repository = repositoryOf(input);
  return { repository, found: publishesOf(repository) };
});

/** What a user would see of one finding, by default. */
export interface Shown {
  readonly finding: RuleFinding;
  readonly severity: Severity;
}

/** What a rule says of these publishes, by its place. */
export function shownBy(rule: Rule, repository: Repository, found: Found): ReadonlyMap<string, Shown> {
  const findings = unique(judge(repository, found, [rule], (_, run) => run()));
  return new Map(
    findings.flatMap((finding): readonly (readonly [string, Shown])[] => {
      const severity = finding.unless === undefined ? finding.severity : lowered(finding.severity, finding);
      return severity === undefined ? [] : [[placed(finding.span), { finding, severity }]];
    }),
  );
}

/** How grave a finding is: 3 for none. */
export function gravityOf(shown: Shown | undefined): number {
  return shown === undefined ? 3 : severities.indexOf(shown.severity);
}

const severities: readonly Severity[] = ["error", "warning", "info"];

/** The fixes that are safer than those of another finding: by their titles, of which a new one counts as manual before. */
export function saferFixes(before: Shown | undefined, after: Shown | undefined): readonly string[] {
  const kinds = new Map(before?.finding.fixes?.map(({ title, kind }) => [title, kind]));
  const fixes = after?.finding.fixes ?? [];
  return fixes.flatMap(({ title, kind }) =>
    risks.indexOf(kind) < risks.indexOf(kinds.get(title) ?? "manual") ? [title] : [],
  );
}

const risks: readonly FixKind[] = ["safe", "review", "manual"];
