import type { DescribedPublish } from "../editor/describe.ts";
import { phrase } from "../editor/words.ts";
import { wordsOf } from "../reason-words.ts";
import type { Reason } from "../reason.ts";
import { modeOf } from "../publish/mode.ts";
import type { Publish } from "../publish/publish.ts";
import { fileName } from "../repository/paths.ts";
import { readableText } from "../repository/value.ts";
import type { Statement } from "./parts.ts";
import type { PublishReport } from "./report.ts";
import { placeOf, shown, statementOf, type Voice } from "./statement.ts";
import { withoutOidc } from "./without-oidc.ts";

/** A command that publishes, in all its ways. `number` counts those of its job, from 1. */
export function publishReport(
  { description, publishes }: DescribedPublish,
  number: number,
  reason: Reason | undefined,
  voice: Voice,
): PublishReport {
  const [first] = publishes;
  const { title, mode, lines, spans } = description;
  const { workflow, job, step } = first;
  const modes = new Set(publishes.map(modeOf));
  const against = withoutOidc(first);
  return {
    id: `${fileName(workflow.file.path)}/${shown(job.id.value, voice)}/${number}`,
    place: placeOf(spans[0]),
    workflow: workflow.file.path,
    job: shown(job.id.value, voice),
    step: shown(readableText(step.block, "name")?.value ?? String(step.index + 1), voice),
    command: title,
    action: first.action,
    mode: shown(mode, voice),
    authentication: modes.size === 1 ? modeOf(first) : "unknown",
    withoutOidc: against === undefined ? null : statementOf(against, voice),
    triggers: [],
    whoCanPublish: null,
    alongside: alongside(first, voice),
    facts: lines.map(({ label, phrases }) => ({
      name: label,
      statements: phrases.map((phrase) => statementOf(phrase, voice)),
    })),
    unknown:
      reason === undefined ? null : statementOf({ text: wordsOf(reason), span: reason.span, known: false }, voice),
  };
}

/** The lines of the other steps of a publish's job, and the actions that they use. */
function alongside({ job, step: own }: Publish, voice: Voice): readonly Statement[] {
  return job.steps.flatMap((step) => {
    if (step.index === own.index) return [];
    const { uses, run, with: inputs, span } = step;
    const ref = inputs.texts.get("ref")?.value;
    const lines = (run?.value ?? "")
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "" && !line.startsWith("#"));
    const texts = uses === undefined ? lines : [`${uses.value}${ref === undefined ? "" : ` with ref ${ref}`}`];
    return texts.slice(0, mostLines).map((text) => statementOf(phrase(text.slice(0, longest), span), voice));
  });
}

/** Of a step's script so many lines are shown, each of so many characters. */
const mostLines = 20;
const longest = 120;
