/** Why a publish failed, and what to do about it. `{package}` stands for the package that the log names, or "the package". */
export interface Cause {
  /** One or two sentences. */
  readonly says: string;
  /** What would prove it. */
  readonly confirm: string;
  /** What would rule it out. */
  readonly rulesOut: string;
  /** What to do, one or two imperatives, for whom no file can be looked at. */
  readonly fix: string;
  /** The rules that find the line to change. */
  readonly rules: readonly string[];
  /** Where the fix is: that decides how to release after it. */
  readonly where: FixPlace;
  /** Whether npmjs.com's form has to be compared with the run. */
  readonly compare?: true;
  /** The section of docs/facts, or the scenario of npm's outcome, that it rests on. */
  readonly fact: string;
}

export type FixPlace = "stage" | "npmjs" | "github" | "workflow" | "package" | "wait" | "unknown";
