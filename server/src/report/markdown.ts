import { codeSpan, inertMarkdown } from "../editor/markdown.ts";
import { groupsOf, titleOf, whyOf, type PackageGroup } from "./groups.ts";
import type { Ask, ObstacleReport, Place, Statement } from "./parts.ts";
import { registryMarkdown } from "./registry/markdown.ts";
import type { JudgedPublish, Report, RepositoryReport } from "./report.ts";
import { verdictsIn, verdictSigns, verdictWords } from "./verdicts.ts";

/** The report as Markdown, for a comment or a job's summary. */
export function reportMarkdown(report: Report): string {
  return paragraphs([
    "## npm releases",
    summaryOf(report),
    ...report.repositories.flatMap((repository) => repositoryParts(repository, report.repositories.length > 1)),
    ...registryMarkdown(report.registry),
    footer(report),
  ]);
}

export function paragraphs(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** What the report rests on, in small print. */
export function footer({ tool, today, data, registry }: Report): string {
  const tables = data.map(({ name, date }) => `${name} of ${date}`).join(", ");
  return `<sub>${tool.name} ${tool.version} for ${today}; ${tables}. ${registry === null ? "Nothing outside of the files was asked" : "npm's public registry was asked, without a login"}.</sub>`;
}

export function summaryOf({ counts }: Report): string {
  const verdicts = verdictsIn(counts).map(
    ([verdict, count]) => `${verdictSigns[verdict]} ${count} ${verdictWords[verdict]}`,
  );
  if (verdicts.length > 0)
    return `**${counts.packages} ${counts.packages === 1 ? "package" : "packages"}**: ${verdicts.join(" · ")}`;
  return counts.publishes > 0 ? "No package is known to be published to npm." : "Nothing here publishes to npm.";
}

function repositoryParts(repository: RepositoryReport, several: boolean): readonly string[] {
  const { packages, others, unpublished, notes, folder } = repository;
  return [
    ...(several ? [`### ${inertMarkdown(folder)}`] : []),
    ...groupsOf(packages).flatMap((group) => packageParts(group)),
    list(
      others.map(
        ({ place, command, unknown }) =>
          `? ${shownPlace(place)} ${inertMarkdown(command)}: ${inertMarkdown(unknown?.text ?? "what it publishes isn't known")}`,
      ),
    ),
    unpublished.length === 0
      ? ""
      : `No workflow is known to publish ${unpublished.map(({ name }) => codeSpan(name)).join(", ")}.`,
    list(notes.map(({ text }) => inertMarkdown(text))),
  ];
}

function packageParts(group: PackageGroup): readonly string[] {
  const [{ verdict, publishes, asks }] = group;
  const title = titleOf(group, codeSpan);
  return [
    `### ${verdictSigns[verdict]} ${title}: ${verdictWords[verdict]}`,
    ...publishes.map((publish) => publishPart(publish)),
    asks.length === 0 ? "" : "On npmjs.com and GitHub:",
    list(asks.map((ask) => askLine({ ...ask, why: whyOf(ask.why, group) }))),
  ];
}

function publishPart({
  place,
  command,
  mode,
  triggers,
  outcome,
  obstacles,
  whoCanPublish,
  unknown,
}: JudgedPublish): string {
  const events = [...new Set(triggers.map(({ event }) => event))];
  const on = events.length === 0 ? "" : ` on ${events.map(codeSpan).join(", ")}`;
  const what = unknown === null ? inertMarkdown(mode) : inertMarkdown(unknown.text);
  return [
    `${shownPlace(place)} ${inertMarkdown(command)}, ${what}${on}`,
    "",
    ...obstacles.map((obstacle, index) => `${index + 1}. ${obstacleLine(obstacle)}`),
    `- ${statementLine(outcome)}`,
    ...(whoCanPublish === null ? [] : [`- Who can publish: ${statementLine(whoCanPublish)}`]),
  ].join("\n");
}

export function obstacleLine({ rule, url, place, message, fix, certain }: ObstacleReport): string {
  const named = rule === null ? "" : url === null ? ` ${codeSpan(rule)}` : ` [${rule}](${url})`;
  const fixed = fix === null ? "" : ` **Fix:** ${inertMarkdown(fix.title)}.`;
  return `${certain ? "✗" : "may"} ${shownPlace(place)} ${inertMarkdown(message)}${fixed}${named}`;
}

function askLine({ why, command, address, done }: Ask): string {
  const how = command ?? address;
  return `[${done === true ? "x" : " "}] ${inertMarkdown(why)}${how === null ? "" : `: ${how === address ? `<${how}>` : codeSpan(how)}`}`;
}

export function shownPlace({ path, line }: Place): string {
  return codeSpan(`${path}:${line}`);
}

function statementLine({ text, known }: Statement): string {
  return inertMarkdown(known ? text : `not known: ${text}`);
}

export function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}
