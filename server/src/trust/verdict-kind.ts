import type { ComparedField } from "./entries.ts";

/** Who stops a publish of a run, or `ok`; `unknown` where what npmjs.com trusts isn't declared. */
export interface Verdict {
  readonly by: "github" | "npm exchange" | "npm put" | "ok" | "unknown";
  readonly when:
    | "never starts"
    | "skipped"
    | "before the job"
    | "in the job"
    | "exchange"
    | "put"
    | "published"
    | undefined;
  /** The one thing that decides it: a claim, or what an entry or the job's `permissions` say. */
  readonly field:
    | ComparedField
    | "ref"
    | "id-token"
    | "event_name"
    | "permissions"
    | "runner_environment"
    | "if"
    | "key"
    | undefined;
  /** False where something that no file shows may make it another one. */
  readonly sure: boolean;
  /** The reason, as a part of a sentence. */
  readonly why: string;
}
