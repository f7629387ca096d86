import type { FixPlace } from "../data/log/cause.ts";
import type { CauseId } from "../data/log/causes.ts";
import type { FailureId } from "../data/log/failures.ts";
import type { Finding, Severity } from "../finding.ts";

/** What happened, why, and what to do about it. No text of the log is in it, but names of packages that may be shown. */
export interface Explanation {
  readonly failures: readonly [ExplainedFailure, ...ExplainedFailure[]];
  /** What the log doesn't hold, or what its commit has to do with the checkout: sentences. */
  readonly notes: readonly string[];
}

export interface ExplainedFailure {
  readonly id: FailureId;
  /** What people search for. */
  readonly code: string;
  /** The name of its page in docs/errors. */
  readonly page: string;
  /** Markdown, one sentence. */
  readonly title: string;
  /** Undefined where it was asked for by its code. */
  readonly place: LogPlace | undefined;
  /** Names of packages, as far as they may be shown. */
  readonly packages: readonly string[];
  /** What is known of the publish, each as a label and a sentence in Markdown. */
  readonly observed: readonly Observation[];
  /** The most likely first, at most four. */
  readonly causes: readonly ExplainedCause[];
  /** What the files rule out, as sentences. */
  readonly ruledOut: readonly string[];
  /** What is often said of it, and isn't so. */
  readonly notIt: readonly string[];
  /** Undefined where the cause is certain. */
  readonly experiment: Experiment | undefined;
  /** How to release after the fix, as sentences. */
  readonly afterwards: readonly string[];
}

export interface LogPlace {
  /** Counts from 1. */
  readonly line: number;
  readonly job: string | undefined;
  readonly step: string | undefined;
  /** The line in short: not the log's own text. */
  readonly says: string;
}

export interface Observation {
  readonly label: "client" | "id-token" | "exchange" | "upload" | "provenance";
  readonly text: string;
}

export interface ExplainedCause {
  readonly id: CauseId;
  readonly certainty: "certain" | "likely" | "possible";
  readonly says: string;
  readonly confirm: string;
  readonly rulesOut: string;
  /** What to do where no line to change is known. */
  readonly fix: string;
  readonly where: FixPlace;
  /** The lines to change, the gravest first. */
  readonly changes: readonly Change[];
  /** What npmjs.com's form has to say for this run, as label and value; empty where nothing is to be compared. */
  readonly compare: readonly (readonly [field: string, value: string])[];
}

/** A place that leads to a cause: a finding of a rule, or what a fact about a publish comes from. */
export interface Change extends Pick<Finding, "span" | "message" | "fixes"> {
  /** Undefined for a fact. */
  readonly severity: Severity | undefined;
  /** Undefined for a fact. */
  readonly rule: string | undefined;
}

interface Experiment {
  /** What to do: one sentence. */
  readonly says: string;
  /** What is seen, and what that means. */
  readonly outcomes: readonly (readonly [seen: string, means: string])[];
}
