import type { Fix } from "../finding.ts";
import { textOf } from "../text.ts";
import type { Rule } from "../rule.ts";
import {
  emptyExpressions,
  idleActions,
  type EmptyExpression,
  type IdleAction,
} from "./publishes-nothing/idle-steps.ts";

export const publishesNothing: Rule<"job"> = {
  id: "publishes-nothing",
  stops: "job",
  severities: ["warning"],
  summary: "A publish step actually publishes something.",
  about: "job",
  needs: {},
  *check(subject, context) {
    for (const idle of idleActions(subject, context)) {
      const { edits, to = "", span = idle.uses } = idle.renamed ?? {};
      yield {
        severity: "warning",
        span,
        message: messageOf(idle),
        fixes: edits === undefined ? [] : [{ title: `Rename it to \`${to}\``, kind: "review", edits }],
      };
    }
    for (const empty of emptyExpressions(subject, context.repository))
      yield { severity: "warning", span: empty.span, message: reasonOf(empty), fixes: fixesOf(empty) };
  },
};

/** A misspelt name in the words as they are written. */
function fixesOf({ missing, span }: EmptyExpression): readonly Fix[] {
  const misspelt = "github.event.input.";
  const at = missing === "event input" ? textOf(span).indexOf(misspelt) : -1;
  if (at < 0) return [];
  const end = span.start + at + misspelt.length - 1;
  return [
    {
      title: "Write `github.event.inputs`",
      kind: "review",
      edits: [{ span: { ...span, start: end, end }, text: "s" }],
    },
  ];
}

function messageOf({ job, action, renamed }: IdleAction): string {
  return renamed === undefined
    ? `${action} is given no command to publish, and no other step of this repository publishes: job "${job.id.value}" only keeps the version pull request up to date.`
    : `This version of ${action} has no input \`${renamed.from}\`: it takes the command from \`${renamed.to}\`, and publishes nothing without.`;
}

function reasonOf({ missing, name, source, job }: EmptyExpression): string {
  if (missing === "context")
    return `GitHub has no context \`${name}\` and refuses the whole workflow: nothing is published.`;
  if (missing === "event input")
    return `The inputs of a run are \`github.event.inputs\`: \`${source}\` is always empty, so npm gets nothing to publish.`;
  const reason =
    missing === "step"
      ? `Job "${job.id.value}" has no step with the id \`${name}\``
      : `Job "${job.id.value}" doesn't name \`${name}\` under \`needs\``;
  return `${reason}: \`${source}\` is always empty, so npm gets nothing to publish.`;
}
