import type { Severity } from "../finding.ts";
import type { Mode } from "../publish/mode.ts";
import type { Comparison } from "./change.ts";
import type { ExplanationReport } from "./explanation.ts";
import type { PreflightReport } from "./preflight.ts";
import type { RecoveryReport } from "./recovery.ts";
import type { RegistryReport } from "./registry/registry.ts";
import type {
  Ask,
  Commit,
  FindingReport,
  ObstacleReport,
  Place,
  RecordEntry,
  Statement,
  TriggerReport,
  Trust,
  Verdict,
} from "./parts.ts";

/**
 * What `trusted-publishing check` has to say, and what `preflight`, `explain` and `recover` add: text, JSON and Markdown are written
 * from this value, and the JSON is this value (`schemas/report.json`). Texts show no secret. Paths are relative to the repository; lines and columns count from 1. All lists are
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
  /** What has changed since another state of the repository; null where nobody asked. */
  readonly against: Comparison | null;
  /** What npm's registry shows of the packages; null where it wasn't asked. */
  readonly registry: RegistryReport | null;
  /** What npm said in a job; null where it wasn't asked for an exchange. */
  readonly preflight: PreflightReport | null;
  /** Why a run failed; null where nothing was to be explained. */
  readonly explanation: ExplanationReport | null;
  /** How far a release came; null where nobody asked. */
  readonly recovery: RecoveryReport | null;
  readonly counts: Counts;
  /** With which code the command ends, and why, as a sentence. */
  readonly exit: { readonly code: number; readonly reason: string };
}

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
  readonly record: {
    readonly path: string;
    readonly state: "absent" | "read" | "unreadable";
    readonly entries: readonly RecordEntry[];
  };
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
  /** What is wrong with the repository's settings of the rules. */
  readonly problems: readonly string[];
  /** What failed in this program: something may be missing. */
  readonly failures: readonly string[];
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
  /** The same for programs; `unknown` also where its legs and callers differ. */
  readonly authentication: Mode;
  /** Why it can't go through OIDC, whatever else is changed in its job; null where nothing known stands in the way. */
  readonly withoutOidc: Statement | null;
  readonly triggers: readonly TriggerReport[];
  /** Null where it isn't known which package is published. */
  readonly whoCanPublish: Statement | null;
  /** The other steps of its job: what runs where the id-token, or the token, is. */
  readonly alongside: readonly Statement[];
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
