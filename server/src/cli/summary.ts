import { stripVTControlCharacters } from "node:util";
import { counted } from "../editor/words.ts";
import type { FixKind, Severity } from "../finding.ts";
import type { RuleFinding } from "../rule.ts";
import { positionOf } from "../report/position.ts";
import { countsOf, shownText, shownPath, type Report } from "./report.ts";
import { columns, styled, wrap, type Style, type Terminal } from "./terminal.ts";

/** What was understood, so that silence can be told from success, and then what was found, if anything was. */
export function summary(reports: readonly Report[], terminal: Terminal, verbose: boolean): readonly string[] {
  const findings = reports.flatMap((report) => report.findings);
  const fixed = reports.reduce((sum, report) => sum + report.fixed.length, 0);
  const found = [foundLine(findings, terminal), ...fixableParts(findings)].filter((part) => part !== "");
  const parts = fixed > 0 ? [styled(terminal, "green", `${fixed} fixed`), ...found] : found;
  const line = parts.join(" · ");
  const fits = columns(stripVTControlCharacters(line)) <= terminal.width;
  return [...understoodLines(reports, terminal, verbose), ...(fits ? [line] : parts).filter((text) => text !== "")];
}

export const severityStyles: Readonly<Record<Severity, Style>> = {
  error: ["red", "bold"],
  warning: ["yellow", "bold"],
  info: ["blue", "bold"],
};

function foundLine(findings: readonly RuleFinding[], terminal: Terminal): string {
  const counts = countsOf(findings);
  const parts = (["error", "warning", "info"] as const)
    .filter((severity) => counts[severity] > 0)
    .map((severity) => {
      const text = severity === "info" ? `${counts.info} info` : counted(counts[severity], severity);
      return styled(terminal, severityStyles[severity], text);
    });
  return parts.join(", ");
}

function fixableParts(findings: readonly RuleFinding[]): readonly string[] {
  const has = (finding: RuleFinding, kind: FixKind): boolean =>
    finding.fixes?.some((fix) => fix.kind === kind) === true;
  const safe = findings.filter((finding) => has(finding, "safe")).length;
  const review = findings.filter((finding) => has(finding, "review") && !has(finding, "safe")).length;
  if (safe > 0 && review > 0) return [`${safe} can be fixed with --fix, ${review} more with --fix=all`];
  if (safe > 0) return [`${safe} can be fixed with --fix`];
  return review > 0 ? [`${review} can be fixed with --fix=all`] : [];
}

/** So many places are named without `--verbose`. */
const namedPlaces = 5;

function understoodLines(reports: readonly Report[], terminal: Terminal, verbose: boolean): readonly string[] {
  const workflows = reports.reduce((sum, report) => sum + report.understood.workflows, 0);
  const publishes = reports.reduce((sum, report) => sum + report.understood.publishes, 0);
  const unknown = reports.flatMap((report) => placesOf(report));
  const repositories = reports.length > 1 ? ` of ${reports.length} repositories` : "";
  const where = `${counted(workflows, "workflow")}${repositories}`;
  if (workflows === 0) return [`No workflow found${reports.length > 1 ? ` in ${reports.length} repositories` : ""}.`];
  if (publishes === 0 && unknown.length === 0) return [`No publish to npm found in ${where}.`];
  const checked = `${counted(publishes, "publish", "publishes")} in ${where} checked`;
  const [only] = unknown;
  if (only === undefined) return [checked];
  const line = publishes > 0 ? checked : `No publish checked in ${where}`;
  const all = reports.flatMap((report) => report.understood.unknown);
  const partly = all.filter(({ missing }) => missing !== undefined).length;
  const nothing = unknown.length - partly;
  const short = [line, partly > 0 && `${partly} partly understood`, nothing > 0 && `${nothing} not understood`]
    .filter((part) => part !== false)
    .join(", ");
  if (unknown.length === 1 && columns(short) + columns(only) + 3 <= terminal.width) return [`${short} (${only})`];
  const named = verbose ? unknown : unknown.slice(0, namedPlaces);
  const rest = unknown.length - named.length;
  return [
    `${short}:`,
    ...named.flatMap((place) =>
      wrap(place, terminal.width - 4).map((text, index) => (index > 0 ? "    " : "  ") + text),
    ),
    ...(rest > 0 ? [styled(terminal, "dim", `  and ${rest} more, see --verbose`)] : []),
  ];
}

/** What wasn't understood: commands in files, from top to bottom, then whole files. */
function placesOf(report: Report): readonly string[] {
  const { unknown, unread } = report.understood;
  const shown = (path: string, why: string): string => `${shownPath(report, path)}${why}`;
  const places = unknown.toSorted(({ span: a }, { span: b }) =>
    a.file === b.file ? a.start - b.start : a.file.path < b.file.path ? -1 : 1,
  );
  return [
    ...places.map(({ span, why, missing }) =>
      shown(
        span.file.path,
        `:${positionOf(span.file, span.start).line}: ${missing === undefined ? "" : `all but ${missing}: `}${shownText(why, report)}`,
      ),
    ),
    ...unread.map(({ path, why }) => shown(path, `: ${shownText(why, report)}`)),
  ];
}
