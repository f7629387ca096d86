import { inMessage, type Fix } from "../finding.ts";
import { startedWorkflow } from "../publish/auth/call-path.ts";
import { located } from "../publish/fact.ts";
import type { Publish } from "../publish/publish.ts";
import { publishedHere } from "../publish/published-here.ts";
import { triggersOf, type Trigger } from "../publish/triggers.ts";
import { publishersPath, type DeclaredEnvironment } from "../repository/settings/publishers.ts";
import { refFiltersOf } from "../repository/workflow/ref-filters.ts";
import type { Rule } from "../rule.ts";
import { lineEnding, lineStart } from "../text.ts";
import { mayDeploy } from "../trust/deployable.ts";
import { environmentNamed, letsIn } from "../trust/deployment.ts";
import { surroundingsOf, type Surroundings } from "../trust/surroundings.ts";

export const refNotDeployable: Rule<"publish"> = {
  id: "ref-not-deployable",
  stops: "start",
  severities: ["warning"],
  summary: "The branches and tags that start a release may deploy to its environment.",
  about: "publish",
  needs: { registry: "likely", environment: "likely" },
  *check(publish, { repository }) {
    const environment = located(publish.environment);
    const surroundings = environment === undefined || environment.value === "" ? undefined : surroundingsOf(repository);
    const rules = environment && surroundings && environmentNamed(surroundings.record, environment.value);
    const triggers = triggersOf(publish) ?? [];
    if (rules === undefined || surroundings === undefined || environment === undefined || triggers.length === 0) return;
    const kept = triggers.filter((trigger) => !lets(publish, trigger, rules, surroundings));
    const all = kept.length === triggers.length;
    for (const trigger of all ? kept.slice(0, 1) : kept.filter(({ reaches }) => reaches === "yes"))
      yield {
        severity: "warning",
        span: all ? environment.span : trigger.span,
        message: messageOf(publish, all ? kept : [trigger], rules),
        related: [
          { span: rules.name.span, message: "These are its declared rules." },
          ...(all ? [] : [publishedHere(publish.command.span)]),
        ],
        fixes: fixesOf(publish, trigger, rules),
      };
  },
};

function lets(publish: Publish, trigger: Trigger, rules: DeclaredEnvironment, surroundings: Surroundings): boolean {
  const { starts, value } = trigger;
  // After the conditions on the way.
  if (starts.every(({ ref, complete }) => complete && ref !== undefined))
    return starts.some(({ ref = "" }) => letsIn(rules, ref) !== "no");
  const kinds = starts.map(({ ref }) => ref);
  const only = (kind: string): boolean => kinds.every((ref) => ref?.startsWith(kind) === true);
  const narrowed = only("refs/tags/") ? "tags" : only("refs/heads/") ? "heads" : undefined;
  return mayDeploy(publish, value, rules, surroundings, narrowed);
}

function messageOf(
  { job }: Publish,
  triggers: readonly Trigger[],
  { name, refs = [], protectedBranches }: DeclaredEnvironment,
): string {
  const rules = [
    ...refs.slice(0, 3).map(({ value }) => `\`${inMessage(value)}\``),
    ...(refs.length > 3 ? [`${refs.length - 3} more`] : []),
    ...(protectedBranches ? ["protected branches"] : []),
  ];
  const [last = "", ...others] = triggers.map(({ value }) => `\`${inMessage(value)}\``).toReversed();
  const list = others.length === 0 ? last : `${others.toReversed().join(", ")} or ${last}`;
  const merged = triggers.some(
    ({ value, starts }) => value === "pull_request" && starts.every(({ action }) => action === "closed"),
  );
  const why = merged
    ? "GitHub checks a pull request as `refs/pull/N/merge`, after the merge as well"
    : `no run that ${list} starts has such a ref`;
  return `\`${publishersPath}\` says environment "${inMessage(name.value)}" lets only ${rules.join(", ")} deploy, and ${why}: GitHub stops job "${inMessage(job.id.value)}" before it starts.`;
}

/** One more rule, for the refs of the trigger. */
function fixesOf(publish: Publish, { value: event }: Trigger, { refs }: DeclaredEnvironment): readonly Fix[] {
  const last = refs?.at(-1);
  const rule = ruleFor(publish, event);
  if (last === undefined || rule === undefined) return [];
  const { file, start, end } = last.node.span;
  const before = file.text.slice(lineStart(file.text, start), start);
  const gap = /^[ \t]+$/.test(before) ? lineEnding(file.text) + before : " ";
  return [
    {
      title: `Add \`${inMessage(rule)}\` to the declared rules (add it to the environment on GitHub first)`,
      kind: "manual",
      edits: [{ span: { file, start: end, end }, text: `,${gap}${JSON.stringify(rule)}` }],
    },
  ];
}

function ruleFor(publish: Publish, event: string): string | undefined {
  if (event === "pull_request") return "refs/pull/*/merge";
  if (event === "release") return "refs/tags/*";
  if (event !== "push") return undefined;
  const { branches, tags } = refFiltersOf(startedWorkflow(publish), event);
  const [filter, prefix] = branches === undefined ? [tags, "refs/tags/"] : [branches, "refs/heads/"];
  const [only, ...others] = filter?.patterns ?? [];
  // A pattern that means the same in both languages.
  return only === undefined || others.length > 0 || /[?+[\]!\\]|\*\*/.test(only) ? undefined : prefix + only;
}
