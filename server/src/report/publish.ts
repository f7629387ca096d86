import type { DescribedPublish } from "../editor/describe.ts";
import { wordsOf } from "../reason-words.ts";
import type { Reason } from "../reason.ts";
import type { Publish } from "../publish/publish.ts";
import { triggersOf } from "../publish/triggers.ts";
import { fileName } from "../repository/paths.ts";
import { readableText } from "../repository/value.ts";
import type { PublishReport, TriggerReport } from "./report.ts";
import { fileSource, placeOf, shown, statementOf, type Voice } from "./statement.ts";

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
  return {
    id: `${fileName(workflow.file.path)}/${shown(job.id.value, voice)}/${number}`,
    place: placeOf(spans[0]),
    workflow: workflow.file.path,
    job: shown(job.id.value, voice),
    step: shown(readableText(step.block, "name")?.value ?? String(step.index + 1), voice),
    command: title,
    action: first.action,
    mode: shown(mode, voice),
    triggers: distinct(publishes.flatMap((publish) => triggersIn(publish, voice))),
    whoCanPublish: null,
    facts: lines.map(({ label, phrases }) => ({
      name: label,
      statements: phrases.map((phrase) => statementOf(phrase, voice)),
    })),
    unknown:
      reason === undefined ? null : statementOf({ text: wordsOf(reason), span: reason.span, known: false }, voice),
  };
}

/** The triggers that lead to a publish, each with the place that names it. */
function triggersIn(publish: Publish, voice: Voice): readonly TriggerReport[] {
  return (triggersOf(publish) ?? []).map(({ value, span, reaches }) => ({
    event: value,
    reaches,
    source: fileSource(span),
    time: voice.today,
    claims: null,
  }));
}

function distinct(triggers: readonly TriggerReport[]): readonly TriggerReport[] {
  return [...new Map(triggers.map((trigger) => [JSON.stringify(trigger), trigger])).values()];
}
