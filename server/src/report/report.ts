import type { FixKind, Severity } from "../finding.ts";

/**
 * What `trusted-publishing check` has to say: text, JSON and Markdown are written from this value, and the JSON is this value
 * (`schemas/report.json`). Texts show no secret. Paths are relative to the repository; lines and columns count from 1. All lists are
 * in the order of the files, so the same files give the same report.
 */
export interface Report {
  /** Grows when a field changes its meaning or goes. */
  readonly version: 1;
  readonly tool: { readonly name: string; readonly version: string };
  /** The day for which it holds, `YYYY-MM-DD`: `latest` and `lts/*` mean what they mean then. */
  readonly today: string;
  /** The tables that it rests on, each with the day on which it was read. */
  readonly data: readonly { readonly name: string; readonly date: string }[];
  readonly repositories: readonly RepositoryReport[];
  readonly counts: Counts;
  /** With which code the command ends, and why, as a sentence. */
  readonly exit: { readonly code: number; readonly reason: string };
}

/** `person`: nothing in the files stops it, and somebody has to set or confirm something outside of them. */
export type Verdict = "ready" | "blocked" | "unknown" | "person";

export interface Counts extends Readonly<Record<Verdict | Severity, number>> {
  readonly packages: number;
  readonly publishes: number;
}

export interface RepositoryReport {
  /** As a person would type it, `.` for the current folder. */
  readonly folder: string;
  /** `owner/name` on GitHub, with its source; null where nothing says it. */
  readonly repository: Statement | null;
  /** What is checked out; null outside of git, or where that can't be read. */
  readonly commit: Commit | null;
  /** `.github/trusted-publishers.json`. */
  readonly record: { readonly path: string; readonly state: "absent" | "read" | "unreadable" };
  /** What is odd about the repository itself: remotes, record, names. */
  readonly notes: readonly Statement[];
  /** The packages that are published to npm, or may be. */
  readonly packages: readonly PackageReport[];
  /** Publishes of which it isn't known what they publish, or whether. */
  readonly others: readonly PublishReport[];
  /** Packages that aren't private and that no publish is known to publish. */
  readonly unpublished: readonly { readonly name: string; readonly path: string }[];
  /** All findings, with those that stop no publish. */
  readonly findings: readonly FindingReport[];
  /** What failed in this program: something may be missing. */
  readonly failures: readonly string[];
}

export interface Commit {
  readonly id: string;
  /** The branch; null for a detached head. */
  readonly branch: string | null;
  /** Whether a file that the report rests on differs from the commit. */
  readonly dirty: boolean;
  /** Those files. */
  readonly changed: readonly string[];
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

export interface PackageReport {
  readonly name: string;
  /** Null where package.json has none, or it isn't known. */
  readonly version: string | null;
  /** Of its package.json. */
  readonly path: string;
  readonly verdict: Verdict;
  /** Why, in a few words: `ok if npmjs.com trusts …`, or what npm does. */
  readonly outcome: Statement;
  readonly registry: readonly Statement[];
  readonly publishes: readonly JudgedPublish[];
  readonly trust: Trust;
  /** Those of its publishes, each once. */
  readonly obstacles: readonly ObstacleReport[];
  readonly asks: readonly Ask[];
  readonly assumptions: readonly Statement[];
}

export interface PublishReport {
  /** The same as long as the publish is: workflow, job and its number in the job. */
  readonly id: string;
  readonly place: Place;
  /** The file's path. */
  readonly workflow: string;
  readonly job: string;
  /** The step's name, else its number from 1. */
  readonly step: string;
  /** As people call it: `npm publish`. */
  readonly command: string;
  readonly action: "publish" | "stage";
  /** How it authenticates, in words. */
  readonly mode: string;
  readonly triggers: readonly TriggerReport[];
  readonly whoCanPublish: Statement | null;
  /** What else is known of it, by its name: client, packages, registry, credentials, outcome, … */
  readonly facts: readonly { readonly name: string; readonly statements: readonly Statement[] }[];
  /** Why it isn't understood; null where it is. */
  readonly unknown: Statement | null;
}

/** A publish of a package whose end can be told, or not. */
export interface JudgedPublish extends PublishReport {
  readonly verdict: Verdict;
  readonly outcome: Statement;
  /** What stops it, in the order in which a run meets it, and then what may. */
  readonly obstacles: readonly ObstacleReport[];
}

/** A kind of run that leads to a publish, and what npm would see of it. */
export interface TriggerReport {
  readonly event: string;
  /** Whether all of its runs lead there, or some. */
  readonly reaches: "yes" | "may";
  readonly source: Source;
  readonly time: string;
  /** Null where GitHub or npm hands out no token that says more. */
  readonly claims: Readonly<Record<string, string | null>> | null;
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
