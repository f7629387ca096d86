import type { Description } from "../editor/describe.ts";
import type { FoundPublish } from "../editor/found.ts";
import { withoutSecrets } from "../lint/secrets.ts";
import { ruleUrl } from "../product.ts";
import type { RuleFinding } from "../rule.ts";
import type { Edit } from "../text.ts";
import { rangeOf } from "../report/position.ts";
import type { Report } from "./report.ts";

/**
 * One JSON object for programs; `version` grows when a field changes its meaning or goes.
 * Lines and columns count from 1, columns in UTF-16 units, ends are exclusive.
 * Paths are relative to the repository; where several were linted, to the folder that was asked for.
 */
export function jsonReport(reports: readonly Report[]): string {
  const total = (count: (report: Report) => number): number => reports.reduce((sum, report) => sum + count(report), 0);
  const prefixOf = ({ name }: Report): string => (reports.length > 1 && name !== "" ? `${name}/` : "");
  const described = reports.flatMap((report) =>
    report.described.map((each) => descriptionOf(each, prefixOf(report), report.secrets)),
  );
  const result = {
    version: 1,
    files: total((report) => report.read.length),
    publishes: total((report) => report.understood.publishes),
    unknown: total(({ understood }) => understood.unknown.length + understood.unread.length),
    found: reports.flatMap((report) => report.found.map((each) => foundOf(each, prefixOf(report), report.secrets))),
    ...(described.length === 0 ? {} : { understood: described }),
    // Findings may be missing: this program failed, and says with what.
    failures: reports.flatMap((report) =>
      report.failures.map(({ what, error }) => ({
        repository: report.name,
        what: withoutSecrets(what, report.secrets),
        error: withoutSecrets(error, report.secrets),
      })),
    ),
    diagnostics: reports.flatMap((report) => {
      const prefix = prefixOf(report);
      return report.findings.map((finding) => diagnosticOf(finding, prefix, report.secrets));
    }),
  };
  return `${JSON.stringify(result, undefined, 2)}\n`;
}

function diagnosticOf(finding: RuleFinding, prefix: string, secrets: readonly string[]) {
  const { rule, severity, span, message, related = [], fixes = [] } = finding;
  return {
    rule: rule.id,
    severity,
    path: prefix + span.file.path,
    ...rangeOf(span),
    message: withoutSecrets(message, secrets),
    url: ruleUrl(rule.id),
    related: related.map((place) => ({
      path: prefix + place.span.file.path,
      ...rangeOf(place.span),
      message: withoutSecrets(place.message, secrets),
    })),
    // An edit that holds a secret can't be shown, and without it the fix would be another one.
    fixes: fixes
      .filter((fix) => fix.edits.every((edit) => withoutSecrets(edit.text, secrets) === edit.text))
      .map((fix) => ({
        title: withoutSecrets(fix.title, secrets),
        kind: fix.kind,
        edits: fix.edits.map((edit) => editOf(edit, prefix)),
      })),
  };
}

/** What is known of a publish, in words, with the place that decides each; `known: false` says why something isn't. */
function descriptionOf({ kind, title, mode, lines, spans }: Description, prefix: string, secrets: readonly string[]) {
  return {
    kind,
    path: prefix + spans[0].file.path,
    ...rangeOf(spans[0]),
    title,
    mode: withoutSecrets(mode, secrets),
    lines: lines.map(({ label, phrases }) => ({
      label,
      pieces: phrases.map(({ text, known, span }) => ({
        text: withoutSecrets(text, secrets),
        known,
        path: prefix + span.file.path,
        ...rangeOf(span),
      })),
    })),
  };
}

/** A publish, or what may be one, with the grade of each fact, what it is, and why it isn't sure (docs/json.md). */
function foundOf({ span, job, facts, packages }: FoundPublish, prefix: string, secrets: readonly string[]) {
  const shown = (grades: FoundPublish["facts"]) =>
    Object.fromEntries(
      Object.entries(grades).map(([name, { grade, values, why }]) => [
        name,
        {
          grade,
          ...(values.length > 0 && { values: values.map((value) => withoutSecrets(value, secrets)) }),
          ...(why !== undefined && { why: withoutSecrets(why, secrets) }),
        },
      ]),
    );
  return {
    path: prefix + span.file.path,
    ...rangeOf(span),
    job: withoutSecrets(job, secrets),
    facts: shown(facts),
    packages: packages.map((each) => ({
      path: withoutSecrets(prefix + each.path, secrets),
      facts: shown(each.facts),
    })),
  };
}

function editOf({ span, text }: Edit, prefix: string) {
  return { path: prefix + span.file.path, ...rangeOf(span), text };
}
