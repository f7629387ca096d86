import type { ExplainedCause, ExplainedFailure, Explanation, LogPlace } from "../explain/explanation.ts";
import type { FixKind } from "../finding.ts";
import { ruleUrl } from "../product.ts";
import type { Place } from "./parts.ts";
import { placeOf } from "./statement.ts";

/** Why a run failed, as `trusted-publishing explain` says it. */
export interface ExplanationReport {
  readonly failures: readonly FailureReport[];
  /** What the log doesn't hold, or what its commit has to do with the checkout: sentences. */
  readonly notes: readonly string[];
  /** The address of the rule's page that was asked for; null where a log or a code was. */
  readonly page: string | null;
}

interface FailureReport extends Pick<
  ExplainedFailure,
  "id" | "code" | "page" | "title" | "packages" | "ruledOut" | "notIt" | "afterwards"
> {
  /** Null where it was asked for by its code. */
  readonly place:
    | (Pick<LogPlace, "line" | "says"> & { readonly job: string | null; readonly step: string | null })
    | null;
  /** What is known of the publish, by label. */
  readonly observed: Readonly<Record<string, string>>;
  readonly causes: readonly CauseReport[];
  /** Null where the cause is certain. */
  readonly experiment: {
    readonly says: string;
    readonly outcomes: readonly { readonly seen: string; readonly means: string }[];
  } | null;
}

interface CauseReport extends Omit<ExplainedCause, "changes" | "compare"> {
  /** The fields of npmjs.com's form. */
  readonly compare: Readonly<Record<string, string>>;
  readonly changes: readonly {
    readonly rule: string | null;
    readonly url: string | null;
    readonly place: Place;
    readonly message: string;
    readonly fixes: readonly { readonly title: string; readonly kind: FixKind }[];
  }[];
}

/** The places in files become lines and columns. */
export function explanationReport({ failures, notes }: Explanation): ExplanationReport {
  return { failures: failures.map(failureReport), notes, page: null };
}

/** A rule, which its page explains. */
export function ruleExplanation(id: string): ExplanationReport {
  return { failures: [], notes: [], page: ruleUrl(id) };
}

function failureReport({ place, observed, causes, experiment, ...rest }: ExplainedFailure): FailureReport {
  return {
    ...rest,
    place: place === undefined ? null : { ...place, job: place.job ?? null, step: place.step ?? null },
    observed: Object.fromEntries(observed.map(({ label, text }) => [label, text])),
    causes: causes.map(({ changes, compare, ...cause }) => ({
      ...cause,
      compare: Object.fromEntries(compare),
      changes: changes.map(({ rule, span, message, fixes = [] }) => ({
        rule: rule ?? null,
        url: rule === undefined ? null : ruleUrl(rule),
        place: placeOf(span),
        message,
        fixes: fixes.map(({ title, kind }) => ({ title, kind })),
      })),
    })),
    experiment:
      experiment === undefined
        ? null
        : {
            says: experiment.says,
            outcomes: experiment.outcomes.map(([seen, means]) => ({ seen, means })),
          },
  };
}
