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
  /**
   * The one thing that decides it: a claim (`repository`, `file`, `environment`, `event_name`, `ref`, `runner_environment`), a scope of
   * `permissions`, `permissions` for the actions of an entry, `if` or `key`.
   */
  readonly field: string | undefined;
  /** False where something that no file shows may make it another one. */
  readonly sure: boolean;
  /** The reason, as a part of a sentence. */
  readonly why: string;
  /** What else is to be known of it, as a part of a sentence. */
  readonly note?: string;
}
