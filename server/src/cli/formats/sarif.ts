import { createHash } from "node:crypto";
import type { Fix, Severity } from "../../finding.ts";
import { withoutSecrets } from "../../lint/secrets.ts";
import { homepage, ruleUrl, version } from "../../product.ts";
import { rangeOf } from "../../report/position.ts";
import type { Rule, RuleFinding } from "../../rule.ts";
import { lineStart, type Span } from "../../text.ts";
import type { Report } from "../report.ts";

/**
 * The findings as SARIF 2.1.0, for code scanning. `pathOf` gives a file's path relative to the checkout, with `/`. A fingerprint
 * stays while a finding's line does, wherever that line moves.
 * Format: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifReport(reports: readonly Report[], pathOf: (report: Report, path: string) => string): string {
  const findings = reports.flatMap((report) => report.findings.map((finding) => ({ finding, report })));
  const rules = [...new Map(findings.map(({ finding: { rule } }) => [rule.id, rule])).values()].toSorted((a, b) =>
    a.id < b.id ? -1 : 1,
  );
  const seen = new Map<string, number>();
  const results = findings.map(({ finding, report }) => {
    const place = placesIn((path) => pathOf(report, path));
    const print = fingerprintOf(finding, report, pathOf(report, finding.span.file.path));
    const count = (seen.get(print) ?? 0) + 1;
    seen.set(print, count);
    const { rule, severity, message, span, related = [], fixes = [] } = finding;
    return {
      ruleId: rule.id,
      ruleIndex: rules.indexOf(rule),
      level: levels[severity],
      message: { text: withoutSecrets(message, report.secrets) },
      locations: [{ physicalLocation: place(span) }],
      relatedLocations: related.map((each, index) => ({
        id: index,
        message: { text: withoutSecrets(each.message, report.secrets) },
        physicalLocation: place(each.span),
      })),
      partialFingerprints: { "trustedPublishing/v1": `${print}:${count}` },
      fixes: fixes.filter((fix) => isShowable(fix, report)).map((fix) => fixOf(fix, report, place)),
    };
  });
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "trusted-publishing",
            version,
            semanticVersion: version,
            informationUri: homepage,
            rules: rules.map(descriptorOf),
          },
        },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { [root]: { description: { text: "The root of the checkout." } } },
        invocations: [
          {
            executionSuccessful: reports.every(({ failures }) => failures.length === 0),
            toolExecutionNotifications: reports.flatMap(({ failures, secrets }) =>
              failures.map(({ what, error }) => ({
                level: "error",
                message: { text: withoutSecrets(`${what} failed, its findings are missing: ${error}`, secrets) },
              })),
            ),
          },
        ],
        results,
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

const root = "%SRCROOT%";

const levels: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "note" };

function descriptorOf({ id, summary, severities: [usual = "warning"] }: Rule) {
  return {
    id,
    shortDescription: { text: summary.replaceAll("`", "") },
    fullDescription: { text: summary.replaceAll("`", "") },
    help: { text: `See ${ruleUrl(id)}`, markdown: `${summary} [More](${ruleUrl(id)})` },
    helpUri: ruleUrl(id),
    defaultConfiguration: { level: levels[usual] },
  };
}

type PlaceOf = (span: Span) => ReturnType<ReturnType<typeof placesIn>>;

function placesIn(pathOf: (path: string) => string) {
  return (span: Span) => ({
    artifactLocation: { uri: uriOf(pathOf(span.file.path)), uriBaseId: root },
    region: regionOf(span),
  });
}

function uriOf(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

function regionOf(span: Span) {
  const { line, column, endLine, endColumn } = rangeOf(span);
  return { startLine: line, startColumn: column, endLine, endColumn };
}

/** An edit that holds a secret can't be shown, and without it the fix would be another one. */
function isShowable({ edits }: Fix, { secrets }: Report): boolean {
  return edits.length > 0 && edits.every(({ text }) => withoutSecrets(text, secrets) === text);
}

function fixOf({ title, edits }: Fix, { secrets }: Report, place: PlaceOf) {
  const files = new Map(edits.map(({ span }) => [span.file.path, span] as const));
  return {
    description: { text: withoutSecrets(title, secrets) },
    artifactChanges: Array.from(files, ([path, first]) => ({
      artifactLocation: place(first).artifactLocation,
      replacements: edits
        .filter(({ span }) => span.file.path === path)
        .map(({ span, text }) => ({ deletedRegion: regionOf(span), insertedContent: { text } })),
    })),
  };
}

/** The rule, the file and the words of the line: not its number, which any change above it moves. */
function fingerprintOf({ rule, span }: RuleFinding, { secrets }: Report, path: string): string {
  const { text } = span.file;
  const from = lineStart(text, span.start);
  const end = text.indexOf("\n", from);
  const line = withoutSecrets(text.slice(from, end < 0 ? text.length : end), secrets)
    .replaceAll(/\s+/g, " ")
    .trim();
  return createHash("sha256").update([rule.id, path, line].join("\0")).digest("hex").slice(0, 32);
}
