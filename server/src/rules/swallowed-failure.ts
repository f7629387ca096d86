import type { Publish } from "../publish/publish.ts";
import { isInScript, mentioned, mentions, runs } from "../repository/command/own-words.ts";
import type { Text } from "../repository/value.ts";
import { speaksOf } from "../repository/workflow/written.ts";
import type { Rule } from "../rule.ts";
import type { Span } from "../text.ts";

export const swallowedFailure: Rule<"publish"> = {
  id: "swallowed-failure",
  severities: ["warning"],
  summary: "A failed publish fails its job.",
  about: "publish",
  needs: { registry: "likely" },
  *check(publish) {
    const swallow = swallowOf(publish);
    if (swallow === undefined) return;
    yield { severity: "warning", span: swallow.span, message: messageOf(publish, swallow.kind) };
  },
};

function messageOf({ job, tool }: Publish, kind: "or" | "pipe" | "step"): string {
  const end = `job "${job.id.value}" succeeds even though nothing was published.`;
  if (kind === "or") return `The command after \`||\` hides ${tool.name}'s failure: ${end}`;
  if (kind === "step") return `\`continue-on-error\` hides that the publish failed: ${end}`;
  return `A pipe ends as its last command does, unless \`pipefail\` is set: where ${tool.name} fails, ${end}`;
}

interface Swallow {
  readonly kind: "or" | "pipe" | "step";
  /** What swallows it. */
  readonly span: Span;
}

/**
 * What lets a job end well although its publish failed; undefined where nothing does, or where something later may look
 * at how the publish ended: its outcome, its log, the registry, or another try.
 */
function swallowOf({ job, step, command, workflow }: Publish): Swallow | undefined {
  const { hiddenBy } = command;
  const tolerated = step.block.entries.find(({ key }) => key.value === "continue-on-error");
  const always = tolerated?.value?.kind === "scalar" && tolerated.value.value === true;
  const swallow: Swallow | undefined =
    hiddenBy ?? (always && tolerated !== undefined ? { kind: "step", span: tolerated.key.span } : undefined);
  if (swallow === undefined) return undefined;
  const place = job.steps.indexOf(step);
  const [between, after] = wordsBehind(step.run, command.span, hiddenBy?.span);
  const later = job.steps.slice(place + 1);
  const looks =
    between.some((word) => leaves.test(word)) ||
    after.some((word) => asks.test(word)) ||
    later.some(({ run, uses }) => mentions(run, asks) || asks.test(uses?.value ?? ""));
  const checked = workflow.jobs.some(
    (each) => each !== job && each.steps.some(({ run }) => runs(run, /\bnpm (?:view|info|show)\b/)),
  );
  const asked = swallow.kind === "step" && speaksOf(workflow, /\boutcome\b|toJSON\(\s*steps/i);
  return looks || checked || asked ? undefined : swallow;
}

const asks = /\b(?:view|info|show|publish|dist-tags?|PIPESTATUS|grep|exit|false|return)\b|\$\?|^if$|curl/i;
const leaves = /\b(?:exit|break|return)\b/;

/**
 * The words of a script between a command and what swallows its failure, and those that follow; both are all words where the command
 * is in a script that this one starts. What swallows it says "publish" at times, in a message or a file's name.
 */
function wordsBehind(
  run: Text | undefined,
  command: Span,
  hides: Span | undefined,
): readonly [between: readonly string[], after: readonly string[]] {
  const words = run === undefined ? [] : mentioned(run);
  const textsOf = (some: typeof words): readonly string[] => some.map(({ text }) => text);
  if (run === undefined || !isInScript(run, command)) return [textsOf(words), textsOf(words)];
  const after = words.filter(({ span }) => span.start >= command.end);
  if (hides === undefined) return [[], textsOf(after)];
  return [
    textsOf(after.filter(({ span }) => span.end <= hides.start)),
    textsOf(after.filter(({ span }) => span.start >= hides.end)),
  ];
}
