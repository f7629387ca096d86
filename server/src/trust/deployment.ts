import { deploymentPattern, takesRef, type RefPattern } from "../glob/ref-pattern.ts";
import type { DeclaredEnvironment, Publishers } from "../repository/settings/publishers.ts";
import type { Run } from "../repository/workflow/run.ts";
import { memo } from "../text.ts";
import { isMerged } from "./token.ts";

/** A pattern of an environment's rules, and the kind of refs that it is for: `heads`, `tags` or `pull`. */
export interface DeploymentRule {
  /** As written. */
  readonly text: string;
  /** Undefined for a pattern without a prefix: it may be a rule for branches or one for tags. */
  readonly kind: string | undefined;
  readonly name: string;
  readonly pattern: RefPattern | undefined;
}

/** The declared rules of an environment; GitHub ignores the case of its name. Undefined where none are declared, or not all were understood. */
export function environmentNamed(record: Publishers | undefined, name: string): DeclaredEnvironment | undefined {
  const found = record?.environments.find((each) => each.name.value.toLowerCase() === name.toLowerCase());
  return found?.complete === true && hasRules(found) ? found : undefined;
}

function hasRules({ refs, protectedBranches }: DeclaredEnvironment): boolean {
  // Whether an empty list means that nothing may deploy, or anything, isn't known.
  return protectedBranches || (refs !== undefined && refs.length > 0);
}

export const rulesOf = memo(({ refs }: DeclaredEnvironment): readonly DeploymentRule[] =>
  (refs ?? []).map(({ value }) => {
    const [, kind, name = value] = /^refs\/(heads|tags|pull)\/(.*)$/.exec(value) ?? [];
    return { text: value, kind, name, pattern: deploymentPattern(name) };
  }),
);

/** Whether a rule may be one for this kind of refs: without a prefix it may be either, but nobody has a tag with the name of the main branch. */
export function isFor({ kind, name }: DeploymentRule, wanted: string): boolean {
  return (
    kind === wanted || (kind === undefined && !(wanted === "tags" && /^(?:main|master|trunk|develop)$/.test(name)))
  );
}

/** The ref about which GitHub asks the rules: a pull request's merge ref, whatever its run says (docs/facts/github.md#environments). */
export function deployedRef(run: Run): string {
  return isMerged(run) ? `refs/pull/${/^\d+$/.exec(run.number ?? "")?.[0] ?? "1"}/merge` : run.ref;
}

/** Whether the rules let a ref deploy; `unknown` where only protected branches may and nothing says whether it is one. */
export function letsIn(environment: DeclaredEnvironment, ref: string, isProtected?: boolean): "yes" | "no" | "unknown" {
  const [, kind, name] = /^refs\/([^/]+)\/(.*)$/.exec(ref) ?? [];
  if (name === undefined) return "unknown";
  for (const rule of rulesOf(environment)) {
    if (rule.pattern === undefined) return "unknown";
    // Without a prefix a rule for branches could be meant that takes merge refs: `refs/pull/*/merge` is such a rule.
    if ((rule.kind ?? kind) === kind && takesRef(rule.pattern, name)) return "yes";
  }
  if (!environment.protectedBranches || kind === "tags" || kind === "pull") return "no";
  return isProtected === undefined ? "unknown" : isProtected ? "yes" : "no";
}
