import type { Publish } from "../publish/publish.ts";
import type { Rule } from "../rule.ts";
import { textOf, type Span } from "../text.ts";

export const swallowedFailure: Rule<"publish"> = {
  id: "swallowed-failure",
  severities: ["warning"],
  summary: "A publish that fails stops its job.",
  about: "publish",
  *check(publish) {
    const swallow = swallowOf(publish);
    if (swallow === undefined) return;
    yield { severity: "warning", span: swallow.span, message: messageOf(publish, swallow.kind) };
  },
};

function messageOf({ job, tool }: Publish, kind: "or" | "pipe" | "step"): string {
  const end = `job "${job.id.value}" ends well where nothing was published.`;
  if (kind === "or") return `What stands behind \`||\` hides that ${tool.name} failed: ${end}`;
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
  const run = step.run?.value ?? "";
  // What swallows it says "publish" at times, in a message or a file's name.
  const [between, own] =
    step.run?.span.file === command.span.file ? behind(run, command.span, hiddenBy?.span) : [run, run];
  const later = job.steps.slice(place + 1).map((each) => `${each.run?.value ?? ""} ${each.uses?.value ?? ""}`);
  const looks =
    /\b(?:view|info|show|publish|dist-tags?|PIPESTATUS|grep|exit|false|return)\b|\$\?|\bif\b|curl/i.test(
      [own, ...later].join("\n"),
    ) || /\b(?:exit|break|return)\b/.test(between);
  const checked = workflow.jobs.some((each) =>
    each.steps.some(({ run: text }) => each !== job && /\bnpm (?:view|info|show)\b/.test(text?.value ?? "")),
  );
  const asked = swallow.kind === "step" && /\boutcome\b|toJSON\(\s*steps/i.test(workflow.file.text);
  return looks || checked || asked ? undefined : swallow;
}

/** The text of a script between a command and what swallows its failure, and what follows. */
function behind(run: string, command: Span, hides: Span | undefined): readonly [between: string, after: string] {
  const text = textOf(command);
  const rest = run.slice(Math.max(0, run.lastIndexOf(text)) + text.length);
  const hiding = hides === undefined ? "" : textOf(hides);
  const end = rest.indexOf(hiding);
  return [rest.slice(0, Math.max(0, end)), rest.slice(Math.max(0, end) + hiding.length)];
}
