import { codeSpan, inertMarkdown } from "../editor/markdown.ts";
import type { Comparison, PackageChange, PublishChange } from "./change.ts";
import { footer, list, obstacleLine, paragraphs, shownPlace, summaryOf } from "./markdown.ts";
import type { RecordEntry, Statement } from "./parts.ts";
import { registryMarkdown } from "./registry/markdown.ts";
import type { Report } from "./report.ts";
import { verdictSigns, verdictWords } from "./verdicts.ts";

/** What a change does to the releases of a repository, as one comment. */
export function changeMarkdown(report: Report, comparison: Comparison): string {
  const { packages, others, name, commit } = comparison;
  const quiet = packages.length + others.length === 0;
  const base = `${codeSpan(name)}${commit === null || name === commit ? "" : ` (${commit.slice(0, 7)})`}`;
  return paragraphs([
    "## What this changes for npm releases",
    `${summaryOf(report)}${quiet ? ". **No release changes.**" : ""}`,
    ...packages.flatMap(packageParts),
    ...(others.length === 0
      ? []
      : ["### Publishes of packages that aren't known", ...others.flatMap((publish) => publishParts(publish))]),
    ...recordParts(report, comparison),
    ...registryMarkdown(report.registry),
    `Compared with ${base}.`,
    footer(report),
  ]);
}

function packageParts({ name, verdict, publishes, appeared, gone }: PackageChange): readonly string[] {
  const { before, after } = verdict;
  const words = (which: typeof before): string => (which === null ? "not published" : verdictWords[which]);
  const sign = after === null ? "–" : verdictSigns[after];
  const change = before === after ? words(after) : `${words(before)} → **${words(after)}**`;
  return [
    `### ${sign} ${codeSpan(name)}: ${change}`,
    list(appeared.map((obstacle) => `New: ${obstacleLine(obstacle)}`)),
    list(
      gone.map(({ rule, message }) => `Gone: ${inertMarkdown(message)}${rule === null ? "" : ` ${codeSpan(rule)}`}`),
    ),
    ...publishes.flatMap((publish) => publishParts(publish)),
  ];
}

function publishParts({ before, after, place, facts, joined, left }: PublishChange): readonly string[] {
  if (after === null) return [`A publish is removed: ${shownPlace(place)}`];
  const both = facts.map((fact) => `| ${inertMarkdown(fact.name)} | ${cell(fact.before)} | ${cell(fact.after)} |`);
  const own = facts.map((fact) => `| ${inertMarkdown(fact.name)} | ${cell(fact.after)} |`);
  const rows =
    before === null ? ["| | |", "| --- | --- |", ...own] : ["| | Before | After |", "| --- | --- | --- |", ...both];
  const steps = [...joined.map((step) => stepLine("added", step)), ...left.map((step) => stepLine("removed", step))];
  return [
    `${before === null ? "A publish is added" : "This publish changes"}: ${shownPlace(place)}`,
    facts.length === 0 ? "" : rows.join("\n"),
    steps.length === 0 ? "" : ["What runs alongside the token:", "", ...steps].join("\n"),
  ];
}

function stepLine(what: string, { text, source }: Statement): string {
  return `- ${what} ${codeSpan(text)}${source.kind === "file" ? ` (${shownPlace(source)})` : ""}`;
}

function recordParts(report: Report, { record }: Comparison): readonly string[] {
  const { path = "", state = "absent" } = report.repositories[0]?.record ?? {};
  const { added, removed } = record;
  const nothing =
    state === "absent" ? "It isn't there." : state === "unreadable" ? "It can't be read." : "It stays as it is.";
  return [
    `### The record ${codeSpan(path)}`,
    added.length + removed.length === 0
      ? nothing
      : list([
          ...added.map((entry) => `added ${entryText(entry)}`),
          ...removed.map((entry) => `removed ${entryText(entry)}`),
        ]),
    `> ${inertMarkdown(record.note)}`,
  ];
}

function entryText({ package: name, fields }: RecordEntry): string {
  return `${codeSpan(name)}: ${Object.entries(fields)
    .map(([field, value]) => `${field} ${codeSpan(value)}`)
    .join(", ")}`;
}

/** A cell of a table: a line break or a bar would end it. */
function cell(text: string): string {
  return inertMarkdown(text.length > longestCell ? `${text.slice(0, longestCell)}…` : text);
}

const longestCell = 400;
