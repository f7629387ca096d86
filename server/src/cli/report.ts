import type { Description } from "../editor/describe.ts";
import type { FoundPublish } from "../editor/found.ts";
import type { Severity } from "../finding.ts";
import type { Linted, Understood } from "../lint/run.ts";
import { withoutSecrets } from "../lint/secrets.ts";
import type { RuleFinding } from "../rule.ts";
import { memo, textOf, type SourceFile, type Span } from "../text.ts";
import type { Fixed } from "./fix.ts";
import { printable } from "./terminal.ts";

/** What the command line has to say of one repository. */
export interface Report {
  /** The repository's folder as a person typed it, `.` for the current one. */
  readonly folder: string;
  /** The repository's folder relative to the argument that led to it: `""` where they are the same. */
  readonly name: string;
  /** The repository's folder, absolute. */
  readonly root: string;
  readonly findings: readonly RuleFinding[];
  readonly understood: Understood;
  /** Each publish, where that was asked for. */
  readonly described: readonly Description[];
  /** Everything that publishes, or may, with its facts. */
  readonly found: readonly FoundPublish[];
  /** The files that were read, relative to the repository's folder. */
  readonly read: readonly string[];
  /** The texts that must not be shown. */
  readonly secrets: readonly string[];
  /** What threw, as the subject of a sentence, and what it said: findings are missing. */
  readonly failures: Linted["failures"];
  /** What `--fix` did away with. */
  readonly fixed: readonly Fixed[];
}

/**
 * A report with files of its own. By the originals lint remembers all that it made of them, so that a report which kept one would keep
 * the trees of its repository, and a lint of many repositories all of theirs.
 */
export function detached(report: Report): Report {
  const { findings, understood, found, fixed } = report;
  return {
    ...report,
    findings: findings.map(detachedFinding),
    understood: { ...understood, unknown: understood.unknown.map(withOwnFile) },
    found: found.map(withOwnFile),
    fixed: fixed.map(({ finding, what }) => ({ finding: detachedFinding(finding), what })),
  };
}

/** The texts that must not be shown, those that findings name themselves included, the longest first, so that none leaves a part of another. */
export function secretsOf(all: readonly Pick<Linted, "findings" | "secrets">[]): readonly string[] {
  const named = all.flatMap(({ findings }) => findings.flatMap((finding) => (finding.redact ?? []).map(textOf)));
  const texts = new Set([...named, ...all.flatMap(({ secrets }) => secrets)]);
  return [...texts].filter((text) => text !== "").toSorted((a, b) => b.length - a.length);
}

/** A repository's text as it may be printed for a person. */
export function shownText(text: string, report: Report): string {
  return printable(withoutSecrets(text, report.secrets));
}

/** A file of the repository as a person would type it. */
export function shownPath(report: Pick<Report, "folder">, path: string): string {
  const folder = report.folder.replace(/^\.(?:\/|$)/, "").replace(/\/$/, "");
  return printable(folder === "" && report.folder !== "/" ? path : `${folder}/${path}`);
}

export type Counts = Readonly<Record<Severity, number>>;

export function countsOf(findings: readonly RuleFinding[]): Counts {
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  return { error: count("error"), warning: count("warning"), info: count("info") };
}

const detachedFinding = memo(({ rule, severity, span, message, related, fixes }: RuleFinding): RuleFinding => ({
  rule,
  severity,
  span: ownSpan(span),
  message,
  related: related?.map(withOwnFile) ?? [],
  fixes: fixes?.map((fix) => ({ ...fix, edits: fix.edits.map(withOwnFile) })) ?? [],
  publishes: [],
}));

function withOwnFile<T extends { readonly span: Span }>(placed: T): T {
  return { ...placed, span: ownSpan(placed.span) };
}

function ownSpan({ file, start, end }: Span): Span {
  return { file: ownFile(file), start, end };
}

const ownFile = memo(({ path, text }: SourceFile): SourceFile => ({ path, text }));
