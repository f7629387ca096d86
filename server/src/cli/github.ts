import type { Severity } from "../finding.ts";
import type { RuleFinding } from "../rule.ts";
import { rangeOf } from "../report/position.ts";
import { shownText, type Report } from "./report.ts";
import { summary } from "./summary.ts";
import { withoutCommands } from "./terminal.ts";

/**
 * Workflow commands that GitHub shows as annotations, then the summary as plain lines.
 * `pathOf` gives a file's path relative to the workspace, which is what GitHub expects.
 */
export function githubReport(reports: readonly Report[], pathOf: (report: Report, path: string) => string): string {
  const commands = reports.flatMap((report) =>
    report.findings.map((finding) =>
      commandOf(finding, pathOf(report, finding.span.file.path), shownText(finding.message, report)),
    ),
  );
  const failed = reports.flatMap((report) =>
    report.failures.map(
      ({ what, error }) =>
        `::error title=trusted-publishing failed::${escaped(shownText(`${what} failed, its findings are missing: ${error}`, report))}`,
    ),
  );
  const lines = summary(reports, { width: Infinity, color: false }, false);
  return [...commands, ...failed, ...lines.map(withoutCommands)].map((line) => `${line}\n`).join("");
}

const commands: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "notice" };

function commandOf(finding: RuleFinding, path: string, message: string): string {
  const { line, column, endLine, endColumn } = rangeOf(finding.span);
  const properties = { file: path, line, endLine, col: column, endColumn, title: finding.rule.id };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapedProperty(String(value))}`);
  return `::${commands[finding.severity]} ${list.join(",")}::${escaped(message)}`;
}

function escaped(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
