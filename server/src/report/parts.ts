import type { FixKind, Severity } from "../finding.ts";

/** `person`: nothing in the files stops it, and somebody has to set or confirm something outside of them. */
export type Verdict = "ready" | "blocked" | "unknown" | "person";

export interface Commit {
  readonly id: string;
  /** The branch; null for a detached head. */
  readonly branch: string | null;
  /** Whether a file that the report rests on differs from the commit. */
  readonly dirty: boolean;
  /** Those files. */
  readonly changed: readonly string[];
}

/** An entry of the record, with the fields that could be read. */
export interface RecordEntry {
  readonly package: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly source: Source;
}

/** A few words, the place that decides them, and the day for which they hold. */
export interface Statement {
  readonly text: string;
  /** False where the text says why something can't be told. */
  readonly known: boolean;
  readonly source: Source;
  readonly time: string;
}

export type Source =
  | ({ readonly kind: "file" } & Place)
  | { readonly kind: "git" | "environment" | "option" | "table"; readonly name: string };

export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** A kind of run that leads to a publish, and what npm would see of it. */
export interface TriggerReport {
  readonly event: string;
  /** The ref of such runs, with `<…>` for what differs from run to run. */
  readonly ref: string;
  /** Whether all runs of the event lead there, or some. */
  readonly reaches: "yes" | "may";
  /** The claims of the OIDC token; null for one that is absent. */
  readonly claims: Readonly<Record<string, string | null>>;
  /** Who stops the publish of such a run, or `ok`; `unknown` where what npmjs.com trusts isn't declared. */
  readonly verdict: {
    readonly by: "github" | "npm exchange" | "npm put" | "ok" | "unknown";
    /** False where something that no file shows may make it another one. */
    readonly sure: boolean;
    readonly why: string;
  };
  readonly source: Source;
  readonly time: string;
}

/** What the record says of a package's trusted publishers. */
export interface Trust {
  readonly state: "trusted" | "refused" | "unknown" | "not recorded" | "not used";
  /** The entry that fits. */
  readonly entry: Readonly<Record<string, string>> | null;
  readonly source: Source | null;
  readonly checkedAt: string | null;
}

export interface ObstacleReport {
  /** Null where npm stops, and no rule reports why. */
  readonly rule: string | null;
  /** False where it only may stop the publish. */
  readonly certain: boolean;
  readonly message: string;
  readonly place: Place;
  readonly fix: { readonly title: string; readonly kind: FixKind } | null;
  /** The page of the rule. */
  readonly url: string | null;
  readonly time: string;
}

/** What a person has to do or to confirm outside of the files. */
export interface Ask {
  /** The same in each report, whatever else changes: `npm-trust:@acme/widgets`. */
  readonly id: string;
  readonly why: string;
  readonly command: string | null;
  readonly address: string | null;
  /** True where the record says that it is done; null where nothing says. */
  readonly done: boolean | null;
  readonly source: Source;
  readonly time: string;
}

export interface FindingReport {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly place: Place;
}
